import { availableParallelism } from 'node:os';

/** Works on items a few at a time, by default as many as the machine has processors: more programs at once only slow each other down. */
export const inParallel = async <T>(items: readonly T[], work: (item: T) => Promise<void>, atOnce = availableParallelism()): Promise<void> => {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
};
