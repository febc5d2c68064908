import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/**
 * Reads the public half of a signing key as `kms:GetPublicKey` gives it: base64 of a DER SubjectPublicKeyInfo on P-256.
 *
 * @throws Error where it is anything else, another spelling of the same key included
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html
 */
export const readPublicKey = (text: string): KeyObject => {
  const der = Buffer.from(text, 'base64');
  if (der.toString('base64') !== text) throw new Error('is not the base64 of a public key');
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('is no key on P-256');
  if (!key.export({ format: 'der', type: 'spki' }).equals(der)) throw new Error('is not the canonical form of the key');
  return key;
};

export const isPublicKey = (text: string): boolean => {
  try {
    return readPublicKey(text).type === 'public';
  } catch {
    return false;
  }
};

/** Names a public key in an envelope; a hint to people, never what decides. */
export const keyIdOf = (text: string): string => createHash('sha256').update(Buffer.from(text, 'base64')).digest('hex');
