/** Whether one thing was sent. */
export type Send<T> = (batch: readonly T[]) => Promise<readonly boolean[]>;

/**
 * Sends in batches so that things of one group never overtake each other: no two of a group in one call, and none after
 * one of its group that was not sent. Returns those that were held back.
 *
 * @param blocked groups that already hold, each with everything after a position
 */
export const sendInOrder = async <T extends { readonly index: number; readonly group: string }>(
  things: readonly T[], largest: number, send: Send<T>, blocked: ReadonlyMap<string, number> = new Map(),
): Promise<readonly T[]> => {
  const stopped = new Map(blocked);
  const held: T[] = [];
  let rest = things;
  while (rest.length > 0) {
    const batch: T[] = [];
    const later: T[] = [];
    const seen = new Set<string>();
    for (const thing of rest) {
      if (thing.index > (stopped.get(thing.group) ?? Infinity)) held.push(thing);
      else if (batch.length === largest || seen.has(thing.group)) later.push(thing);
      else batch.push(thing);
      seen.add(thing.group);
    }
    const sent = await (batch.length === 0 ? [] : send(batch));
    batch.forEach(({ group, index }, position) => {
      if (!sent[position]) stopped.set(group, index);
    });
    rest = later;
  }
  return held;
};
