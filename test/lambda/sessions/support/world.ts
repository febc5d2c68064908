import { randomUUID } from 'node:crypto';
import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import type { CreateSession, SessionsResponse } from '../../../../lambda/sessions/contract';
import { createSessions } from '../../../../lambda/sessions/sessions';
import type { Sessions } from '../../../../lambda/sessions/sessions';
import { FakeDynamo } from './fake-dynamo';
import { FakeProvider } from './fake-provider';

export const apiKey = 'sk_test_CANARY0123456789abcdef';
export const flow = '9c0b4f1c-1d6c-4f1b-a8c4-9f0fa0a8d9e2';

const settings = {
  version: 1, binding: 'self', provider: 'self', secretArn: 'arn:aws:secretsmanager:me-central-1:111111111111:secret:self-key',
  apiDomain: 'api.self.example.net', flowIds: [flow],
};

const uaeSettings = { ...settings, binding: 'uae', provider: 'uae-kyc', secretArn: `${settings.secretArn}-uae`, apiDomain: 'api.uae.example.net', flowIds: null };

/** One environment's sessions function, with everything around it under control. */
export class SessionsWorld {
  time = Date.parse('2026-04-01T10:00:00.000Z');
  readonly dynamo = new FakeDynamo();
  readonly provider = new FakeProvider(() => this.time);
  readonly parameters = new Map<string, string>([
    ['/sessions/self', JSON.stringify(settings)], ['/sessions/uae', JSON.stringify(uaeSettings)],
  ]);

  readonly secrets = new Map<string, { id: string; value: string }>([
    [settings.secretArn, { id: 'version-1', value: JSON.stringify({ value: apiKey, class: 'test', provider: 'self' }) }],
    [uaeSettings.secretArn, { id: 'version-1', value: JSON.stringify({ value: 'CANARY-uae-key-0123456789', class: 'test', provider: 'uae-kyc' }) }],
  ]);

  readonly lines: string[] = [];
  readonly pauses: number[] = [];
  readonly asked: string[] = [];
  credentials: 'test' | 'live' = 'test';
  /** Something that Parameter Store or Secrets Manager does instead. */
  instead: (name: string) => Error | { answer: unknown } | undefined = () => undefined;

  readonly now = () => this.time;

  readonly pause = (milliseconds: number) => {
    this.pauses.push(milliseconds);
    this.time += milliseconds;
    return Promise.resolve();
  };

  readonly configuration = {
    send: async (command: { input: { Name?: string; SecretId?: string } }) => {
      const name = command.constructor.name.replace(/Command$/, '');
      await Promise.resolve();
      this.asked.push(name);
      const instead = this.instead(name);
      if (instead instanceof Error) throw instead;
      if (instead !== undefined) return instead.answer;
      if (name === 'GetParameter') {
        const Value = this.parameters.get(command.input.Name!);
        if (Value === undefined) throw Object.assign(new Error('no such parameter'), { name: 'ParameterNotFound' });
        return { Parameter: { Value } };
      }
      const version = this.secrets.get(command.input.SecretId!);
      if (version === undefined) throw new ResourceNotFoundException({ message: 'none', $metadata: {} });
      return { VersionId: version.id, SecretString: version.value, CreatedDate: new Date(0) };
    },
  } as { send: never };

  change(binding: string, changes: object): void {
    const before = JSON.parse(this.parameters.get(`/sessions/${binding}`)!) as object;
    this.parameters.set(`/sessions/${binding}`, JSON.stringify({ ...before, ...changes }));
  }

  store(value: string, credentials = 'test', provider = 'self', id = randomUUID()): void {
    this.secrets.set(settings.secretArn, { id, value: JSON.stringify({ value, class: credentials, provider }) });
  }

  /** A new instance of the function: nothing is remembered but what the tables hold. */
  instance(): Sessions {
    return createSessions({
      ssm: this.configuration, secretsManager: this.configuration, dynamodb: this.dynamo.client, transport: this.provider.transport,
      environment: 'staging', credentials: this.credentials, path: '/sessions', table: 'sessions', now: this.now, pause: this.pause, random: () => 0.5,
      newOwner: randomUUID, write: line => this.lines.push(line),
    });
  }

  private first: Sessions | undefined;

  call(event: unknown, timeLeft = 30_000): Promise<SessionsResponse> {
    this.first ??= this.instance();
    return this.first(event, () => timeLeft);
  }

  metric(name: string): number {
    return this.lines.map(line => JSON.parse(line) as Record<string, number>).reduce((sum, line) => sum + (line[name] ?? 0), 0);
  }
}

export const request = (changes: Partial<CreateSession> = {}): CreateSession => ({
  version: 1, operation: 'create', binding: 'self', externalUuid: 'a1b2c3d4-5678-4e9a-b012-3456789abcde', flowId: flow, ...changes,
});

/** The code of a refusal, or the outcome where there is a session. */
export const wordOf = (response: SessionsResponse): string => (response.outcome === 'refused' ? response.code : response.outcome);
