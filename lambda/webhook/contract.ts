// plain names and types that the constructs of lib/webhook, the handlers and the local tools share on purpose.
import type { ProviderName, SchemeName } from '../../lib/providers';

/** Environment variables of the three functions; ARNs and names only, never a secret. */
export interface WebhookVariables {
  /** Name of the environment, for events and metrics. */
  readonly BULKHEAD_ENVIRONMENT: string;
  /** `test` or `live`. */
  readonly BULKHEAD_CREDENTIALS: string;
  /** Path of the settings parameters; `<path>/<binding>` holds one `BindingSettings` each. */
  readonly BULKHEAD_SETTINGS_PATH: string;
  /** Name of the inbox table. */
  readonly BULKHEAD_INBOX_TABLE: string;
  /** Bucket for bodies that exceed an item; receiver only. */
  readonly BULKHEAD_BODIES_BUCKET: string;
  /** ARN of the target group that alone may call the receiver, as far as its name; only where a load balancer is the front. */
  readonly BULKHEAD_TARGET_GROUP?: string;
  /** Name of the environment's event bus; dispatcher and sweeper only. */
  readonly BULKHEAD_EVENT_BUS: string;
  /** Names of the environment's bindings, separated by commas; sweeper only. */
  readonly BULKHEAD_BINDINGS: string;
}

/** Settings of one binding as published in Parameter Store: public values and an ARN, no secret. */
export interface BindingSettings {
  readonly version: 1;
  readonly binding: string;
  readonly provider: ProviderName;
  readonly scheme: SchemeName;
  /** ARN of the webhook signing secret. */
  readonly secretArn: string;
  /** Flows of this environment; `null` while onboarding has not named all of them. */
  readonly flowIds: readonly string[] | null;
  /** Subscriptions of this environment; `null` while onboarding has not named all of them. */
  readonly subscriptionIds: readonly string[] | null;
}

/** What a provider-issued secret holds, stored by the operator. */
export interface StoredSecret {
  readonly value: string;
  readonly class: 'test' | 'live';
  readonly provider: ProviderName;
}

/** Keys and index of the inbox table. */
export const inbox = {
  /** `<binding>#<verification id>`, or `quarantine#<binding>#<reason>`. */
  partitionKey: 'verification',
  /** Business key of the event, or the digest of what is quarantined. */
  sortKey: 'event',
  /** Epoch seconds; the item counts as absent from then on, whether or not it has been deleted. */
  timeToLive: 'expiresAt',
  /** Sparse index of what the bus has not accepted yet, oldest first. */
  undispatchedIndex: 'Undispatched',
  /** Present, with this value, until the bus has accepted the event. */
  undispatched: { attribute: 'undispatched', value: 'yes' },
  receivedAt: 'receivedAt',
  /** Present, with this value, while the provider was asked for the event and has not delivered it yet. */
  reconciled: { attribute: 'reconciled', value: 'yes' },
  quarantinePrefix: 'quarantine#',
  /** Time of the erasure; present where an item is nothing but the memory that its keys were erased, so that no repetition brings them back. */
  erasedAt: 'erasedAt',
} as const;

/** Attributes that tell how a verification ended, or that it was erased, without saying anything about the person. */
export const stateAttributes = ['type', 'status', 'occurredAt', 'flow', inbox.timeToLive, inbox.erasedAt] as const;

/** Items larger than this keep their body in the bucket (DynamoDB's limit is 400 KB with names and keys). */
export const largestInlineBody = 350 * 1024;

/** Where the bucket keeps bodies, each named after its content. */
export const bodiesPrefix = 'bodies/';

/** Days for which a repeated delivery is recognised: longer than any provider's manual replay. */
export const deduplicationDays = 30;

/** What a schedule sends, so that an idle function keeps its network interfaces; no caller can send it through the API. */
export const ping = { bulkhead: 'ping' } as const;

/**
 * Names of the target groups that may have the receiver, the same in every account by design: the function itself, or its warm instances.
 * A group holds one function, so the other one takes over when an environment changes between them.
 */
export const targetGroupNames = { function: 'bulkhead-webhooks', warm: 'bulkhead-webhooks-warm' } as const;

/** What a schedule sends to the sweeper, so that it counts what is set aside. */
export const countQuarantine = { bulkhead: 'count-quarantine' } as const;

/** Name of the environment's event bus, the same in every account by design. */
export const eventBusName = 'bulkhead';

/** Source of the events on the environment's bus. */
export const eventSource = 'bulkhead.webhook';

/** Detail of an event on the bus: ids and status only; the body stays in the inbox. */
export interface VerificationEvent {
  readonly version: 1;
  readonly environment: string;
  readonly binding: string;
  readonly provider: ProviderName;
  /** Partition key of the inbox item that holds the body. */
  readonly verification: string;
  /** Sort key of the inbox item that holds the body. */
  readonly event: string;
  /** The provider's event type; also the event's `detail-type`. */
  readonly type: string;
  readonly status: string | null;
  /** ISO 8601; the provider's time where the payload has one, else the time of receipt. */
  readonly occurredAt: string;
  /** Decides between events of equal time: the higher rank is the later state. */
  readonly rank: number;
  readonly receivedAt: string;
  readonly deliveryId: string;
  /**
   * Present where the provider was asked, because its webhook never came: the body is then the provider's answer, until the webhook
   * comes after all and takes its place. It is the same event under the same keys, and is not sent a second time.
   */
  readonly origin?: 'reconciliation';
}

/** Metrics of the three functions, in this namespace; each has the dimension `Environment` and those named here. */
export const metrics = {
  namespace: 'Bulkhead',
  /** One per delivery, by `Binding` and `Situation` (a row of the answers table). */
  delivery: 'Delivery',
  /** Deliveries whose situation asks for an alarm, by `Binding`. */
  alarm: 'DeliveryAlarm',
  /** Deliveries that were not accepted, by `Binding` and `reason` (a word of the code). */
  refused: 'Refused',
  /** Deliveries that the receiver itself answered with a 4xx, in the whole environment: what the API counts beyond these, it answered itself. */
  clientError: 'ClientError',
  /** Deliveries that a version of the signing secret has verified, by `Binding` and `secretVersion`: at most three live at once. */
  verified: 'Verified',
  /**
   * Seconds for which the sender goes on repeating, by `Binding`: of an event that has just come in, and of one that is authentic and
   * was put off. What cannot be authenticated tells nothing of its age.
   */
  retriesLeft: 'RetriesLeft',
  /** Milliseconds that the first delivery of an instance waited for the instance. */
  coldStart: 'ColdStart',
  /** Deliveries that are set aside and wait for a person, by `Binding`; counted every hour. */
  quarantined: 'Quarantined',
  /** Events the bus has accepted; with `Binding` and without, as are the following. */
  dispatched: 'Dispatched',
  /** Events the bus did not accept this time. */
  dispatchFailed: 'DispatchFailed',
  /** Events that were given up after the last attempt; they stay in the inbox. */
  deadLetter: 'DeadLetter',
  /** Seconds that the oldest undispatched event has waited; in the whole environment every minute, also where none waits. */
  oldestUndispatched: 'OldestUndispatched',
} as const;
