// plain names and types that the constructs of lib/sessions, the functions and their callers share on purpose.
import type { ProviderName, ProviderRefusal } from '../../lib/providers';

/** Environment variables of the sessions function and the reconciler; ARNs and names only, never a secret. */
export interface SessionsVariables {
  /** Path of the settings parameters; `<path>/<binding>` holds one `SessionSettings` each. */
  readonly BULKHEAD_SESSIONS_PATH: string;
  /** Name of the table that remembers sessions. */
  readonly BULKHEAD_SESSIONS_TABLE: string;
}

/** Settings of one binding as published in Parameter Store: public values and an ARN, no secret. */
export interface SessionSettings {
  readonly version: 1;
  readonly binding: string;
  readonly provider: ProviderName;
  /** ARN of the API key's secret. */
  readonly secretArn: string;
  /** Host of the provider's API; `null` while onboarding has not named it. */
  readonly apiDomain: string | null;
  /** Flows of this environment; `null` where onboarding has not named all of them, or the provider has none. */
  readonly flowIds: readonly string[] | null;
}

/** Asks for a session; the same request again gets the same session. */
export interface CreateSession {
  readonly version: 1;
  readonly operation: 'create';
  readonly binding: string;
  /** The caller's own stable identifier of the person or case, a UUID; the request is idempotent by it. */
  readonly externalUuid: string;
  /**
   * Asks for another session for the same person once the one before it has ended: 1, then 2, and so on.
   * @default 1
   */
  readonly attempt?: number;
  /** Where the provider binds by flow: one of this environment's flows. */
  readonly flowId?: string;
  /** What else the provider takes, by its own names: see `create.parameters` of the provider's session API. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Asks the provider how the session of this person stands. */
export interface GetSession {
  readonly version: 1;
  readonly operation: 'get';
  readonly binding: string;
  readonly externalUuid: string;
  /** @default 1 */
  readonly attempt?: number;
}

export type SessionsRequest = CreateSession | GetSession;

/** A session as its caller may know it. */
export interface SessionHandle {
  /** The provider's id: `verification` of the events is `<binding>#<id>`. */
  readonly id: string;
  readonly externalUuid: string;
  readonly attempt: number;
  /** For the person who is verified and nobody else; absent once the session has ended. */
  readonly token?: string;
  readonly url?: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** The provider's word for how it ended; `null` while it is open. */
  readonly status: string | null;
}

/** Why there is no session, in words that quote nothing. */
export type RefusalCode = ProviderRefusal
  /** The request itself. */
  | 'malformed' | 'unknown-binding' | 'unknown-flow'
  /** The same `externalUuid` with other parameters, an attempt before its time, one that is over, one under way elsewhere. */
  | 'other-parameters' | 'attempt' | 'in-progress'
  /** Our side: onboarding owes a value, the key is none of this environment, the provider's answer contradicts our class. */
  | 'onboarding' | 'no-key' | 'contradiction';

export interface Refused {
  readonly version: 1;
  readonly outcome: 'refused';
  readonly code: RefusalCode;
  /** Whether the same request may be sent again. */
  readonly retryable: boolean;
  readonly retryAfterSeconds?: number;
  /** The provider's request id, for its support. */
  readonly requestId?: string;
}

export type SessionsResponse =
  | { readonly version: 1; readonly outcome: 'created' | 'existing' | 'found'; readonly session: SessionHandle }
  | Refused;

/** Keys and index of the table that remembers sessions. */
export const sessionsTable = {
  /** `<binding>#<externalUuid>`, `circuit#<binding>`, `balance#<binding>`, or `settled#<binding>#<day>`. */
  partitionKey: 'session',
  /** `session#<attempt>`, `circuit`, `balance`, or the verification that ended that day. */
  sortKey: 'part',
  /** Epoch seconds. */
  timeToLive: 'expiresOn',
  /** Sparse index of sessions that have not ended for us yet, by when they are to be looked at. */
  openIndex: 'Open',
  open: { attribute: 'open', value: 'yes' },
  checkAt: 'checkAt',
} as const;

/** Days for which a session is remembered after it was asked for. */
export const rememberedDays = 90;

/** Metrics of the two functions, each with the dimension `Environment` and those named here. */
export const sessionMetrics = {
  /** One per request, by `Binding` and `Outcome`. */
  request: 'SessionRequest',
  /** Requests that ended in a way that needs a person, by `Binding`. */
  alarm: 'SessionAlarm',
  /** Sessions refused for want of credits, by `Binding`. */
  noCredits: 'SessionNoCredits',
  /** In a test environment: a sign that the provider charges it, by `Binding`. */
  charge: 'SessionCharge',
  /** Credits that the provider named when it refused, by `Binding`. */
  balance: 'CreditBalance',
  /** Calls to the provider, by `Binding`: retries count. */
  providerCall: 'ProviderCall',
  /** Calls whose outcome is not known, so that a session may exist that nobody has, by `Binding`. */
  doubtful: 'SessionDoubtful',
  /** Sessions that the reconciler settled by asking, by `Binding`. */
  reconciled: 'SessionReconciled',
  /** Seconds since the oldest session that is still open should have ended. */
  unsettledAge: 'SessionUnsettledAge',
} as const;
