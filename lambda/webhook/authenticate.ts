import { refusal } from './answers';
import type { Situation } from './answers';
import type { Binding } from './bindings';
import { readClaim } from './claim';
import { readSchemeHeaders } from './request';
import type { ProxyEvent } from './request';
import type { AcceptedKeys, SigningKey } from './signing-keys';
import { findSigner, timeliness } from './verify';

export interface Authentic {
  readonly body: Buffer;
  readonly deliveryId: string;
  readonly signer: SigningKey;
  readonly late: boolean;
  /** What the unsigned header says; absent where there is none. */
  readonly subscription?: string;
}

export interface Refused {
  readonly situation: Situation;
  readonly reason: string;
  /** Only where it is canonical. */
  readonly deliveryId?: string;
}

/** Establishes who sent the bytes and when, or why they are refused. */
export const authenticate = async (
  event: ProxyEvent, body: Buffer | 'inexact', binding: Binding, now: number,
): Promise<Authentic | Refused> => {
  const { scheme, provider, keys } = binding;
  let accepted: AcceptedKeys = await keys.accepted();
  const refuse = (reason: string, deliveryId?: string): Refused =>
    ({ situation: refusal(provider.deliveryPolicy, accepted.rotating), reason, deliveryId });

  if (body === 'inexact') return refuse('body');
  const headers = readSchemeHeaders(event, scheme);
  if (headers === undefined) return refuse('headers');
  const claim = readClaim(scheme, headers);
  if ('refused' in claim) return refuse(claim.refused);
  // a scheme that a binding can name always has one.
  if (claim.id === undefined) return refuse('id');
  const timely = timeliness(scheme, claim, now);
  if (timely === 'early' || (timely === 'late' && !provider.deliveryPolicy.mayRetryWithFirstTimestamp)) {
    return refuse(timely, claim.id);
  }
  let signer = findSigner(scheme, claim, body, accepted.keys);
  if (signer === undefined) {
    // the secret may have been replaced since it was read.
    accepted = await keys.refreshed();
    signer = findSigner(scheme, claim, body, accepted.keys);
  }
  if (signer === undefined) return refuse('mismatch', claim.id);
  return { body, deliveryId: claim.id, signer, late: timely === 'late', subscription: headers.subscription };
};
