import { nameOf, undecided } from '../../operator/command-error';
import { patience } from '../../operator/patience';

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

/**
 * Calls again while AWS only asks for patience.
 * @throws CommandError where its patience ends: what was done is kept, and the command carries on when it is run again
 */
export const patiently = async <T>(clock: Clock, call: () => Promise<T>): Promise<T> => {
  for (const pause of patience.again) {
    try {
      return await call();
    } catch (error) {
      if (!passing.test(nameOf(error))) throw error;
      if (pause >= 4000) process.stderr.write(`AWS asks for patience (${nameOf(error)}); asking again in ${Math.round(pause / 1000)} s\n`);
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
