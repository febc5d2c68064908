import { fleet } from '../../fixtures/fleet';
import { secretOf, World, completed } from '../../lambda/support/world';
import { FakeFingerprints } from './fake-fingerprints';
import { FakeSecret } from './fake-secret';
import { probe } from '../../../lambda/probe/probe';
import type { ProbeRequest } from '../../../lambda/probe/contract';
import type { Access } from '../../../lib/operator/access';
import { secretTarget, type SecretTarget } from '../../../lib/operator/target';
import type { SecretKind } from '../../../lib/secrets/settings';

/** What ends a run in the middle, as a killed process or a broken line does. */
class Crash extends Error {}

interface Command {
  readonly input: object;
}

export const target = (environment = 'staging', kind: SecretKind = 'signing-secret', binding = 'self'): SecretTarget => secretTarget(fleet, environment, binding, kind);

/** Another value of the same form. */
export const newSecret = (name = 'its successor'): string => secretOf(name);

/** One environment with its operator: the receiver's world, the secret with its stages, the audit account, and the clock. */
export class OperatorWorld {
  readonly world = new World();
  readonly fingerprints: FakeFingerprints;
  readonly secret = new FakeSecret(() => this.world.time);
  readonly calls: string[] = [];
  /** Everything the operator or a function has written. */
  readonly said: string[] = [];
  /** Runs before and after each call of the operator. */
  between: () => Promise<void> = async () => {};
  private crashAt: { readonly call: number; readonly when: 'before' | 'after' } | undefined;
  private made = 0;
  private dead = false;

  constructor(readonly of: SecretTarget = target(), audit = new FakeFingerprints()) {
    this.fingerprints = audit;
    this.mirror();
  }

  get arn(): string {
    return `arn:aws:secretsmanager:me-central-1:${this.of.account}:secret:self`;
  }

  private readonly client = { send: (command: unknown) => this.call(command as Command) } as never;

  readonly access: Access = {
    operator: () => Promise.resolve({ secretsManager: this.client, ssm: this.client, lambda: this.client, cloudwatch: this.client }),
    fingerprints: () => Promise.resolve({ kms: this.client, dynamodb: this.client }),
  };

  /** Ends the next run at its n-th call, before or after AWS has done it. */
  crashNext(call: number, when: 'before' | 'after'): void {
    this.crashAt = { call, when };
    this.made = 0;
    this.dead = false;
  }

  get crashed(): boolean {
    return this.dead;
  }

  /** The next run goes through; tells how many calls the one before has made. */
  heal(): number {
    this.crashAt = undefined;
    this.dead = false;
    const { made } = this;
    this.made = 0;
    return made;
  }

  private async call(command: Command): Promise<unknown> {
    if (this.dead) throw new Crash('the process has ended');
    this.made++;
    const ends = this.crashAt?.call === this.made ? this.crashAt.when : undefined;
    await this.between();
    this.dead = ends !== undefined;
    if (ends === 'before') throw new Crash('before the call');
    const answer = await this.answer(command);
    this.mirror();
    await this.between();
    if (ends === 'after') throw new Crash('after the call');
    return answer;
  }

  private answer({ input, constructor: { name } }: Command & { constructor: { name: string } }): unknown {
    this.calls.push(name.replace(/Command$/, ''));
    switch (name) {
      case 'GetParameterCommand': return { Parameter: { Value: String((input as { Name: string }).Name).includes('/secrets/') ? this.arn : 'arn:aws:lambda:::function:probe' } };
      case 'DescribeSecretCommand': return this.secret.describe();
      case 'ListSecretVersionIdsCommand': return this.secret.list();
      case 'PutSecretValueCommand': return this.secret.put(input as never);
      case 'UpdateSecretVersionStageCommand': return this.secret.update(input as never);
      case 'GenerateMacCommand': return this.fingerprints.generateMac(input as never);
      case 'ScanCommand': return this.fingerprints.scan(input as never);
      case 'UpdateItemCommand': return this.fingerprints.update(input as never);
      case 'InvokeCommand': return this.probe((input as { Payload: Buffer }).Payload);
      case 'GetMetricDataCommand': return this.metrics(input as never);
      default: throw new Error(`unknown command ${name}`);
    }
  }

  private async probe(payload: Buffer): Promise<object> {
    const verdict = await probe(JSON.parse(payload.toString('utf8')) as ProbeRequest, {
      secretsManager: { send: (command: { input: object }) => new Promise(done => { done(this.secret.get(command.input)); }) } as never,
      environment: 'staging', credentials: this.of.config.credentials, now: () => this.world.time, write: line => this.said.push(line),
    });
    return { Payload: Buffer.from(JSON.stringify(verdict)) };
  }

  /** What CloudWatch would have made of the receiver's own lines. */
  private metrics({ MetricDataQueries: queries }: { MetricDataQueries: { Id: string; MetricStat: { Metric: { Dimensions: { Value: string }[] } } }[] }): object {
    const lines = this.world.lines.map(line => JSON.parse(line) as { Verified?: number; secretVersion?: string; _aws?: { Timestamp: number } });
    return {
      MetricDataResults: queries.map(({ Id, MetricStat: { Metric } }) => {
        const seen = lines.filter(line => line.Verified === 1 && line.secretVersion === Metric.Dimensions[2]!.Value)
          .map(line => new Date(Math.floor((line._aws?.Timestamp ?? 0) / 3_600_000) * 3_600_000));
        return { Id, Timestamps: seen, Values: seen.map(() => 1) };
      }),
    };
  }

  /** The receiver sees the stages as they are now. */
  private mirror(): void {
    this.world.aws.secrets.set('arn:aws:secretsmanager:me-central-1:111111111111:secret:self', { ...this.secret.stages });
  }

  /** Has the provider deliver an event until it is accepted or lost; undefined where it is to be tried again later. */
  async deliver(verification: string, secret: string): Promise<'accepted' | 'again' | 'lost'> {
    const status = await this.world.status(this.world.self(completed({ verification_id: verification }), { id: `msg_${verification}`, secret }));
    if (status < 300) return 'accepted';
    return status >= 500 || status === 429 || status === 408 ? 'again' : 'lost';
  }
}
