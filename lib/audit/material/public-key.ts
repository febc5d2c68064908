import { createPublicKey } from 'node:crypto';

/** Beginning of every public key on P-256 (DER SubjectPublicKeyInfo, base64), and how long one is. */
const [BEGINNING, LENGTH] = ['MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE', 124] as const;

/** Whether a text is the public half of a key, which everybody may see; drawn at random, it would be no point of the curve. */
export const isPublicKey = (token: string): boolean => {
  if (token.length !== LENGTH || !token.startsWith(BEGINNING)) return false;
  try {
    return createPublicKey({ key: Buffer.from(token, 'base64'), format: 'der', type: 'spki' }).asymmetricKeyType === 'ec';
  } catch {
    return false;
  }
};
