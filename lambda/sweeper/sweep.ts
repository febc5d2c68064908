import type { Dispatch, Outcome } from '../dispatcher/dispatch';
import { dispatch } from '../dispatcher/dispatch';
import type { Waiting } from '../dispatcher/outbox';
import { bindingOf } from '../dispatcher/stored-event';
import type { EventKey } from '../dispatcher/stored-event';
import { nameOf } from '../webhook/aws';
import { metrics } from '../webhook/contract';
import { byBindingAndInAll, record } from '../webhook/log';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Younger events are the stream's. */
const patience = minute;
/** Attempts after which an event is given up: with the pauses below about 28 hours. */
export const mostAttempts = 20;
/** Time left of the function's own below which no further page is begun. */
const reserve = 10 * second;

/** Pause after an attempt: a minute first, doubled each time, two hours at most. */
export const pauseAfter = (attempts: number): number => Math.min(minute * 2 ** attempts, 2 * hour);

/** Sends again what the stream did not get through, and gives up what the bus will not take. */
export const sweep = async (context: Dispatch, timeLeft: () => number): Promise<void> => {
  const oldest = new Map<string, number>();
  for await (const page of context.outbox.waiting(context.now() - patience)) {
    for (const { key, receivedAt } of page) note(oldest, bindingOf(key), receivedAt);
    await sweepPage(context, page);
    if (timeLeft() < reserve) break;
  }
  const { environment: Environment, now, write } = context;
  const ageOf = (receivedAt: number) => Math.max(0, Math.floor((now() - receivedAt) / second));
  for (const [Binding, receivedAt] of oldest) {
    record(write, now(), { level: 'info', Environment, Binding }, [
      { name: metrics.oldestUndispatched, value: ageOf(receivedAt), unit: 'Seconds', by: [['Environment', 'Binding']] },
    ]);
  }
  // said also where nothing waits: silence would look the same whether all is well or nobody swept.
  record(write, now(), { level: 'info', Environment }, [
    { name: metrics.oldestUndispatched, value: oldest.size === 0 ? 0 : ageOf(Math.min(...oldest.values())), unit: 'Seconds', by: [['Environment']] },
  ]);
};

const note = (oldest: Map<string, number>, binding: string, receivedAt: number): void => {
  if (!Number.isNaN(receivedAt)) oldest.set(binding, Math.min(receivedAt, oldest.get(binding) ?? Infinity));
};

const sweepPage = async (context: Dispatch, page: readonly Waiting[]): Promise<void> => {
  const keys = page.map(({ key }) => key);
  const outcomes = await dispatch(context, keys, stored => stored.nextAttemptAt <= context.now());
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.kind === 'failed') await settleFailure(context, keys[index]!, outcome);
  }
};

const settleFailure = async (context: Dispatch, key: EventKey, outcome: Outcome & { kind: 'failed' }): Promise<void> => {
  const { outbox, now, write, environment } = context;
  const origin = { level: 'error', Environment: environment, Binding: bindingOf(key), reason: outcome.reason };
  const { stored, receivedAt } = outcome;
  // an item that could not even be read was not tried.
  if (receivedAt === undefined) return;
  try {
    const attempts = (stored?.attempts ?? mostAttempts) + 1;
    if (attempts < mostAttempts) {
      await outbox.countAttempt(key, receivedAt, now() + pauseAfter(attempts - 1));
      return;
    }
    await outbox.markDead(key, receivedAt, now());
    record(write, now(), { ...origin, verification: key.verification, event: key.event }, [{ name: metrics.deadLetter, value: 1, by: byBindingAndInAll }]);
  } catch (error) {
    // the mark is tried again with the event on the next sweep.
    record(write, now(), { ...origin, reason: nameOf(error) }, []);
  }
};
