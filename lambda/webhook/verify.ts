// the verification knows nothing of AWS, HTTP or JSON: a claim, bytes and keys in, a verdict out.
import { timingSafeEqual, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Scheme } from '../../lib/providers';
import type { Claim, Tag } from './claim';
import { hmac } from './hmac';

/** What a tag is checked with; a public key never serves as an HMAC's, or whoever knows it could sign. */
export type VerificationKey =
  | { readonly kind: 'hmac'; readonly secret: KeyObject }
  | { readonly kind: 'ed25519'; readonly publicKey: KeyObject };

/** Whether the clock is inside the scheme's window around the claimed time, or on which side it is not. */
export const timeliness = ({ window }: Scheme, { sentAt }: Claim, now: number): 'timely' | 'early' | 'late' => {
  // without a documented window nothing can be too old: what has been seen before is told by its key alone.
  if (window === undefined || sentAt === undefined) return 'timely';
  const age = Math.floor(now / 1000) - sentAt;
  if (age > window) return 'late';
  return age < -window ? 'early' : 'timely';
};

/** The first of the keys that signed the body, or undefined. */
export const findSigner = <K extends VerificationKey>(
  scheme: Scheme, claim: Claim, body: Uint8Array, keys: readonly K[],
): K | undefined => {
  let prefix = '';
  for (const part of scheme.signed) prefix += `${claim[part]}.`;
  return keys.find(key => (key.kind === 'hmac' ? hasMac(key.secret, prefix, body, claim.tags) : hasSigned(key.publicKey, prefix, body, claim.tags)));
};

const hasMac = (secret: KeyObject, prefix: string, body: Uint8Array, tags: readonly Tag[]): boolean => {
  let expected: Buffer | undefined;
  let made: Tag['algorithm'] | undefined;
  for (const { algorithm, bytes } of tags) {
    if (algorithm === 'ed25519') continue;
    if (expected === undefined || made !== algorithm) {
      expected = hmac(algorithm, secret, prefix, body);
      made = algorithm;
    }
    if (timingSafeEqual(bytes, expected)) return true;
  }
  return false;
};

const hasSigned = (publicKey: KeyObject, prefix: string, body: Uint8Array, tags: readonly Tag[]): boolean => {
  const signatures = tags.filter(({ algorithm }) => algorithm === 'ed25519');
  if (signatures.length === 0) return false;
  // this algorithm reads its message twice, so it needs it whole.
  const message = Buffer.concat([Buffer.from(prefix, 'latin1'), body]);
  return signatures.some(({ bytes }) => verify(null, message, publicKey, bytes));
};
