import type { BoundScheme, KeyForm, Scheme, SchemeName, UnboundSchemeName } from './scheme';

const window = 300;

/** Kept in base64 after its prefix. */
const encodedSecret: KeyForm = { prefix: 'whsec_', encoding: 'base64', kind: 'hmac' };

/** Signature schemes as data; `lambda/webhook/verify.ts` is the one verification of them all. */
export const schemes: Readonly<Record<SchemeName, BoundScheme>> = {
  'svix': {
    name: 'svix',
    headers: { id: 'svix-id', timestamp: 'svix-timestamp', signature: 'svix-signature' },
    signed: ['id', 'timestamp'],
    keys: [encodedSecret],
    tag: { encoding: 'base64', prefixes: [['v1,', 'sha256']], separator: ' ', others: '^v[1-9][0-9]?[a-z]?,' },
    window,
  },
  'standard-webhooks': {
    name: 'standard-webhooks',
    headers: { id: 'webhook-id', timestamp: 'webhook-timestamp', signature: 'webhook-signature' },
    signed: ['id', 'timestamp'],
    keys: [encodedSecret, { prefix: 'whpk_', encoding: 'base64', kind: 'ed25519' }],
    tag: {
      encoding: 'base64', prefixes: [['v1,', 'sha256'], ['v1a,', 'ed25519']], separator: ' ', others: '^v[1-9][0-9]?[a-z]?,',
    },
    window,
  },
  'uae-press': {
    name: 'uae-press',
    headers: {
      id: 'x-webhook-id',
      timestamp: 'x-webhook-timestamp',
      signature: 'x-webhook-signature',
      subscription: 'x-webhook-subscription-id',
    },
    // neither the id nor the subscription is signed: the first only labels, the second only narrows.
    signed: ['timestamp'],
    keys: [{ encoding: 'utf8', kind: 'hmac' }],
    tag: { encoding: 'hex', prefixes: [['sha256=', 'sha256'], ['', 'sha256']] },
    window,
  },
};

/** Verification and golden vectors only: payload and delivery policy of these providers are not described. */
export const unboundSchemes: Readonly<Record<UnboundSchemeName, Scheme>> = {
  stripe: {
    name: 'stripe',
    headers: { signature: 'stripe-signature' },
    signed: ['timestamp'],
    // the prefix belongs to the key.
    keys: [{ prefix: 'whsec_', encoding: 'utf8', kind: 'hmac' }],
    tag: { encoding: 'hex', prefixes: [['v1=', 'sha256']], timestamp: 't=', others: '^v[0-9]{1,2}=' },
    window,
  },
  persona: {
    name: 'persona',
    headers: { signature: 'persona-signature' },
    signed: ['timestamp'],
    keys: [{ prefix: 'wbhsec_', encoding: 'utf8', kind: 'hmac' }],
    // while secrets overlap, two sets of the same moment stand side by side.
    tag: { encoding: 'hex', prefixes: [['v1=', 'sha256']], timestamp: 't=', separator: ' ' },
  },
  onfido: {
    name: 'onfido',
    headers: { signature: 'x-sha2-signature' },
    signed: [],
    keys: [{ encoding: 'utf8', kind: 'hmac' }],
    tag: { encoding: 'hex', prefixes: [['', 'sha256']] },
  },
  sumsub: {
    name: 'sumsub',
    headers: {
      signature: 'x-payload-digest',
      // SHA-1, which the provider still offers, is not taken.
      algorithm: { name: 'x-payload-digest-alg', values: { HMAC_SHA256_HEX: 'sha256', HMAC_SHA512_HEX: 'sha512' } },
    },
    signed: [],
    keys: [{ encoding: 'utf8', kind: 'hmac' }],
    tag: { encoding: 'hex', prefixes: [['', 'sha256']] },
  },
  veriff: {
    name: 'veriff',
    headers: { signature: 'x-hmac-signature', subscription: 'x-auth-client' },
    signed: [],
    keys: [{ encoding: 'utf8', kind: 'hmac' }],
    tag: { encoding: 'hex', prefixes: [['', 'sha256']] },
  },
};
