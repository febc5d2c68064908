// RFC 2104 over the platform's one-shot digest: of a small body the platform's own HMAC spends most of its time on objects.
import { createHmac, hash, type KeyObject } from 'node:crypto';

export type MacAlgorithm = 'sha256' | 'sha512';

/** Bytes of a block, which a key is filled up to (FIPS 180-4). */
const blockSizes: Readonly<Record<MacAlgorithm, number>> = { sha256: 64, sha512: 128 };
const macSizes: Readonly<Record<MacAlgorithm, number>> = { sha256: 32, sha512: 64 };

/** Longest message that is copied; from here on a copy costs more than it saves. */
const longestCopied = 8192;
const scratch = Buffer.allocUnsafe(blockSizes.sha512 + longestCopied);

/** A key's block before the message, and its block before the digest with the place for it. */
interface Blocks {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const blocksOf = (algorithm: MacAlgorithm, secret: KeyObject): Blocks => {
  const size = blockSizes[algorithm];
  const bytes = secret.export();
  const key = Buffer.alloc(size);
  key.set(bytes.length > size ? hash(algorithm, bytes, 'buffer') : bytes);
  return { inner: key.map(byte => byte ^ 0x36) as Buffer, outer: Buffer.concat([key.map(byte => byte ^ 0x5c), Buffer.alloc(macSizes[algorithm])]) };
};

/** The blocks live as long as the key they were made from. */
const kept: Readonly<Record<MacAlgorithm, WeakMap<KeyObject, Blocks>>> = { sha256: new WeakMap(), sha512: new WeakMap() };

const blocksFor = (algorithm: MacAlgorithm, secret: KeyObject): Blocks => {
  const found = kept[algorithm].get(secret);
  if (found) return found;
  const made = blocksOf(algorithm, secret);
  kept[algorithm].set(secret, made);
  return made;
};

/** HMAC of a prefix, given as bytes in a string, and a body that follows it. */
export const hmac = (algorithm: MacAlgorithm, secret: KeyObject, prefix: string, body: Uint8Array): Buffer => {
  // chained updates: a large body is not copied.
  if (prefix.length + body.length > longestCopied) return createHmac(algorithm, secret).update(prefix, 'latin1').update(body).digest();
  const { inner, outer } = blocksFor(algorithm, secret);
  scratch.set(inner);
  scratch.write(prefix, inner.length, 'latin1');
  scratch.set(body, inner.length + prefix.length);
  // as text and back: bytes of a digest's own are allocated outside the pool, which costs more.
  outer.write(hash(algorithm, scratch.subarray(0, inner.length + prefix.length + body.length), 'binary'), inner.length, 'latin1');
  return Buffer.from(hash(algorithm, outer, 'binary'), 'latin1');
};
