import type { Difference } from './compare';
import { changes, type Plan } from './plan';
import { canonicalText } from './digest';
import type { PlannedCost } from '../../cost/planned';

/** Configuration is written by people and answered by dashboards: nothing of it drives the terminal. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');

const longest = 60;

const value = (content: unknown): string => {
  if (content === undefined) return '—';
  const text = plain(canonicalText(content));
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
};

const added = (from: readonly unknown[], to: readonly unknown[], sign: string): string[] => {
  const before = new Set(from.map(item => canonicalText(item)));
  return to.filter(item => !before.has(canonicalText(item))).map(item => `${sign}${plain(canonicalText(item))}`);
};

/** Of two lists what comes and what goes; of everything else both values. */
const change = ({ is, becomes }: Difference): string => {
  if (!Array.isArray(is) || !Array.isArray(becomes)) return `${value(is)} → ${value(becomes)}`;
  const moved = [...added(is, becomes, '+'), ...added(becomes, is, '-')].join(' ');
  return moved.length > 2 * longest ? `${moved.slice(0, 2 * longest - 1)}…` : moved;
};

const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, cell.length)), []);
  return rows.map(row => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '));
};

/** The plan as a person reviews it: the riskiest difference first. */
export const planText = (plan: Plan): string => {
  const changed = changes(plan);
  const rows = changed.flatMap(({ binding, name, differences }) => differences.map(difference =>
    [difference.risk, `${binding} '${plain(name)}'`, plain(difference.path), change(difference), difference.why]));
  const equal = plan.steps.length - changed.length;
  const summary = rows.length === 0
    ? `'${plan.to}' has what '${plan.from}' has: ${equal} ${equal === 1 ? 'flow' : 'flows'} compared, nothing to promote`
    : `${changed.length} of ${plan.steps.length} ${plan.steps.length === 1 ? 'flow' : 'flows'} would be promoted; plan ${plan.digest}`;
  return [
    ...rows.length > 0 ? table([['risk', 'flow', 'what', `'${plan.to}' → '${plan.from}'`, 'why'], ...rows]) : [],
    ...plan.notices.map(text => `note: ${plain(text)}`),
    ...plan.obstacles.map(({ exitCode, text }) => `${exitCode === 1 ? 'refused' : 'undecided'}: ${plain(text)}`),
    ...plan.obstacles.length > 0 && rows.length === 0 ? [] : [summary],
  ].join('\n');
};

/** The plan as a machine reads it: the same content, what a consent names, and what the release would cost where that is known. */
export const planJson = (plan: Plan, cost?: PlannedCost): string => JSON.stringify({ ...plan, cost }, null, 2);
