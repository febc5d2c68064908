import prices from './prices.json';
import type { FixedCost } from './monthly';

/** Fixed costs of one environment. */
export interface EnvironmentCost extends FixedCost {
  readonly environment: string;
  /** Zones that its network spans. */
  readonly zones: number;
  /** US dollars a month for each zone. */
  readonly perZone: number;
  /** US dollars a month that it costs less than with as many zones as the environment that has most of them. */
  readonly saved: number;
}

const dollars = (amount: number): string => amount.toFixed(2);

/** What every figure rests on. */
export const basis = `US dollars at list prices of ${prices.region}, ${prices.hoursPerMonth} hours, table of ${prices.date}; other regions differ, `
  + 'and requests, storage, logs, custom metrics and traffic come on top';

/** Fixed costs as a table: things down, environments across. */
export const costTable = (costs: readonly EnvironmentCost[]): string => {
  const things = [...new Set(costs.flatMap(({ lines }) => lines.map(({ what }) => what)))];
  const cell = (cost: EnvironmentCost, what: string) => {
    const line = cost.lines.find(candidate => candidate.what === what);
    return line ? `${Number(line.count.toFixed(2))} × ${dollars(line.each)} = ${dollars(line.monthly)}` : '';
  };
  const rows = [
    ['a month, idle', ...costs.map(({ environment }) => environment)],
    ...things.map(what => [what, ...costs.map(cost => cell(cost, what))]),
    ['together', ...costs.map(({ total }) => dollars(total))],
    ['of which each zone', ...costs.map(({ zones, perZone }) => `${dollars(perZone)} (${zones} ${zones === 1 ? 'zone' : 'zones'})`)],
  ];
  if (costs.some(({ saved }) => saved > 0)) rows.push(['saved by fewer zones', ...costs.map(({ saved }) => (saved > 0 ? dollars(saved) : ''))]);
  const unpriced = costs.flatMap(cost => Object.entries(cost.unpriced).map(([type, count]) => `${cost.environment} has ${count} × ${type}, which the table of prices does not know: it costs more than this`));
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  const lines = rows.map(row => row.map((text, column) => (column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!))).join('  '));
  return [
    ...lines,
    ...unpriced,
    basis,
  ].join('\n');
};
