import { setTimeout as pause } from 'node:timers/promises';
import type { Core } from '../core';
import { DEFAULT_DELAY } from '../faults';
import type { SandboxEnvironmentName } from '../model/environments';
import { Problem } from '../model/problem';

/** Has a call of the provider's API go wrong in the ways that were asked for. @throws Problem 503 or 429 */
export const applyFaults = async ({ faults }: Core, environment: SandboxEnvironmentName): Promise<void> => {
  const slow = faults.take('api', 'slow', environment);
  if (slow) await pause(slow.delay ?? DEFAULT_DELAY);
  if (faults.take('api', 'unavailable', environment)) throw new Problem(503, 'vendor_unavailable', 'the service is unavailable for a moment; try again');
  if (faults.take('api', 'rate-limited', environment)) throw new Problem(429, 'rate_limited', 'too many requests; try again later', undefined, { 'retry-after': '1' });
};
