import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { bodyWriter } from '../../../lambda/webhook/bucket';
import type { BindingSettings } from '../../../lambda/webhook/contract';
import type { ProxyAnswer } from '../../../lambda/webhook/gateway';
import { createReceiver } from '../../../lambda/webhook/receiver';
import type { ProxyEvent } from '../../../lambda/webhook/request';
import type { Stage } from '../../../lambda/webhook/signing-keys';
import { balanced, plain, targetGroup } from './balanced';
import { FakeAws } from './fake-aws';

/** Signing secrets of these tests; base64 of readable text, so that they are recognised as nobody's. */
export const secretOf = (name: string): string => `whsec_${Buffer.from(`not a real secret, only ${name}`.padEnd(32, '.')).toString('base64')}`;

export const variables = {
  BULKHEAD_ENVIRONMENT: 'staging',
  BULKHEAD_CREDENTIALS: 'test',
  BULKHEAD_SETTINGS_PATH: '/bulkhead/bindings',
  BULKHEAD_INBOX_TABLE: 'inbox',
  BULKHEAD_BODIES_BUCKET: 'bodies',
  BULKHEAD_EVENT_BUS: 'events',
};

/** What stands before the receiver in the tests of this file. */
export type FrontName = 'api' | 'load balancer';

let standing: FrontName = 'api';

export const deliverThrough = (name: FrontName): void => {
  standing = name;
};

/** The answer to what no sender can cause: an API's event may say anything, while a load balancer's that is unsound is a fault of ours. */
export const unsound = (): number => (standing === 'api' ? 401 : 503);

export type BindingName = 'self' | 'uae' | 'plain';

const registrations = {
  self: { provider: 'self', scheme: 'svix' },
  uae: { provider: 'uae-kyc', scheme: 'uae-press' },
  plain: { provider: 'standard-webhooks', scheme: 'standard-webhooks' },
} as const;

const settingsOf = (binding: BindingName): BindingSettings => ({
  version: 1,
  binding,
  ...registrations[binding],
  secretArn: `arn:aws:secretsmanager:me-central-1:111111111111:secret:${binding}`,
  flowIds: binding === 'self' ? ['flow_ours'] : [],
  subscriptionIds: binding === 'uae' ? ['sub_ours'] : [],
});

export type Headers = Record<string, string[]>;

/** One environment with one instance of the receiver, its AWS, its clock and what it wrote. */
export class World {
  readonly aws = new FakeAws();
  readonly lines: string[] = [];
  /** Milliseconds since the epoch. */
  time = Date.parse('2026-04-01T10:00:00.000Z');
  /** What the instance says of its start with every delivery. */
  cold: number | undefined;
  private receiver: (event: ProxyEvent) => Promise<ProxyAnswer>;

  constructor(private readonly overrides: Partial<typeof variables> = {}, private readonly front: FrontName = standing) {
    for (const binding of ['self', 'uae', 'plain'] as const) {
      this.configure(binding, {});
      this.store(binding, 'AWSCURRENT', secretOf(binding));
    }
    this.receiver = this.instance();
  }

  /** A fresh instance of the function, with nothing cached. */
  instance(): (event: ProxyEvent) => Promise<ProxyAnswer> {
    const { client } = this.aws;
    const isBalanced = this.front === 'load balancer';
    const receiver = createReceiver({
      variables: { ...variables, ...isBalanced && { BULKHEAD_TARGET_GROUP: targetGroup }, ...this.overrides },
      ssm: client, secretsManager: client, dynamodb: client, putBody: bodyWriter(client), coldStart: () => this.cold,
      now: () => this.time,
      write: line => this.lines.push(line),
    });
    return isBalanced ? async event => plain(await receiver(balanced(event))) : receiver as (event: ProxyEvent) => Promise<ProxyAnswer>;
  }

  restart(): void {
    this.receiver = this.instance();
  }

  configure(binding: BindingName, changes: Partial<Record<keyof BindingSettings, unknown>>): void {
    this.aws.parameters.set(`/bulkhead/bindings/${binding}`, JSON.stringify({ ...settingsOf(binding), ...changes }));
  }

  store(binding: BindingName, stage: Stage, value: string, more: {
    class?: string; provider?: string; createdAt?: number; raw?: string;
  } = {}): void {
    const { secretArn, provider } = settingsOf(binding);
    const stages = this.aws.secrets.get(secretArn) ?? {};
    stages[stage] = {
      id: `version-of-${stage}-${Buffer.from(value).toString('hex').slice(-8)}`,
      value: more.raw ?? JSON.stringify({ value, class: more.class ?? 'test', provider: more.provider ?? provider }),
      createdAt: more.createdAt ?? this.time - 90 * 86_400_000,
    };
    this.aws.secrets.set(secretArn, stages);
  }

