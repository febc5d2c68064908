import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { AuthorityName } from '../model/environments';
import type { KeyPair } from '../model/state';
import type { DocumentAttributes } from './documents';

/** What an authority states about a document. The flags are for people: nothing is decided by them. */
export interface Statement {
  readonly issuer: AuthorityName;
  readonly mock: boolean;
  readonly attributes: DocumentAttributes;
}

/** Keeps a signature of these keys from meaning anything else. */
const purpose = 'bulkhead-sandbox-credential.';

const generate = (): KeyPair => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
};

export const generateAuthorities = (): Record<AuthorityName, KeyPair> => ({ mock: generate(), controlled: generate(), live: generate() });

/** Reading a key takes longer than signing with it. */
const readKeys = new WeakMap<KeyPair, { readonly privateKey: KeyObject; readonly publicKey: KeyObject }>();

const keysOf = (pair: KeyPair): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } => {
  const known = readKeys.get(pair) ?? {
    privateKey: createPrivateKey({ key: Buffer.from(pair.privateKey, 'base64'), type: 'pkcs8', format: 'der' }),
    publicKey: createPublicKey({ key: Buffer.from(pair.publicKey, 'base64'), type: 'spki', format: 'der' }),
  };
  readKeys.set(pair, known);
  return known;
};

const signedBytes = (payload: string) => Buffer.from(`${purpose}${payload}`, 'ascii');

/** Signs any statement with an authority's key: `payload.signature`, both base64url. */
export const signStatement = (statement: object, authority: KeyPair): string => {
  const payload = Buffer.from(JSON.stringify(statement), 'utf8').toString('base64url');
  return `${payload}.${sign(null, signedBytes(payload), keysOf(authority).privateKey).toString('base64url')}`;
};

export const issueCredential = (name: AuthorityName, attributes: DocumentAttributes, authorities: Readonly<Record<AuthorityName, KeyPair>>): string =>
  signStatement({ issuer: name, mock: name === 'mock', attributes } satisfies Statement, authorities[name]);

/**
 * What a credential states, if the one authority that is trusted has signed it.
 *
 * The key decides and nothing else: neither the issuer's name nor the mock flag is looked at.
 */
export const readCredential = (credential: string, trusted: KeyPair): DocumentAttributes | undefined => {
  const [payload = '', signature = '', ...rest] = credential.split('.');
  if (rest.length > 0 || !verify(null, signedBytes(payload), keysOf(trusted).publicKey, Buffer.from(signature, 'base64url'))) return undefined;
  return (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Statement).attributes;
};
