import type { Spelt } from './statements';

export interface PolicyDifference {
  readonly added: readonly Spelt[];
  readonly missing: readonly Spelt[];
  /** Whether more may come in, or less is denied. */
  readonly loosens: boolean;
}

const within = (some: readonly string[] = [], all: readonly string[] = []): boolean => {
  const known = new Set(all);
  return some.every(value => known.has(value));
};

/** Members in which a shorter list says less; conditions are the other way round, and so is whatever names what is not meant. */
const growing = ['Principal', 'Action', 'Resource'];

/** Whether a statement says no more than another one: told by its lists alone, so that a doubt is a yes to loosening. */
const saysNoMore = (narrow: Spelt, wide: Spelt): boolean => {
  const names = new Set([...Object.keys(narrow.says), ...Object.keys(wide.says)]);
  return narrow.effect === wide.effect && [...names].every(name => {
    const [less, more] = [narrow.says[name], wide.says[name]];
    if (growing.includes(name)) return less !== undefined && more !== undefined && within(less, more);
    return within(more, less);
  });
};

/** What a live policy says beside the synthesized one, and what it does not say any more. */
export const comparePolicies = (expected: readonly Spelt[], live: readonly Spelt[]): PolicyDifference => {
  const [wanted, found] = [new Set(expected.map(({ text }) => text)), new Set(live.map(({ text }) => text))];
  const added = live.filter(({ text }) => !wanted.has(text));
  const missing = expected.filter(({ text }) => !found.has(text));
  const opens = added.some(statement => statement.effect === 'Allow' && !expected.some(other => saysNoMore(statement, other)));
  const lifts = missing.some(statement => statement.effect === 'Deny' && !live.some(other => saysNoMore(statement, other)));
  return { added, missing, loosens: opens || lifts };
};
