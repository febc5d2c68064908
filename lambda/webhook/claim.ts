import type { Algorithm, Scheme } from '../../lib/providers';
import { isId, readBase64, readHex, readSeconds } from './canonical';

/** Bytes of a tag; one of any other length is none. */
const lengths: Readonly<Record<Algorithm, number>> = { sha256: 32, sha512: 64, ed25519: 64 };
const shortest = 32;

/** Bounds on the signature header: a sender that overlaps two secrets needs two tags. */
const longestSignature = 2048;
const mostTags = 16;

export interface Tag {
  readonly algorithm: Algorithm;
  readonly bytes: Buffer;
}

/** What a sender claims, read but not believed. */
export interface Claim {
  /** Absent where the scheme gives a delivery none. */
  readonly id?: string;
  /** As it was written; absent where the scheme sends none. */
  readonly timestamp?: string;
  /** The timestamp as a number of seconds. */
  readonly sentAt?: number;
  readonly tags: readonly Tag[];
}

/** The texts of a scheme's headers. */
export interface SignatureHeaders {
  readonly id?: string;
  readonly timestamp?: string;
  readonly signature: string;
  readonly algorithm?: string;
}

export type NotCanonical = { readonly refused: 'id' | 'timestamp' | 'signature' | 'algorithm' };

/** Reads the headers of a scheme in their canonical form only. */
export const readClaim = (scheme: Scheme, { id, timestamp, signature, algorithm }: SignatureHeaders): Claim | NotCanonical => {
  const { headers } = scheme;
  // a dot inside a signed id would let the same bytes be cut in two ways.
  if (headers.id !== undefined && (id === undefined || !isId(id) || (scheme.signed.includes('id') && id.includes('.')))) {
    return { refused: 'id' };
  }
  let digest: Algorithm | undefined;
  if (headers.algorithm !== undefined) {
    const { values } = headers.algorithm;
    if (algorithm === undefined || !Object.hasOwn(values, algorithm)) return { refused: 'algorithm' };
    digest = values[algorithm];
  }
  const sets = readSets(scheme, signature);
  const stamp = scheme.tag.timestamp === undefined ? timestamp : sets?.timestamp;
  const sentAt = stamp === undefined ? undefined : readSeconds(stamp);
  if (scheme.signed.includes('timestamp') && sentAt === undefined) return { refused: 'timestamp' };
  const tags = sets === undefined ? [] : readTags(scheme, sets.candidates, digest);
  return tags.length > 0 ? { id, timestamp: stamp, sentAt, tags } : { refused: 'signature' };
};

interface Sets {
  readonly timestamp?: string;
  readonly candidates: readonly string[];
}

/** Takes the header apart; where it carries timestamps, all its sets have to name the same. */
const readSets = ({ tag }: Scheme, header: string): Sets | undefined => {
  if (header.length > longestSignature) return undefined;
  const sets = tag.separator === undefined ? [header] : header.split(tag.separator);
  const { timestamp: mark } = tag;
  if (mark === undefined) return { candidates: sets };
  const candidates: string[] = [];
  let stamp: string | undefined;
  for (const set of sets) {
    const [first = '', ...tags] = set.split(',');
    if (!first.startsWith(mark) || tags.length === 0 || (stamp ?? first) !== first) return undefined;
    stamp = first;
    candidates.push(...tags);
  }
  return { timestamp: stamp?.slice(mark.length), candidates };
};

const readTags = ({ tag: form }: Scheme, candidates: readonly string[], digest: Algorithm | undefined): Tag[] => {
  if (candidates.length > mostTags) return [];
  const decode = form.encoding === 'base64' ? readBase64 : readHex;
  const tags: Tag[] = [];
  for (const candidate of candidates) {
    const own = form.prefixes.find(pair => candidate.startsWith(pair[0]));
    const prefix = own?.[0] ?? (form.others === undefined ? undefined : new RegExp(form.others).exec(candidate)?.[0]);
    const bytes = prefix === undefined ? undefined : decode(candidate.slice(prefix.length));
    // another version's tag is not ours to judge, but whatever is no tag at all spoils the header.
    if (bytes === undefined || bytes.length < shortest) return [];
    if (own === undefined) continue;
    const algorithm = digest ?? own[1];
    if (bytes.length !== lengths[algorithm]) return [];
    tags.push({ algorithm, bytes });
  }
  return tags;
};
