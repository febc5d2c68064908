import { readKey } from '../../../lambda/webhook/secret';
import type { VerificationKey } from '../../../lambda/webhook/verify';
import { readClaim } from '../../../lambda/webhook/claim';
import { readSchemeHeaders } from '../../../lambda/webhook/request';
import { findSigner, timeliness } from '../../../lambda/webhook/verify';
import { schemes as bound, unboundSchemes } from '../../../lib/providers';
import type { Scheme } from '../../../lib/providers';

export const schemes: Readonly<Record<Scheme['name'], Scheme>> = { ...bound, ...unboundSchemes };

/** A request as a provider sends it: headers in lower case, the body's exact bytes. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The key of a secret, through every check that a stored one passes. */
export const keyOf = (scheme: Scheme, secret: string): VerificationKey =>
  readKey(JSON.stringify({ value: secret, class: 'test', provider: 'self' }), { scheme, credentials: 'test', provider: 'self' });

/** Why the receiver's own modules refuse a request; undefined where they accept it. */
export const refusalOf = (scheme: Scheme, { headers, body }: SignedRequest, keys: readonly VerificationKey[], now: number): string | undefined => {
  const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  const read = readSchemeHeaders({ multiValueHeaders }, scheme);
  if (read === undefined) return 'headers';
  const claim = readClaim(scheme, read);
  if ('refused' in claim) return claim.refused;
  const timely = timeliness(scheme, claim, now);
  if (timely !== 'timely') return timely;
  return findSigner(scheme, claim, body, keys) === undefined ? 'mismatch' : undefined;
};
