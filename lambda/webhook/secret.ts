import type { ProviderName, Scheme } from '../../lib/providers';
import { readBase64 } from './canonical';
import type { StoredSecret } from './contract';

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

export interface Expected {
  readonly scheme: Scheme;
  readonly provider: ProviderName;
  readonly credentials: 'test' | 'live';
}

/** The key bytes of a stored secret, after every check that tells ours from another environment's. */
export const readKey = (stored: string | undefined, expected: Expected): Buffer => {
  const { value, class: credentials, provider } = readStored(stored);
  if (provider !== expected.provider) throw new SecretError('provider');
  if (credentials !== expected.credentials) throw new SecretError('class');
  // a newline at the end is what a shell adds; the key would silently be another one.
  if (value.trim() === '' || /[\s\p{Cc}\p{Surrogate}]/u.test(value)) throw new SecretError('whitespace');
  const key = decode(value, expected.scheme);
  if (key === undefined) throw new SecretError('encoding');
  if (key.length < shortestKey) throw new SecretError('weak');
  return key;
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

const decode = (value: string, { key }: Scheme): Buffer | undefined => {
  if (key.encoding === 'utf8') return Buffer.from(value, 'utf8');
  return value.startsWith(key.prefix) ? readBase64(value.slice(key.prefix.length)) : undefined;
};
