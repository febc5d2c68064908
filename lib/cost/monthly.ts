import prices from './prices.json';
import { pricedTypes, type PricedThing, type Resources } from './priced';
import { costsNothingIdle } from './unpriced';

/** One kind of thing and what it costs each month, whether it is used or not. */
export interface CostLine {
  readonly thing: PricedThing;
  readonly what: string;
  readonly count: number;
  /** US dollars for one, a month. */
  readonly each: number;
  /** US dollars for all, a month. */
  readonly monthly: number;
}

export interface FixedCost {
  readonly lines: readonly CostLine[];
  /** US dollars a month; at least, where something is not priced. */
  readonly total: number;
  /** Types that the table of prices does not know, and how many of each there are. */
  readonly unpriced: Readonly<Record<string, number>>;
}

interface Price {
  readonly what: string;
  readonly hourly?: number;
  readonly monthly?: number;
  /** How many of them an account has for nothing. */
  readonly free?: number;
}

export const cents = (dollars: number): number => Math.round(dollars * 100) / 100;

const lineOf = (thing: PricedThing, count: number): CostLine => {
  const { what, hourly = 0, monthly = 0, free = 0 }: Price = prices.prices[thing];
  const each = monthly + hourly * prices.hoursPerMonth;
  return { thing, what, count, each: cents(each), monthly: cents(Math.max(0, count - free) * each) };
};

/** What an idle account with these resources costs each month. */
export const fixedCost = (templates: readonly Resources[]): FixedCost => {
  const counts = new Map<PricedThing, number>();
  const unpriced = new Map<string, number>();
  for (const resources of templates) {
    for (const { Type, Properties = {} } of Object.values(resources).flatMap(resource => resource ?? [])) {
      const quantities = Object.hasOwn(pricedTypes, Type) ? pricedTypes[Type]!(Properties, resources) : undefined;
      for (const { thing, count } of quantities ?? []) counts.set(thing, (counts.get(thing) ?? 0) + count);
      if (quantities === undefined && !costsNothingIdle(Type, Properties)) unpriced.set(Type, (unpriced.get(Type) ?? 0) + 1);
    }
  }
  const lines = [...counts].filter(([, count]) => count > 0)
    .map(([thing, count]) => lineOf(thing, count))
    .sort((a, b) => b.monthly - a.monthly || a.what.localeCompare(b.what));
  return {
    lines, total: cents(lines.reduce((sum, { monthly }) => sum + monthly, 0)),
    unpriced: Object.fromEntries([...unpriced].sort(([one], [other]) => one.localeCompare(other))),
  };
};

/** Things of which a second zone asks for a second one. */
const perZone: ReadonlySet<PricedThing> = new Set(['nat-gateway', 'public-ipv4', 'interface-endpoint']);

/** US dollars a month that one zone more, or less, makes: what the economy of a single zone saves. */
export const costOfZone = ({ lines }: FixedCost, zones: number): number =>
  cents(lines.filter(({ thing }) => perZone.has(thing)).reduce((sum, { monthly }) => sum + monthly, 0) / zones);
