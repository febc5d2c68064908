import { createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { ProviderName, SchemeName } from '../../providers';
import type { StoredSecret } from '../../../lambda/webhook/contract';

/** A webhook request as a provider would send it. */
export interface Delivery {
  readonly binding: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Events in the body. */
  readonly events: number;
}

/** Whom a delivery is for and how it is signed. */
export interface DeliveryOrder {
  readonly binding: string;
  readonly provider: ProviderName;
  readonly scheme: SchemeName;
  readonly secret: StoredSecret;
  readonly flowId?: string;
  readonly subscriptionId?: string;
}

interface Payload {
  readonly content: Readonly<Record<string, unknown>>;
  readonly contentType: string;
  readonly events: number;
}

const EVENTS_PER_BATCH = 2;

const sampleId = () => randomInt(10_000_000, 99_999_999);

/** What each provider sends; the data is invented. */
const payloads: Readonly<Record<ProviderName, (id: string, order: DeliveryOrder) => Payload>> = {
  'self': (_id, { secret, flowId }) => ({
    contentType: 'application/json',
    events: 1,
    content: {
      type: 'verification.completed',
      environment: secret.class,
      flow_id: flowId,
      verification_id: `ver_${randomUUID()}`,
      status: 'valid',
    },
  }),
  'standard-webhooks': () => ({
    contentType: 'application/json',
    events: 1,
    content: { type: 'verification.completed', timestamp: new Date().toISOString(), data: { id: `ver_${randomUUID()}` } },
  }),
  'uae-kyc': id => ({
    contentType: 'application/cloudevents+json',
    events: EVENTS_PER_BATCH,
    content: {
      specversion: '1.0',
      id,
      source: 'icp/press-event-pipeline',
      time: new Date().toISOString(),
      total_records: EVENTS_PER_BATCH,
      data: [{
        type: 'ae.uaekyc.icp.immigration_entry.v1',
        records: Array.from({ length: EVENTS_PER_BATCH }, () => ({
          event_id: `evt-${randomUUID()}`,
          uaekyc_id: sampleId(),
          event_ts: new Date().toISOString(),
        })),
      }],
    },
  }),
};

const epochSeconds = (date: Date) => String(Math.floor(date.getTime() / 1000));

/** How each scheme signs. The receiver's own verification is not used: signer and verifier must not share a mistake. */
const signatures: Readonly<Record<SchemeName, (id: string, body: string, order: DeliveryOrder) => Record<string, string>>> = {
  'svix': (id, body, { secret }) => {
    const now = new Date();
    return {
      'svix-id': id,
      'svix-timestamp': epochSeconds(now),
      'svix-signature': new Webhook(secret.value).sign(id, now, body),
    };
  },
  'standard-webhooks': (id, body, { secret }) => {
    const now = new Date();
    return {
      'webhook-id': id,
      'webhook-timestamp': epochSeconds(now),
      'webhook-signature': new Webhook(secret.value).sign(id, now, body),
    };
  },
  'uae-press': (id, body, { secret, subscriptionId }) => {
    const timestamp = epochSeconds(new Date());
    const tag = createHmac('sha256', Buffer.from(secret.value, 'utf8')).update(`${timestamp}.${body}`).digest('hex');
    return {
      'X-Webhook-Id': id,
      'X-Webhook-Timestamp': timestamp,
      'X-Webhook-Subscription-Id': subscriptionId ?? '',
      'X-Webhook-Delivery-Attempt': '1',
      'X-Webhook-Signature': `sha256=${tag}`,
    };
  },
};

/** A new event, or batch of events, signed with the order's secret. */
export const composeDelivery = (order: DeliveryOrder): Delivery => {
  const id = `msg_${randomBytes(16).toString('hex')}`;
  const { content, contentType, events } = payloads[order.provider](id, order);
  const body = JSON.stringify(content);
  return {
    binding: order.binding,
    headers: { 'content-type': contentType, ...signatures[order.scheme](id, body, order) },
    body,
    events,
  };
};

/** The same events under a new delivery id, as an operator's manual replay may send them. */
export const replay = (delivery: Delivery, order: DeliveryOrder): Delivery => ({
  ...delivery,
  headers: { ...delivery.headers, ...signatures[order.scheme](`msg_${randomBytes(16).toString('hex')}`, delivery.body, order) },
});
