import { selfSessions } from './session-api-self';
import { uaeKycSessions } from './session-api-uae-kyc';
import type { PayloadPath, ProviderName } from './types';

/** What a parameter of a session must be before anything is sent. */
export type ParameterRule =
  | { readonly kind: 'integer'; readonly from: number; readonly to: number }
  | { readonly kind: 'https-url' }
  | { readonly kind: 'word'; readonly of: readonly string[]; readonly required?: true }
  /** A JSON object of at most this many bytes. */
  | { readonly kind: 'object'; readonly largest: number };

/** Where an answer holds a time, and how it is written. */
export interface TimeField {
  readonly path: PayloadPath;
  readonly as: 'iso' | 'epoch-ms';
}

/** What the provider's word for a session's state means. */
export interface SessionStatus {
  /** Whether it is the session's last one. */
  readonly settled: boolean;
  /** Decides between events of equal time, as the webhook's rank does. */
  readonly rank: number;
  /** Whether the provider charges a live session that ended so. */
  readonly charged: boolean;
}

/** Words for why a session was not created or found; the caller's, the log's and the metrics'. */
export type ProviderRefusal =
  | 'invalid' | 'unauthenticated' | 'no-credits' | 'forbidden' | 'not-found' | 'conflict' | 'rate-limited' | 'unavailable';

/** How sessions are created and asked for, as data: the function that calls providers has no code of any one of them. */
export interface SessionApi {
  readonly provider: ProviderName;
  /** What the way to its API domain is held to, and how an answer without a key tells whether our address is let in. */
  readonly reach: {
    /** Oldest version of TLS that the domain may answer over. */
    readonly tls: 'TLSv1.2' | 'TLSv1.3';
    /** HTTP statuses of a request without a key, from a known address and from any other; absent where every address is let in. */
    readonly allowList?: { readonly allowed: number; readonly refused: number };
  };
  /** Request header that carries the key, in lower case, and what stands before the key. */
  readonly key: { readonly header: string; readonly before: string };
  /** Path below the API domain and what is sent to it. */
  readonly create: {
    readonly path: string;
    /** Members of the body that the request's own fields give. */
    readonly fields: readonly ('flowId' | 'externalUuid')[];
    readonly parameters: Readonly<Record<string, ParameterRule>>;
    readonly status: number;
    readonly answer: { readonly id: PayloadPath; readonly token: PayloadPath; readonly url?: PayloadPath; readonly expiresAt: TimeField };
    /** What a token begins with in each credential class; absent where it does not tell. */
    readonly tokenPrefixes?: { readonly test: string; readonly live: string };
    /** Longest life in milliseconds that an answer may name. */
    readonly longestLife: number;
  };
  /** `{id}` in the path is the session's, escaped. */
  readonly get: {
    readonly path: string;
    /** Bytes beyond which an answer is given up. */
    readonly largest: number;
    /** Milliseconds after a session's expiry for which the provider can be asked; absent where it always can. */
    readonly kept?: number;
    readonly answer: { readonly id: PayloadPath; readonly status: PayloadPath; readonly completedAt: TimeField };
  };
  readonly statuses: Readonly<Record<string, SessionStatus>>;
  /** The status that stands for a session of which the provider knows nothing any more. */
  readonly expired: string;
  /** Why an answer of this HTTP status is none; one that is not listed is `invalid` below 500 and `unavailable` from there. */
  readonly refusals: Readonly<Record<number, ProviderRefusal>>;
  /** HTTP statuses after which the same request may be sent again at once. */
  readonly retried: readonly number[];
  /** Whether a request without an answer is sent again within the call: only where a session that nobody gets costs nothing. */
  readonly retriesSilence: boolean;
  /** Places of an answer to 402 that may hold the balance. */
  readonly balance: readonly PayloadPath[];
  /** Business key and type of the event that a settled session has in the inbox; the webhook's own where there is one. */
  readonly settled: { readonly event: string; readonly type: string };
}

/** The session API of each provider; absent where it has none that is documented. */
export const sessionApis: Readonly<Partial<Record<ProviderName, SessionApi>>> = { 'self': selfSessions, 'uae-kyc': uaeKycSessions };

/** Why the provider did not do what was asked. */
export const refusalOf = ({ refusals }: SessionApi, status: number): ProviderRefusal =>
  refusals[status] ?? (status >= 500 ? 'unavailable' : 'invalid');

/** Path of one session. */
export const sessionPath = ({ get }: SessionApi, id: string): string => get.path.replace('{id}', encodeURIComponent(id));
