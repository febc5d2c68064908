// plain names and types that the operator's commands and the probe share on purpose.
import { createHmac } from 'node:crypto';
import type { ProviderName, SchemeName } from '../../lib/providers';

/** Provider-issued secrets that a function of the environment uses, and that can therefore be probed. */
export type ProbedKind = 'api-key' | 'signing-secret';

/** A request that the provider has signed with the staged secret, captured from its dashboard's test delivery. */
export interface TestVector {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  /** Base64 of the exact bytes. */
  readonly body: string;
}

export interface ProbeRequest {
  readonly version: 1;
  readonly secretArn: string;
  /** The version that the caller has staged; another one is a fault. */
  readonly versionId: string;
  readonly kind: ProbedKind;
  readonly provider: ProviderName;
  readonly scheme: SchemeName;
  /** Shows, where the caller knows the value, that the function reads the same one. */
  readonly challenge?: { readonly nonce: string; readonly tag: string };
  readonly vector?: TestVector;
}

/** What is wrong with a staged value; words only, never a part of it. */
export type ProbeFault =
  | 'absent' | 'other-version' | 'malformed' | 'class' | 'provider' | 'whitespace' | 'encoding' | 'weak' | 'challenge' | 'vector' | 'unavailable';

export interface ProbeVerdict {
  readonly version: 1;
  readonly fault: ProbeFault | null;
}

/** A tag that only who knows the value can make; the prefix keeps it from being a signature of any scheme. */
export const challengeTag = (value: string, nonce: string): string =>
  createHmac('sha256', value).update(`bulkhead probe\n${nonce}`).digest('hex');
