import { mapLimited } from '../webhook/limit';
import type { ToldBalance } from '../sessions/told-balance';
import type { CreditsSettings } from './contract';
import { dayOf } from './ledger';
import type { Ledger } from './ledger';

const day = 86_400_000;
/** How long a told balance is compared: events that came late are counted by then, and what was bought afterwards is not its matter. */
const comparedFor = day;

/** Credits that one contract grants, and the registrations that consume them. */
export interface Pool {
  readonly bindings: readonly string[];
  /** The one binding whose credits these are; absent where the allotment is the whole environment's. */
  readonly binding?: string;
  readonly allotment?: number;
}

export const poolsOf = ({ bindings, allotment }: CreditsSettings): readonly Pool[] => {
  const names = Object.keys(bindings);
  if (typeof allotment === 'number') return [{ bindings: names, allotment }];
  return names.map(binding => ({
    bindings: [binding], binding, ...allotment !== undefined && Object.hasOwn(allotment, binding) ? { allotment: allotment[binding] } : {},
  }));
};

/** Every day from one to another, both included. */
export const daysFrom = (first: string, last: string): readonly string[] =>
  Array.from({ length: (Date.parse(last) - Date.parse(first)) / day + 1 }, (_, index) => dayOf(Date.parse(first) + index * day));

export const firstOfMonth = (date: string): string => `${date.slice(0, 8)}01`;

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const spentOver = async (ledger: Ledger, binding: string, days: readonly string[]): Promise<number> =>
  sum(await mapLimited(days, 5, date => ledger.spentOn(binding, date)));

/** Credits of a binding from the beginning of a moment's month to that moment. */
const countedUntil = async (ledger: Ledger, binding: string, at: number): Promise<number> => {
  const days = daysFrom(firstOfMonth(dayOf(at)), dayOf(at)).slice(0, -1);
  return await spentOver(ledger, binding, days) + await ledger.spentUntil(binding, at);
};

const countedSince = async (ledger: Ledger, binding: string, at: number, now: number): Promise<number> =>
  await spentOver(ledger, binding, daysFrom(dayOf(at), dayOf(now))) - await ledger.spentUntil(binding, at);

export type Told = ReadonlyMap<string, ToldBalance>;

/** What a told balance and our own count say of the same moment. */
export interface Comparison {
  readonly told: number;
  readonly estimated: number;
}

/** Compares what was told within a day; undefined where a binding of the pool told nothing, or the tellings are of different months. */
export const compareTold = async (ledger: Ledger, { bindings, allotment }: Pool, told: Told, now: number): Promise<Comparison | undefined> => {
  const tellings = bindings.flatMap(binding => {
    const balance = told.get(binding);
    return balance === undefined ? [] : [{ binding, ...balance }];
  });
  if (allotment === undefined || tellings.length === 0 || tellings.length < bindings.length) return undefined;
  const months = new Set(tellings.map(({ at }) => dayOf(at).slice(0, 7)));
  if (months.size > 1 || Math.max(...tellings.map(({ at }) => at)) + comparedFor < now) return undefined;
  // each binding's count ends when its own balance was told.
  const counted = await Promise.all(tellings.map(({ binding, at }) => countedUntil(ledger, binding, at)));
  return { told: sum(tellings.map(({ credits }) => credits)), estimated: allotment - sum(counted) };
};

/** Credits that are left, as far as it was counted: of the month's allotment, or of the balance that was told last. */
export const remainingOf = async (
  ledger: Ledger, { allotment, binding }: Pool, spentThisMonth: number, told: Told, now: number,
): Promise<number | undefined> => {
  if (allotment !== undefined) return allotment - spentThisMonth;
  const balance = binding === undefined ? undefined : told.get(binding);
  if (binding === undefined || balance === undefined) return undefined;
  const left = balance.credits - await countedSince(ledger, binding, balance.at, now);
  // more was consumed than was told, so credits were bought since, and nobody knows how many.
  return left < 0 ? undefined : left;
};
