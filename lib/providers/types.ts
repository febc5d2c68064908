import type { SchemeName } from './scheme';

/** Providers with a binding: payload fields, environment flag and delivery policy. */
export type ProviderName = 'self' | 'uae-kyc' | 'standard-webhooks';

/** What the provider does with an answer: anything final loses the event. */
export interface DeliveryPolicy {
  /** Answers after which the sender gives up. */
  readonly final: { readonly statuses: 'every-4xx-except' | 'only'; readonly list: readonly number[] };
  /** Whether a retry may carry the first attempt's timestamp, so that an authentic event arrives "too old". */
  readonly mayRetryWithFirstTimestamp: boolean;
  /** Milliseconds within which the sender wants its answer. */
  readonly timeout: number;
  /** Seconds after the first attempt at which the sender tries again. */
  readonly retries: readonly number[];
  /** Header, in lower case, that counts the attempts from 1; absent where only the time of the event tells how long it is under way. */
  readonly attempts?: string;
}

/** Member names from the outside in; a payload's place without any code. */
export type PayloadPath = readonly string[];

/** Where a payload holds what the receiver needs, as data: the receiver has no code of any one provider. */
export interface PayloadDescription {
  readonly contentType: string;
  /** Groups of records that share a type, where one delivery carries several events; absent where it is one event. */
  readonly batch?: { readonly groups: PayloadPath; readonly records: PayloadPath };
  /** Event type; from the group in a batch, else from the root. */
  readonly type: PayloadPath;
  /** Types that are stored and dispatched, `name.*` for all below a name, `*` for all; any other is acknowledged and counted. */
  readonly types: readonly string[];
  /** Flag by which the provider says which environment it means, from the root; absent where it sends none. */
  readonly environment?: { readonly path: PayloadPath; readonly values: { readonly test: string; readonly live: string } };
  /** Flow that the event belongs to, from the root; where the provider binds by flow. */
  readonly flow?: PayloadPath;
  /** Id of what was verified, from the event or record: text, or a whole number. */
  readonly verification: PayloadPath;
  /** What, beside the verification, makes the event unique for ever: the business key, from the event or record, or the signed delivery id. */
  readonly event: PayloadPath | 'delivery-id';
  /** Outcome, from the event or record; the rank decides between events of equal time, the higher is the later state. */
  readonly status?: { readonly path: PayloadPath; readonly ranks: Readonly<Record<string, number>> };
  /** ISO 8601 with zone, from the event or record; the time of receipt stands in where it is absent or null. */
  readonly occurredAt: PayloadPath;
}

export interface Provider {
  readonly name: ProviderName;
  readonly title: string;
  readonly scheme: SchemeName;
  readonly payload: PayloadDescription;
  readonly deliveryPolicy: DeliveryPolicy;
  /** What tells one of our environments from another of the same credential class; `secret` where the provider sends nothing that does. */
  readonly boundBy: 'flow' | 'subscription' | 'secret';
  /** Prefixes of the API keys by credential class; absent where the provider's keys do not tell. */
  readonly apiKeyPrefixes?: { readonly test: string; readonly live: string };
  /** Most static source addresses that the provider allow-lists, by kind of data; absent where it does not. */
  readonly egressAddressLimit?: { readonly sandbox: number; readonly controlled: number; readonly real: number };
  /** Active API keys that the provider allows per organization; two environments that share one leave no slot for rotation. */
  readonly activeKeysPerOrganization?: number;
}
