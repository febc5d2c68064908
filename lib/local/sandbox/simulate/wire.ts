import { signatureHeaders } from '../outbox/sign';
import { contentTypeOf } from '../outbox/payloads';
import type { Ingredients, Shot } from './types';

export interface Envelope {
  readonly id: string;
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly at?: number;
  readonly secret?: string;
  readonly subscriptionId?: string;
}

/** Headers of a delivery as the provider sends them. */
export const sign = (provider: 'self' | 'uae-kyc', ingredients: Ingredients, { id, body, at, secret, subscriptionId }: Envelope): Record<string, string> => ({
  'content-type': contentTypeOf(provider),
  ...signatureHeaders[provider]({
    deliveryId: id, body, timestamp: Math.floor((at ?? ingredients.now) / 1_000), secrets: [secret ?? ingredients.secret],
    subscriptionId: subscriptionId ?? ingredients.subscriptionId, attempt: 1,
  }),
});

/** Answers to what is not authentic: final, or not yet while the environment's rotation window is open. */
const refused = [401, 503];

const HOUR = 3_600_000;

/** The id that an environment's log names a delivery by. */
export const idOf = ({ headers }: Shot): string => headers['svix-id'] ?? headers['X-Webhook-Id'] ?? '';

/** What anybody may try with a genuine delivery, whichever provider's. */
export const hostile = (provider: 'self' | 'uae-kyc', ingredients: Ingredients, genuine: Envelope, foreignSecret: string): Readonly<Record<'forged-signature' | 'tampered-body' | 'stale', readonly Shot[]>> => ({
  'forged-signature': [{ what: 'signed with another secret', headers: sign(provider, ingredients, { ...genuine, secret: foreignSecret }), body: genuine.body, expected: refused }],
  'tampered-body': [{ what: 'a space after the signed body', headers: sign(provider, ingredients, genuine), body: `${genuine.body} `, expected: refused }],
  'stale': [{
    what: 'signed an hour ago', headers: sign(provider, ingredients, { ...genuine, at: ingredients.now - HOUR }), body: genuine.body,
    // a provider that may retry with the first timestamp is told that the delivery was taken; it is set aside.
    expected: provider === 'uae-kyc' ? [202] : refused,
  }],
});
