import type { Core } from '../core';

/** Attempts that wait for a later one to overtake them, by endpoint. */
const waiting = new WeakMap<Core, Map<string, (() => Promise<void>)[]>>();

/** However quiet an endpoint is, nothing waits longer. */
const LONGEST_WAIT = 1_000;

const linesOf = (core: Core) => {
  const lines = waiting.get(core) ?? new Map<string, (() => Promise<void>)[]>();
  waiting.set(core, lines);
  return lines;
};

/** Makes what waits for an endpoint, after another attempt has been made. */
export const release = async (core: Core, endpoint: string): Promise<void> => {
  const lines = linesOf(core);
  const line = lines.get(endpoint) ?? [];
  lines.delete(endpoint);
  for (const attempt of line) await attempt();
};

/** Lets the next attempt to the same endpoint go first. */
export const holdBack = (core: Core, endpoint: string, attempt: () => Promise<void>): void => {
  const lines = linesOf(core);
  lines.set(endpoint, [...lines.get(endpoint) ?? [], attempt]);
  core.clock.at(core.clock.now() + LONGEST_WAIT, () => release(core, endpoint));
};
