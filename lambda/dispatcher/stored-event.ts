import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { inbox } from '../webhook/contract';
import type { VerificationEvent } from '../webhook/contract';

/** Where an event lies in the inbox. */
export interface EventKey {
  readonly verification: string;
  readonly event: string;
}

export type Item = Readonly<Record<string, AttributeValue | undefined>>;

/** What an inbox item tells the bus, and how often that was tried. */
export interface StoredEvent {
  readonly detail: VerificationEvent;
  readonly attempts: number;
  /** Milliseconds since the epoch before which the sweeper does not try again. */
  readonly nextAttemptAt: number;
}

/** Attributes that count the attempts. */
export const attemptsAttribute = 'dispatchAttempts';
export const nextAttemptAttribute = 'nextAttemptAt';

/** The key that a stream record or an index entry names; undefined where it names none, or something set aside. */
export const readKey = (keys: Item | undefined): EventKey | undefined => {
  const verification = keys?.[inbox.partitionKey]?.S;
  const event = keys?.[inbox.sortKey]?.S;
  if (verification === undefined || event === undefined || verification.startsWith(inbox.quarantinePrefix)) return undefined;
  return { verification, event };
};

export const bindingOf = ({ verification }: EventKey): string => verification.split('#', 1)[0]!;

/** Whether the bus has still to be told of this item. */
export const isUndispatched = (item: Item): boolean =>
  item[inbox.undispatched.attribute]?.S === inbox.undispatched.value;

/** Ids and status of an item in the bus's words; undefined where the item is not one of the receiver's. */
export const readStored = (environment: string, key: EventKey, item: Item): StoredEvent | undefined => {
  const text = (name: string): string | undefined => item[name]?.S;
  const { type, provider, occurredAt, deliveryId } = {
    type: text('type'), provider: text('provider'), occurredAt: text('occurredAt'), deliveryId: text('deliveryId'),
  };
  const receivedAt = text(inbox.receivedAt);
  const rank = Number(item['rank']?.N ?? NaN);
  if (!type || !provider || !occurredAt || !deliveryId || !receivedAt || Number.isNaN(rank)) return undefined;
  // a time that is none would make the bus's client refuse the other events of the call as well.
  if (Number.isNaN(Date.parse(occurredAt))) return undefined;
  return {
    detail: {
      version: 1,
      environment,
      binding: bindingOf(key),
      provider: provider as VerificationEvent['provider'],
      ...key,
      type,
      status: text('status') ?? null,
      occurredAt,
      rank,
      receivedAt,
      deliveryId,
      ...(item[inbox.reconciled.attribute]?.S === inbox.reconciled.value ? { origin: 'reconciliation' } : {}),
    },
    attempts: Number(item[attemptsAttribute]?.N ?? 0),
    nextAttemptAt: Number(item[nextAttemptAttribute]?.N ?? 0),
  };
};
