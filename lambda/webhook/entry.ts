import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { ProviderName } from '../../lib/providers';
import { canonicalJson } from './canonical-json';
import { deduplicationDays, inbox } from './contract';
import type { ProviderEvent } from './payload';

/** What the inbox is to keep: where, which attributes, and the bytes if any. */
export interface Entry {
  readonly key: { readonly partition: string; readonly sort: string };
  readonly digest: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Absent where only ids may be kept. */
  readonly body?: Buffer;
}

/** What every entry of a delivery says about where it came from. */
export interface Origin {
  readonly binding: string;
  readonly provider: ProviderName;
  readonly deliveryId: string;
  readonly secretVersion: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

export const digestOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const common = (origin: Origin): Record<string, AttributeValue> => ({
  binding: { S: origin.binding },
  provider: { S: origin.provider },
  deliveryId: { S: origin.deliveryId },
  secretVersion: { S: origin.secretVersion },
  [inbox.receivedAt]: { S: new Date(origin.receivedAt).toISOString() },
  [inbox.timeToLive]: { N: String(Math.floor(origin.receivedAt / 1000) + deduplicationDays * 86_400) },
});

/** The entry of an event that came alone: its body is the delivery's, byte for byte. */
export const singleEntry = (origin: Origin, event: ProviderEvent, body: Buffer): Entry =>
  eventEntry(origin, event, body, digestOf(body));

/** The entry of one record of a batch: the same record in another batch, or spelt differently, is the same event. */
export const recordEntry = (origin: Origin, event: ProviderEvent): Entry =>
  eventEntry(origin, event, Buffer.from(event.value.text, 'utf8'), digestOf(event.type, '\n', canonicalJson(event.value)));

/** Where the inbox keeps an event of a registration. */
export const eventKey = ({ binding }: Pick<Origin, 'binding'>, { verification, event }: ProviderEvent): Entry['key'] =>
  ({ partition: `${binding}#${verification}`, sort: event });

const eventEntry = (origin: Origin, event: ProviderEvent, body: Buffer, digest: string): Entry => ({
  key: eventKey(origin, event),
  digest,
  body,
  attributes: {
    ...common(origin),
    [inbox.undispatched.attribute]: { S: inbox.undispatched.value },
    type: { S: event.type },
    rank: { N: String(event.rank) },
    occurredAt: { S: event.occurredAt ?? new Date(origin.receivedAt).toISOString() },
    ...(event.status === null ? {} : { status: { S: event.status } }),
    ...(event.flow === undefined ? {} : { flow: { S: event.flow } }),
  },
});

/** Why something is set aside; each reason has a partition of its own. */
export const quarantineReasons = ['conflict', 'late', 'unreadable', 'contradiction'] as const;

export type QuarantineReason = (typeof quarantineReasons)[number];

/** The entry of something set aside: keyed by its digest, so that one captured request fills one item, and never dispatched. */
export const quarantineEntry = (
  origin: Origin, reason: QuarantineReason, digest: string, body: Buffer | undefined, ids: Readonly<Record<string, string>> = {},
): Entry => ({
  key: { partition: `${inbox.quarantinePrefix}${origin.binding}#${reason}`, sort: digest },
  digest,
  body,
  attributes: {
    ...common(origin),
    reason: { S: reason },
    ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, { S: id }])),
  },
});
