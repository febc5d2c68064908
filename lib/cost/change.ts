import { cents, fixedCost, type FixedCost } from './monthly';
import type { PricedThing, Resources } from './priced';

/** One kind of thing of which there would be more or fewer. */
export interface CostChange {
  readonly thing: PricedThing;
  readonly what: string;
  readonly from: number;
  readonly to: number;
  /** US dollars a month, negative where it costs less. */
  readonly monthly: number;
}

/** What the fixed costs of one environment come to now, would come to, and why they differ. */
export interface EnvironmentChange {
  readonly environment: string;
  /** US dollars a month. */
  readonly from: number;
  readonly to: number;
  readonly monthly: number;
  /** The dearest difference first. */
  readonly changes: readonly CostChange[];
  /** Types without a price of which there would be more or fewer. */
  readonly unpriced: readonly string[];
}

const lineOf = ({ lines }: FixedCost, thing: PricedThing) => lines.find(line => line.thing === thing);

/** The difference between two states of an environment's templates. */
export const changeOf = (environment: string, before: readonly Resources[], after: readonly Resources[]): EnvironmentChange => {
  const [is, becomes] = [fixedCost(before), fixedCost(after)];
  const changes = [...new Set([...is.lines, ...becomes.lines].map(({ thing }) => thing))].flatMap((thing): CostChange[] => {
    const [from, to] = [lineOf(is, thing), lineOf(becomes, thing)];
    if (from?.count === to?.count) return [];
    return [{ thing, what: (from ?? to)!.what, from: from?.count ?? 0, to: to?.count ?? 0, monthly: cents((to?.monthly ?? 0) - (from?.monthly ?? 0)) }];
  }).sort((one, other) => Math.abs(other.monthly) - Math.abs(one.monthly) || one.what.localeCompare(other.what));
  const types = [...new Set([...Object.keys(is.unpriced), ...Object.keys(becomes.unpriced)])].sort();
  return {
    environment, from: is.total, to: becomes.total, monthly: cents(becomes.total - is.total), changes,
    unpriced: types.flatMap(type => ((is.unpriced[type] ?? 0) === (becomes.unpriced[type] ?? 0) ? [] : [`${is.unpriced[type] ?? 0} → ${becomes.unpriced[type] ?? 0} × ${type}`])),
  };
};

const signed = (amount: number): string => `${amount < 0 ? '-' : '+'}${Math.abs(amount).toFixed(2)}`;
const count = (number: number): string => String(Number(number.toFixed(2)));

/** The difference as a person reviews it. */
export const changeText = ({ environment, from, to, monthly, changes, unpriced }: EnvironmentChange): string => {
  if (changes.length === 0 && unpriced.length === 0) return `fixed costs of '${environment}': ${from.toFixed(2)} US dollars a month, no change`;
  return [
    `fixed costs of '${environment}': ${from.toFixed(2)} → ${to.toFixed(2)} US dollars a month (${signed(monthly)})`,
    ...changes.map(change => `  ${signed(change.monthly).padStart(8)}  ${change.what}: ${count(change.from)} → ${count(change.to)}`),
    ...unpriced.map(text => `  ${'?'.padStart(8)}  ${text}, which the table of prices does not know`),
  ].join('\n');
};
