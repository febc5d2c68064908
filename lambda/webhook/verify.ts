// the verification knows nothing of AWS, HTTP or JSON: headers, bytes and keys in, a verdict out.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Scheme } from '../../lib/providers';
import { isId, readBase64, readHex, readSeconds } from './canonical';

/** Bytes of an HMAC-SHA256; a tag of any other length is none. */
const tagLength = 32;

/** Bounds on the signature header: a sender that overlaps two secrets needs two tags. */
const longestSignature = 2048;
const mostTags = 16;

/** What a sender claims, read but not believed. */
export interface Claim {
  readonly id: string;
  readonly timestamp: string;
  /** The timestamp as a number of seconds. */
  readonly sentAt: number;
  readonly tags: readonly Buffer[];
}

export interface SignatureHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

export type NotCanonical = { readonly refused: 'id' | 'timestamp' | 'signature' };

/** Reads the three headers of a scheme in their canonical form only. */
export const readClaim = (scheme: Scheme, headers: SignatureHeaders): Claim | NotCanonical => {
  const { id, timestamp, signature } = headers;
  // a dot inside a signed id would let the same bytes be cut in two ways.
  if (!isId(id) || (scheme.signed.includes('id') && id.includes('.'))) return { refused: 'id' };
  const sentAt = readSeconds(timestamp);
  if (sentAt === undefined) return { refused: 'timestamp' };
  const tags = readTags(scheme, signature);
  return tags.length > 0 ? { id, timestamp, sentAt, tags } : { refused: 'signature' };
};

const readTags = (scheme: Scheme, header: string): Buffer[] => {
  if (header.length > longestSignature) return [];
  const { separator, prefixes, others, encoding } = scheme.tag;
  const decode = encoding === 'base64' ? readBase64 : readHex;
  const candidates = separator === undefined ? [header] : header.split(separator);
  if (candidates.length > mostTags) return [];
  const tags: Buffer[] = [];
  for (const candidate of candidates) {
    const own = prefixes.find(known => candidate.startsWith(known));
    const prefix = own ?? (others === undefined ? undefined : new RegExp(others).exec(candidate)?.[0]);
    const tag = prefix === undefined ? undefined : decode(candidate.slice(prefix.length));
    // another version's tag is not ours to judge, but whatever is no tag at all spoils the header.
    if (tag === undefined || tag.length < tagLength) return [];
    if (own === undefined) continue;
    if (tag.length > tagLength) return [];
    tags.push(tag);
  }
  return tags;
};

/** Whether the clock is inside the scheme's window around the claimed time, or on which side it is not. */
export const timeliness = (scheme: Scheme, claim: Claim, now: number): 'timely' | 'early' | 'late' => {
  const age = Math.floor(now / 1000) - claim.sentAt;
  if (age > scheme.window) return 'late';
  return age < -scheme.window ? 'early' : 'timely';
};

/** The first of the keys that signed the body, or undefined. */
export const findSigner = <K extends { readonly bytes: Buffer }>(
  scheme: Scheme, claim: Claim, body: Uint8Array, keys: readonly K[],
): K | undefined => {
  const prefix = `${scheme.signed.map(part => claim[part]).join('.')}.`;
  return keys.find(key => {
    // chained updates: joining prefix and body first would copy the body.
    const expected = createHmac('sha256', key.bytes).update(prefix, 'latin1').update(body).digest();
    return claim.tags.some(tag => timingSafeEqual(tag, expected));
  });
};