  /** Leaves the label of a staged version on the current one, as a finished rotation does. */
  stageCurrent(binding: BindingName): void {
    const stages = this.aws.secrets.get(settingsOf(binding).secretArn)!;
    stages.AWSPENDING = stages.AWSCURRENT;
  }

  /** Takes a label away, as retiring a version does. */
  unstore(binding: BindingName, stage: Stage): void {
    delete this.aws.secrets.get(settingsOf(binding).secretArn)![stage];
  }

  forget(binding: BindingName): void {
    this.aws.secrets.delete(settingsOf(binding).secretArn);
  }

  deliver(event: ProxyEvent): Promise<ProxyAnswer> {
    return this.receiver(event);
  }

  async status(event: ProxyEvent): Promise<number> {
    return (await this.deliver(event)).statusCode;
  }

  /** The situation that the last delivery was logged under. */
  get situation(): unknown {
    return (JSON.parse(this.lines.at(-1)!) as { Situation: unknown }).Situation;
  }

  get reason(): unknown {
    return (JSON.parse(this.lines.at(-1)!) as { reason: unknown }).reason;
  }

  selfHeaders(body: string | Buffer, { id = 'msg_1', at = this.time, secret = secretOf('self') } = {}): Headers {
    const timestamp = Math.floor(at / 1000);
    // the independent library signs text; bytes that are no text are signed by hand.
    const signature = typeof body === 'string'
      ? new Webhook(secret).sign(id, new Date(at), body)
      : `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
    return { 'svix-id': [id], 'svix-timestamp': [String(timestamp)], 'svix-signature': [signature] };
  }

  self(body: string | Buffer, options?: { id?: string; at?: number; secret?: string }): ProxyEvent {
    return request('self', body, this.selfHeaders(body, options));
  }

  plain(body: string, { id = 'msg_1', at = this.time, secret = secretOf('plain') } = {}): ProxyEvent {
    const signature = new Webhook(secret).sign(id, new Date(at), body);
    return request('plain', body, {
      'webhook-id': [id], 'webhook-timestamp': [String(Math.floor(at / 1000))], 'webhook-signature': [signature],
    });
  }

  uae(body: string | Buffer, { id = '01JW4KR9TBMZ', at = this.time, secret = secretOf('uae'), subscription = 'sub_ours' } = {}): ProxyEvent {
    const timestamp = String(Math.floor(at / 1000));
    const tag = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
    return request('uae', body, {
      'X-Webhook-Id': [id], 'X-Webhook-Timestamp': [timestamp], 'X-Webhook-Subscription-Id': [subscription],
      'X-Webhook-Signature': [`sha256=${tag}`], 'X-Webhook-Delivery-Attempt': ['1'],
    });
  }
}

/** A REST API's event for these bytes, encoded as API Gateway encodes every content type. */
export const request = (binding: string, body: string | Buffer, headers: Headers): ProxyEvent => ({
  resource: `/webhooks/${binding}`,
  body: Buffer.from(body as string).toString('base64'),
  isBase64Encoded: true,
  headers: Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.at(-1)])),
  multiValueHeaders: headers,
});

export const completed = (changes: Record<string, unknown> = {}): string => JSON.stringify({
  type: 'verification.completed', verification_id: 'ver_1', flow_id: 'flow_ours', environment: 'test', status: 'valid',
  verified_at: '2026-04-01T09:59:58.000Z', ...changes,
});

export const entry = (id = 'evt-1', person: unknown = 34890890) =>
  ({ event_id: id, uaekyc_id: person, event_ts: '2026-04-01T09:59:00.000Z' });

export const press = (records: unknown[] = [entry()], type = 'ae.uaekyc.icp.immigration_entry.v1'): string => JSON.stringify({
  specversion: '1.0', id: '01JW4KR9TBMZ', source: 'icp/press-event-pipeline', time: '2026-04-01T09:59:30.000Z',
  total_records: records.length, data: [{ type, records }],
});

export const happened = (changes: Record<string, unknown> = {}): string => JSON.stringify({
  type: 'user.updated', timestamp: '2026-04-01T09:59:58.000Z', data: { id: 'user_1' }, ...changes,
});
