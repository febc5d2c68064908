// made-up credentials: of the right form and of nobody.
import { createHash } from 'node:crypto';

const letters = (seed: string, length: number, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'): string => {
  let text = '';
  for (let round = 0; text.length < length; round += 1) {
    for (const byte of createHash('sha256').update(`${seed}${round}`).digest()) text += alphabet[byte % alphabet.length]!;
  }
  return text.slice(0, length);
};

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
// the words of each form stand apart, so that nobody's scanner takes this file for a leak.
const pem = (kind: string): string =>
  `-----BEGIN ${kind}PRIVATE ${'KEY'}-----\n${letters(kind, 64)}\n${letters(`${kind}2`, 64)}\n-----END ${kind}PRIVATE ${'KEY'}-----\n`;

export const material = {
  apiKey: `sk_${'live'}_${letters('key', 32)}`,
  testKey: `sk_${'test'}_${letters('test', 32)}`,
  sandbox: `persona_${'sandbox'}_${letters('sandbox', 24)}`,
  signing: `wh${'sec'}_${letters('signing', 32)}`,
};

export const materials: readonly { readonly kind: string; readonly text: string }[] = [
  { kind: 'a live key', text: material.apiKey },
  { kind: 'a restricted live key', text: `rk_${'live'}_${letters('restricted', 30)}` },
  { kind: 'a test key', text: material.testKey },
  { kind: 'a signing secret', text: material.signing },
  { kind: 'an access key of AWS', text: `AK${'IA'}${letters('aws', 16, upper)}` },
  { kind: 'a temporary access key of AWS', text: `AS${'IA'}${letters('sts', 16, upper)}` },
  { kind: 'an RSA key', text: pem('RSA ') },
  { kind: 'an EC key', text: pem('EC ') },
  { kind: 'a PKCS 8 key', text: pem('') },
  { kind: 'an OpenSSH key', text: pem('OPENSSH ') },
  {
    kind: 'a web token',
    text: `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: 'service', iat: 1516239022 })}.${letters('jwt', 43)}`,
  },
  { kind: 'a GitHub token', text: `gh${'p'}_${letters('github', 36)}` },
  { kind: 'a Slack token', text: `xo${'xb'}-${letters('slack', 12, '0123456789')}-${letters('slack2', 24)}` },
  { kind: 'a persona key', text: `persona_${'production'}_${letters('persona', 24)}` },
  { kind: 'a database URL', text: `postgres://app:${letters('db', 16)}@db.internal.example-corp.com/app` },
];
