import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { Scheme } from '../../../lib/providers';
import type { Random } from './random';
import type { SignedRequest } from './verdict';

/** What a provider signs with, and what its customer stores. */
export interface Signer {
  readonly scheme: Scheme;
  readonly secret: string;
  readonly tagOf: (message: Buffer) => Buffer;
}

/** The moment of every proof, in milliseconds since the epoch. */
export const now = Date.parse('2026-04-01T10:00:00Z');

const ed25519 = (seed: Buffer) => {
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
  const shared = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32);
  return { secret: `whpk_${shared.toString('base64')}`, tagOf: (message: Buffer) => sign(null, message, key) };
};

/** A signer of a scheme with a secret of its own; written apart from the receiver's verification. */
export const signerFor = (scheme: Scheme, random: Random, kind: 'hmac' | 'ed25519' = 'hmac', digest = 'sha256'): Signer => {
  if (kind === 'ed25519') return { scheme, ...ed25519(random.bytes(32)) };
  const material = random.bytes(24 + random.below(40));
  const { prefix = '', encoding } = scheme.keys[0]!;
  const secret = prefix + (encoding === 'base64' ? material.toString('base64') : material.toString('hex'));
  const key = encoding === 'base64' ? material : Buffer.from(secret);
  return { scheme, secret, tagOf: message => createHmac(digest, key).update(message).digest() };
};

const words = ['Zoë', 'plain', '名前', 'a"b', 'line\nbreak', '😀', '', '0', 'null', 'é'];

const bodyOf = (random: Random): Buffer => Buffer.from(JSON.stringify({
  type: 'verification.completed', id: random.below(1e9), name: random.pick(words), list: Array.from({ length: random.below(5) }, () => random.pick(words)),
  nested: { [random.pick(words)]: random.below(2) === 0, amount: random.below(1e6) / 100 },
}, null, random.pick([undefined, 1, '\t'])));

const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-!$%&*+/:;<=>?@^|~';
const idOf = (random: Random, longest: number): string =>
  Array.from({ length: 1 + random.below(longest) }, () => idAlphabet[random.below(idAlphabet.length)]).join('');

/** Seconds since the epoch, inside every window. */
export const momentOf = (random: Random): string => String(Math.floor(now / 1000) + random.below(601) - 300);

/** Sends one request as the scheme has it. */
export const compose = (signer: Signer, random: Random, body = bodyOf(random), at = momentOf(random), id = idOf(random, 60)): SignedRequest => {
  const { scheme, tagOf } = signer;
  const { headers: names, tag: form } = scheme;
  const parts = { id, timestamp: at };
  const message = Buffer.concat([Buffer.from(scheme.signed.map(part => `${parts[part]}.`).join('')), body]);
  const bytes = tagOf(message);
  const [prefix = ''] = form.prefixes
    .filter(([, algorithm]) => (algorithm === 'ed25519') === signer.secret.startsWith('whpk_')).map(([each]) => each);
  const tag = prefix + bytes.toString(form.encoding);
  const signature = form.timestamp === undefined ? tag : `${form.timestamp}${at},${tag}`;
  return {
    body,
    headers: {
      ...(names.id === undefined ? {} : { [names.id]: id }),
      ...(names.timestamp === undefined ? {} : { [names.timestamp]: at }),
      ...(names.subscription === undefined ? {} : { [names.subscription]: 'sub_ours' }),
      ...(names.algorithm === undefined ? {} : { [names.algorithm.name]: bytes.length === 64 ? 'HMAC_SHA512_HEX' : 'HMAC_SHA256_HEX' }),
      [names.signature]: signature,
    },
  };
};

/** What a forger without the secret can compute. */
export const guesses = (message: Buffer): readonly Buffer[] => [
  Buffer.alloc(32), createHash('sha256').update(message).digest(), createHmac('sha256', '').update(message).digest(),
  createHmac('sha256', Buffer.alloc(32)).update(message).digest(), createHmac('sha256', 'undefined').update(message).digest(),
];
