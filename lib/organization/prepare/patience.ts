import { nameOf, undecided } from '../../operator/command-error';

/** Time as the preparation takes it; tests drive it. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: milliseconds => new Promise(resolve => { setTimeout(resolve, milliseconds); }),
};

/** Somebody else is changing the organization, or it was asked too often, or it is still being founded. */
const passing = /^(ConcurrentModification|TooManyRequests|Throttling|FinalizingOrganization|RequestLimitExceeded|ServiceException|ServiceUnavailable)/;

const pausesMs = [500, 1000, 2000, 4000, 8000, 16_000];

/**
 * Calls again while AWS only asks for patience.
 * @throws CommandError where its patience ends: what was done is kept, and the command carries on when it is run again
 */
export const patiently = async <T>(clock: Clock, call: () => Promise<T>): Promise<T> => {
  for (const pause of pausesMs) {
    try {
      return await call();
    } catch (error) {
      if (!passing.test(nameOf(error))) throw error;
      await clock.sleep(pause);
    }
  }
  try {
    return await call();
  } catch (error) {
    if (!passing.test(nameOf(error))) throw error;
    throw undecided(`AWS keeps asking for patience (${nameOf(error)}); what was done is kept: run the same command again in a few minutes`, { cause: error });
  }
};
