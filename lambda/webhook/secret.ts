import { createPublicKey, createSecretKey } from 'node:crypto';
import type { KeyForm, ProviderName, Scheme } from '../../lib/providers';
import { readBase64 } from './canonical';
import type { StoredSecret } from './contract';
import type { VerificationKey } from './verify';

export type SecretFault = 'absent' | 'malformed' | 'class' | 'provider' | 'whitespace' | 'encoding' | 'weak';

/** A signing secret that must not be used; says why, never quotes it. */
export class SecretError extends Error {
  constructor(readonly reason: SecretFault) {
    super(`unusable signing secret: ${reason}`);
    this.name = 'SecretError';
  }
}

/** Shortest key in bytes: what the schemes' own generators give at least. */
const shortestKey = 24;
const publicKeyLength = 32;

export interface Expected {
  readonly scheme: Scheme;
  readonly provider: ProviderName;
  readonly credentials: 'test' | 'live';
}

/** The key of a stored secret, after every check that tells ours from another environment's. */
export const readKey = (stored: string | undefined, expected: Expected): VerificationKey => {
  const { value, class: credentials, provider } = readStored(stored);
  if (provider !== expected.provider) throw new SecretError('provider');
  if (credentials !== expected.credentials) throw new SecretError('class');
  // a newline at the end is what a shell adds; the key would silently be another one.
  if (value.trim() === '' || /[\s\p{Cc}\p{Surrogate}]/u.test(value)) throw new SecretError('whitespace');
  const form = expected.scheme.keys.find(({ prefix = '' }) => value.startsWith(prefix));
  const bytes = form === undefined ? undefined : decode(value, form);
  if (form === undefined || bytes === undefined) throw new SecretError('encoding');
  if (form.kind === 'ed25519') return { kind: 'ed25519', publicKey: readPublicKey(bytes) };
  if (bytes.length < shortestKey) throw new SecretError('weak');
  // made once: an HMAC of plain bytes makes its key anew each time, which costs more than the HMAC.
  return { kind: 'hmac', secret: createSecretKey(bytes) };
};

const readStored = (text: string | undefined): StoredSecret => {
  let stored: Partial<Record<keyof StoredSecret, unknown>> | null;
  try {
    stored = JSON.parse(text ?? '') as typeof stored;
  } catch {
    throw new SecretError('malformed');
  }
  const { value, class: credentials, provider } = stored ?? {};
  if (typeof value !== 'string' || typeof credentials !== 'string' || typeof provider !== 'string') {
    throw new SecretError('malformed');
  }
  return { value, class: credentials, provider } as StoredSecret;
};

const decode = (value: string, { prefix = '', encoding }: KeyForm): Buffer | undefined =>
  encoding === 'utf8' ? Buffer.from(value, 'utf8') : readBase64(value.slice(prefix.length));

const readPublicKey = (bytes: Buffer) => {
  if (bytes.length !== publicKeyLength) throw new SecretError('encoding');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' });
};
