import type { AuthorityName, SandboxEnvironmentName, SandboxProvider } from './environments';
import type { ClockPosition } from '../clock';

/** An identity-verification customer's account at a provider: it owns everything below. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly provider: SandboxProvider;
  /** SHA-256 of what its people sign in to the dashboard with. */
  readonly dashboardToken: string;
  sandboxMode: boolean;
  planTier: string;
  /** Credits left, those held for open sessions included. */
  balance: number;
  /** Credits that open sessions may still cost. */
  held: number;
  /** Credits per kind of check. */
  costs: Record<string, number>;
  /** Requests that its keys may make each second, per key or per organization as the provider counts. */
  requestsPerSecond: number;
  /** Addresses that may call each environment; the provider without an allow-list leaves them aside. */
  addresses: Partial<Record<SandboxEnvironmentName, string[]>>;
  quirks: Quirks;
}

/** What no source settles about the real providers, to be tried either way. */
export interface Quirks {
  /** A webhook endpoint is only registered once it has answered a test event with 2xx. */
  probesEndpoints: boolean;
  /** A product keeps one active flow per environment. */
  oneFlowPerProduct: boolean;
  /** Every attempt of a delivery carries an id of its own. */
  freshDeliveryIds: boolean;
  /** Every attempt of a delivery carries the first one's timestamp. */
  firstTimestamps: boolean;
}

interface Owned {
  readonly id: string;
  readonly organization: string;
  readonly environment: SandboxEnvironmentName;
}

export interface ApiKey extends Owned {
  /** SHA-256 of the key, which itself is shown once and kept nowhere. */
  readonly hash: string;
  /** Its last letters, by which the dashboard tells keys apart. */
  readonly hint: string;
  readonly createdAt: string;
  revokedAt?: string;
}

export interface FlowConfiguration {
  readonly ruleSet: Readonly<Record<string, unknown>>;
  readonly documents: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Flow extends Owned {
  readonly product: string;
  readonly versionId: string;
  name: string;
  configuration: FlowConfiguration;
  status: 'draft' | 'published' | 'archived';
}

export type SessionStatus = 'pending' | 'valid' | 'invalid' | 'error' | 'expired';

/** One verification of one person against one published flow. */
export interface Session extends Owned {
  readonly flow: string;
  readonly flowVersionId: string;
  readonly externalUuid: string;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly tokenHash: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Credits, fixed at creation; zero where nothing is charged. */
  readonly cost: number;
  readonly product: string;
  status: SessionStatus;
  completedAt: string | null;
  proofAttributes: Readonly<Record<string, unknown>> | null;
}

export type JourneyStatus = 'NOT STARTED' | 'COMPLETED' | 'REJECTED' | 'ABANDONED';

/** One verification of one resident, polled for by its token. */
export interface Journey extends Owned {
  readonly journeyType: string;
  readonly documents: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number;
  status: JourneyStatus;
  completedAt: number | null;
  /** Why it was rejected. */
  reason?: string;
}

/** A person whom the organization has onboarded, and of whom it receives lifecycle events. */
export interface Resident extends Owned {
  readonly uaekycId: number;
  readonly name: string;
  /** What the person's document says, as a credential's attributes. */
  attributes: Readonly<Record<string, unknown>>;
}

export interface Endpoint extends Owned {
  readonly name: string;
  readonly url: string;
  /** Sent with every delivery where the provider has subscriptions. */
  readonly subscriptionId?: string;
  /** Signs every delivery: it cannot be kept as a hash. */
  secret: string;
  /** Signs beside it until its time is over. */
  previous?: { readonly secret: string; readonly until: number };
  status: 'enabled' | 'disabled';
  failingSince?: number;
}

export interface WebhookEvent extends Owned {
  readonly occurredAt: number;
  readonly contentType: string;
  /** Sessions or residents that it is about. */
  readonly about: readonly string[];
  readonly body: string;
}

/** `accepted`: answered 2xx; `refused`: an answer that is final; `exhausted`: no retry is left; `dropped`: the endpoint is gone. */
export type DeliveryState = 'pending' | 'accepted' | 'refused' | 'exhausted' | 'dropped';

export interface Attempt {
  /** By the sandbox's clock. */
  readonly at: number;
  readonly deliveryId: string;
  /** What the endpoint answered, or why there is no answer. */
  readonly status: number | 'timeout' | 'unreachable' | 'lost';
}

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly endpoint: string;
  readonly attempts: Attempt[];
  /** Retries that the schedule has begun so far. */
  retries: number;
  firstAt?: number;
  /** Epoch seconds that the first attempt was stamped with. */
  firstTimestamp?: number;
  nextAt?: number;
  state: DeliveryState;
}

export interface UsageDay {
  readonly day: string;
  readonly organization: string;
  readonly environment: SandboxEnvironmentName;
  readonly kind: string;
  count: number;
  credits: number;
}

export interface KeyPair {
  /** PKCS#8, base64. */
  readonly privateKey: string;
  /** SPKI, base64. */
  readonly publicKey: string;
}

/** Everything that a sandbox knows; written to its file as it stands. */
export interface State {
  readonly version: 1;
  clock: ClockPosition;
  readonly token: string;
  readonly authorities: Readonly<Record<AuthorityName, KeyPair>>;
  readonly organizations: Record<string, Organization>;
  readonly keys: Record<string, ApiKey>;
  readonly flows: Record<string, Flow>;
  readonly sessions: Record<string, Session>;
  readonly journeys: Record<string, Journey>;
  readonly residents: Record<string, Resident>;
  readonly endpoints: Record<string, Endpoint>;
  readonly events: Record<string, WebhookEvent>;
  readonly deliveries: Record<string, Delivery>;
  readonly usage: Record<string, UsageDay>;
  /** Answers given under an idempotency key. */
  readonly answered: Record<string, { readonly digest: string; readonly answer: unknown }>;
}
