import type { Scheme, SchemeName } from './types';

/** Signature schemes as data; `lambda/webhook/verify.ts` is the one verification of them all. */
export const schemes: Readonly<Record<SchemeName, Scheme>> = {
  'svix': {
    name: 'svix',
    headers: { id: 'svix-id', timestamp: 'svix-timestamp', signature: 'svix-signature' },
    signed: ['id', 'timestamp'],
    key: { prefix: 'whsec_', encoding: 'base64' },
    tag: { encoding: 'base64', prefixes: ['v1,'], separator: ' ', others: '^v[1-9][0-9]?[a-z]?,' },
    window: 300,
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
    key: { encoding: 'utf8' },
    tag: { encoding: 'hex', prefixes: ['sha256=', ''] },
    window: 300,
  },
};
