import { patiently, type Clock } from './patience';

/** Asks AWS with patience, for one answer or for every page of a list. */
export interface Reader {
  one<T>(call: () => Promise<T>): Promise<T>;
  all<Page extends { NextToken?: string }, Item>(
    page: (NextToken: string | undefined) => Promise<Page>, items: (page: Page) => readonly Item[] | undefined,
  ): Promise<Item[]>;
}

export const reader = (clock: Clock): Reader => {
  const one: Reader['one'] = call => patiently(clock, call);
  return {
    one,
    all: async (page, items) => {
      const found = [];
      let token: string | undefined;
      do {
        const next = await one(() => page(token));
        found.push(...items(next) ?? []);
        token = next.NextToken ?? undefined;
      } while (token !== undefined);
      return found;
    },
  };
};
