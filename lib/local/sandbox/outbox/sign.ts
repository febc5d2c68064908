import { createHmac } from 'node:crypto';
import type { SandboxProvider } from '../model/environments';

/** What a delivery is signed with and labelled by. */
export interface Signing {
  readonly deliveryId: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly body: string;
  /** The current secret, and while secrets overlap the previous one. */
  readonly secrets: readonly string[];
  readonly subscriptionId?: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/**
 * How each provider signs, from its own documentation; the receiver's verification is not used, or signer and verifier
 * would share a mistake.
 *
 * @see https://docs.svix.com/receiving/verifying-payloads/how-manual
 * @see https://documentation.uaekyc.ae/docs/press/payload-reference
 */
export const signatureHeaders: Readonly<Record<SandboxProvider, (signing: Signing) => Record<string, string>>> = {
  'self': ({ deliveryId, timestamp, body, secrets }) => ({
    'svix-id': deliveryId,
    'svix-timestamp': String(timestamp),
    'svix-signature': secrets
      .map(secret => createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${deliveryId}.${timestamp}.${body}`).digest('base64'))
      .map(tag => `v1,${tag}`).join(' '),
  }),
  'uae-kyc': ({ deliveryId, timestamp, body, secrets: [secret = ''], subscriptionId = '', attempt }) => ({
    'X-Webhook-Id': deliveryId,
    'X-Webhook-Timestamp': String(timestamp),
    'X-Webhook-Subscription-Id': subscriptionId,
    'X-Webhook-Delivery-Attempt': String(attempt),
    'X-Webhook-Signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
  }),
};
