import type { Core } from '../core';
import { Problem } from '../model/problem';

interface Window {
  second: number;
  count: number;
}

/** Requests in the running second, per sandbox: a restart forgets them, as it may. */
const windows = new WeakMap<Core, Map<string, Window>>();

/** Counts a request. @throws Problem 429 with `Retry-After` once the second's requests are used up */
export const countRequest = (core: Core, who: string, limit: number): void => {
  const counted = windows.get(core) ?? new Map<string, Window>();
  windows.set(core, counted);
  const second = Math.floor(core.clock.now() / 1_000);
  const before = counted.get(who);
  const window = before?.second === second ? before : { second, count: 0 };
  if (window.count >= limit) throw new Problem(429, 'rate_limited', `more than ${limit} requests a second; try again later`, undefined, { 'retry-after': '1' });
  window.count += 1;
  counted.set(who, window);
};
