import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { nameOf } from '../webhook/aws';
import { metrics } from '../webhook/contract';
import { mapLimited } from '../webhook/limit';
import { byBindingAndInAll, record } from '../webhook/log';
import type { Write } from '../webhook/log';
import { largestBatch, putEvents } from './bus';
import { sendInOrder } from './in-order';
import type { Outbox } from './outbox';
import { bindingOf, readStored } from './stored-event';
import type { EventKey, StoredEvent } from './stored-event';

export interface Dispatch {
  readonly outbox: Outbox;
  readonly eventBridge: Pick<EventBridgeClient, 'send'>;
  readonly environment: string;
  readonly bus: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly write: Write;
}

/** What became of one event: sent now, nothing left to do, not due yet, held behind an earlier one of its verification, or failed. */
export type Outcome =
  | { readonly kind: 'sent' | 'settled' | 'not-due' | 'held' }
  /** The event is absent where not even the item could be read, or nothing could be made of it. */
  | { readonly kind: 'failed'; readonly reason: string; readonly stored?: StoredEvent; readonly receivedAt?: string };

/** Items read at once. */
const parallelReads = 10;

/** Sends what the inbox still holds under these keys, the events of a verification in their order; every key gets its outcome and nothing is thrown. */
export const dispatch = async (
  context: Dispatch, keys: readonly EventKey[], isDue: (stored: StoredEvent) => boolean = () => true,
): Promise<readonly Outcome[]> => {
  const outcomes = await mapLimited<EventKey, Outcome | StoredEvent>(keys, parallelReads, key => load(context, key, isDue));
  const ready = outcomes.flatMap((found, index) => 'detail' in found ? [{ index, group: keys[index]!.verification, stored: found }] : []);
  const held = await sendInOrder(ready, largestBatch, async batch => {
    const sent = await send(context, batch.map(({ stored }) => stored));
    batch.forEach(({ index }, position) => {
      outcomes[index] = sent[position]!;
    });
    return sent.map(({ kind }) => kind === 'sent');
  }, unread(keys, outcomes));
  for (const { index } of held) outcomes[index] = { kind: 'held' };
  const settled = outcomes as readonly Outcome[];
  reportOutcomes(context, keys, settled);
  return settled;
};

/** Verifications with an event that could not be read, and where: what follows it has to wait for it. */
const unread = (keys: readonly EventKey[], outcomes: readonly (Outcome | StoredEvent)[]): ReadonlyMap<string, number> =>
  new Map(outcomes.flatMap((found, index): [string, number][] =>
    'kind' in found && found.kind === 'failed' && found.reason !== 'malformed' ? [[keys[index]!.verification, index]] : []).reverse());

const load = async (
  { outbox, environment }: Dispatch, key: EventKey, isDue: (stored: StoredEvent) => boolean,
): Promise<Outcome | StoredEvent> => {
  try {
    const item = await outbox.read(key);
    if (item === undefined) return { kind: 'settled' };
    const stored = readStored(environment, key, item);
    if (stored === undefined) return { kind: 'failed', reason: 'malformed', receivedAt: item['receivedAt']?.S };
    return isDue(stored) ? stored : { kind: 'not-due' };
  } catch (error) {
    return { kind: 'failed', reason: nameOf(error) };
  }
};

const send = async ({ outbox, eventBridge, bus, now }: Dispatch, batch: readonly StoredEvent[]): Promise<readonly Outcome[]> => {
  const fail = (stored: StoredEvent, reason: string): Outcome =>
    ({ kind: 'failed', reason, stored, receivedAt: stored.detail.receivedAt });
  let taken: readonly boolean[];
  try {
    taken = await putEvents(eventBridge, bus, batch.map(({ detail }) => detail));
  } catch (error) {
    return batch.map(stored => fail(stored, nameOf(error)));
  }
  return Promise.all(batch.map(async (stored, index): Promise<Outcome> => {
    if (!taken[index]) return fail(stored, 'rejected');
    try {
      await outbox.markDispatched(stored.detail, stored.detail.receivedAt, now());
      return { kind: 'sent' };
    } catch (error) {
      // the bus has it but the inbox does not know: sending it again is harmless, forgetting to mark it is not.
      return fail(stored, nameOf(error));
    }
  }));
};

/** One line for each binding that something happened to. */
const reportOutcomes = ({ write, now, environment }: Dispatch, keys: readonly EventKey[], outcomes: readonly Outcome[]): void => {
  for (const binding of new Set(keys.map(bindingOf))) {
    const own = outcomes.filter((_, index) => bindingOf(keys[index]!) === binding);
    const failures = own.filter(outcome => outcome.kind === 'failed');
    const sent = own.filter(({ kind }) => kind === 'sent').length;
    if (sent === 0 && failures.length === 0) continue;
    const reasons = [...new Set(failures.map(({ reason }) => reason))].join(',');
    const fields = { level: failures.length > 0 ? 'error' : 'info', Environment: environment, Binding: binding, reason: reasons || undefined };
    record(write, now(), fields, [
      { name: metrics.dispatched, value: sent, by: byBindingAndInAll },
      { name: metrics.dispatchFailed, value: failures.length, by: byBindingAndInAll },
    ]);
  }
};
