import type { STSClient } from '@aws-sdk/client-sts';

/** One answer's time, and ours when it came; milliseconds since the epoch. */
export interface ClockReading {
  readonly theirs: number;
  readonly ours: number;
}

/** Remembers the `Date` of every answer, of refusals too: whose clock is wrong is often refused for it. */
export const watchClock = (sts: Pick<STSClient, 'middlewareStack'>, now: () => number): () => ClockReading | undefined => {
  let reading: ClockReading | undefined;
  sts.middlewareStack.add(next => async input => {
    const result = await next(input);
    const { headers } = (result.response ?? {}) as { headers?: Readonly<Record<string, string>> };
    const theirs = Date.parse(headers?.['date'] ?? '');
    if (!Number.isNaN(theirs)) reading = { theirs, ours: now() };
    return result;
  }, { step: 'deserialize', priority: 'low', name: 'bulkheadClock' });
  return () => reading;
};
