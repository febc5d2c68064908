import { callerCheck } from './checks/caller';
import { inconclusive } from './reasons';
import { notAsked, unknown, worst, type Check, type CheckResult, type Finding, type World } from './types';
import { CommandError } from '../operator/command-error';

/** How long one check may take before the page goes on without it. */
export const longest = 30_000;

export interface Examination {
  readonly results: readonly CheckResult[];
  /** 0 all is well; 1 something is wrong; 2 undecided, or something is still to be done; 3 there are no usable credentials. */
  readonly exitCode: 0 | 1 | 2 | 3;
}

/** Told at the start and after every result which checks are still being looked at. */
export type Watch = (waitingFor: readonly string[]) => void;

const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CommandError(2, `no answer within ${milliseconds / 1000} s; run the same command again`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const findingsOf = async ({ run }: Check, world: World, limit: number): Promise<readonly Finding[]> => {
  try {
    return await within(limit, run(world));
  } catch (error) {
    return [inconclusive(error)];
  }
};

/**
 * Looks at everything, each thing by itself: what one check cannot find out keeps no other from being told.
 *
 * Whose credentials these are is looked at first. Those of another account are used for nothing else, and what needs AWS is unknown then.
 */
export const examine = async (checks: readonly Check[], world: World, watch: Watch = () => {}, limit = longest): Promise<Examination> => {
  const results = new Map<string, CheckResult>();
  const waiting = new Set([callerCheck, ...checks].map(({ id }) => id));
  const keep = ({ id, title }: Check, findings: readonly Finding[]): CheckResult => {
    const result = { id, title, verdict: worst(findings), findings };
    results.set(id, result);
    waiting.delete(id);
    watch([...waiting]);
    return result;
  };
  watch([...waiting]);
  const caller = keep(callerCheck, await findingsOf(callerCheck, world, limit));
  await Promise.all(checks.map(async check => {
    const asks = check.asksAws && caller.verdict !== 'ok';
    keep(check, asks ? [unknown(notAsked)] : await findingsOf(check, world, limit));
  }));
  const ordered = [callerCheck, ...checks].flatMap(({ id }) => results.get(id) ?? []);
  const verdict = worst(ordered);
  const exitCode = caller.verdict === 'unknown' ? 3 : verdict === 'wrong' ? 1 : verdict === 'ok' ? 0 : 2;
  return { results: ordered, exitCode };
};
