import type { DeliveryPolicy, PayloadDescription } from '../../lib/providers';
import { answers, isFinal } from './answers';
import type { Situation } from './answers';
import { UnreadableError } from './json';
import type { Json } from './json';
import { readEvents } from './payload';
import type { ProviderEvent } from './payload';

/** How far a delivery is: which attempt it is, or when what it tells happened. */
export interface UnderWay {
  /** As the header that counts attempts has it; absent where the provider sends none. */
  readonly attempt: string | undefined;
  /** Milliseconds since the epoch; absent where no event of the delivery names a time. */
  readonly oldest: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The time of the oldest event. */
export const oldestOf = (events: readonly Pick<ProviderEvent, 'occurredAt'>[]): number | undefined => {
  const times = events.flatMap(({ occurredAt }) => (occurredAt === null ? [] : [Date.parse(occurredAt)]));
  return times.length === 0 ? undefined : times.reduce((one, other) => Math.min(one, other));
};

/** The same of a payload that is put off before its events are looked at; what cannot be read has no time. */
export const oldestIn = (description: PayloadDescription, root: Json, deliveryId: string): number | undefined => {
  try {
    return oldestOf(readEvents(description, root, deliveryId).events);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
};

/**
 * Seconds from this attempt to the sender's last; undefined where nothing tells.
 *
 * An event's own time is a little before its first attempt, so that what is left is rather told too short than too long.
 */
export const retriesLeft = ({ attempts, retries }: DeliveryPolicy, { attempt, oldest, now }: UnderWay): number | undefined => {
  const whole = retries.at(-1) ?? 0;
  if (attempts !== undefined) {
    const number = /^[1-9]\d{0,2}$/.test(attempt ?? '') ? Number(attempt) : undefined;
    // the first attempt begins the schedule, and one beyond its end has nothing left.
    return number === undefined ? undefined : whole - (number === 1 ? 0 : retries[number - 2] ?? whole);
  }
  return oldest === undefined ? undefined : Math.round(Math.min(whole, Math.max(0, whole - (now - oldest) / 1000)));
};

/** Whether what is left of the schedule matters: the event has just come in, or the sender has to bring it again. */
export const isCounted = (policy: DeliveryPolicy, situation: Situation): boolean =>
  situation === 'accepted' || (answers[situation].status >= 400 && !isFinal(policy, answers[situation].status));
