import type { Delivery, System } from './system';

/** Thrown where a promise is broken; the message says which. */
export class BrokenPromise extends Error {}

const hold = (condition: boolean, promise: string): void => {
  if (!condition) throw new BrokenPromise(promise);
};

const isKept = ({ aws: { table, objects } }: System, digest: string): boolean => table.all().some(item =>
  item['digest']?.S === digest && (item['body'] !== undefined || objects.has(item['bodyKey']?.S ?? '')));

/** What holds in every state, however it came about. */
export const checkAlways = (system: System): void => {
  for (const [process, { digests }] of system.attempts) {
    if (system.isAcknowledged(process)) for (const digest of digests) hold(isKept(system, digest), 'acknowledged without a durable copy');
  }
  const effects = new Map<string, Set<string>>();
  for (const { detail } of system.aws.sent) {
    const key = `${String(detail['verification'])} ${String(detail['event'])}`;
    effects.set(key, (effects.get(key) ?? new Set()).add(JSON.stringify(detail)));
  }
  // a consumer that passes over repetitions acts once on what is always the same.
  for (const copies of effects.values()) hold(copies.size === 1, 'two different events for one key');
  for (const item of system.aws.table.events()) {
    const key = `${item['verification']!.S} ${item['event']!.S}`;
    hold(item['undispatched'] !== undefined || effects.has(key), 'marked as sent without being sent');
  }
};

/** What holds when the sender has retried, the stream has come again and the sweeper has run. */
export const checkRecovered = (system: System, deliveries: readonly Delivery[], keys: number): void => {
  for (const { digests } of deliveries) for (const digest of digests) hold(isKept(system, digest), 'lost');
  const events = system.aws.table.events();
  hold(events.length === keys, 'kept twice or not at all');
  hold(events.every(item => item['undispatched'] === undefined), 'never sent');
  hold(new Set(system.aws.sent.map(({ detail }) => `${String(detail['verification'])} ${String(detail['event'])}`)).size === keys, 'no effect');
};
