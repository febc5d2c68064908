import type { CheckKind } from './journal';
import type { RunResult } from '../../promotion/evidence';
import type { DemoResult } from './result';

/** Renders rows as columns of equal width. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd();
  const [head = [], ...rest] = rows;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rest.map(line)].join('\n');
};

interface Column {
  readonly title: string;
  readonly kinds: readonly CheckKind[];
}

const borders: readonly Column[] = [
  { title: 'fails closed', kinds: ['fails-closed'] },
  { title: 'accepted once', kinds: ['accepted', 'repeated'] },
  { title: 'forged refused', kinds: ['foreign-signature', 'hostile'] },
  { title: 'secrets out of reach', kinds: ['foreign-secret'] },
  { title: 'foreign flows ignored', kinds: ['foreign-flow'] },
];

const providing: readonly Column[] = [
  { title: 'verified', kinds: ['verified'] },
  { title: 'charged as agreed', kinds: ['charged'] },
  { title: 'others refused', kinds: ['wrong-class', 'foreign-session'] },
  { title: 'ways as told', kinds: ['routes'] },
  { title: 'only its gate deploys', kinds: ['guarded'] },
];

/** Checks that passed of those made, against one environment. */
const tally = ({ checks }: DemoResult, environment: string, kinds: readonly CheckKind[]) => {
  const made = checks.filter(({ to, kind }) => to === environment && kinds.includes(kind));
  return made.length === 0 ? '-' : `${made.filter(({ passed }) => passed).length} of ${made.length}`;
};

const environmentTable = (result: DemoResult, columns: readonly Column[]): string => table([
  ['environment', 'account', 'class', ...columns.map(({ title }) => title)],
  ...result.environments.map(({ name, account, credentials }) => [name, account, credentials, ...columns.map(({ kinds }) => tally(result, name, kinds))]),
]);

const runWords: Readonly<Record<RunResult['kind'], string>> = { acceptance: 'Accepted', load: 'Loaded', connectivity: 'Looked at ways' };

/** What the way to the last environment came to, a sentence each. */
const promoted = ({ checks, runs }: DemoResult): string[] => {
  const of = (kind: CheckKind) => checks.filter(check => check.kind === kind && check.passed);
  const [release] = of('released');
  return [
    ...runs.map(({ kind, environment, cases }) => `${runWords[kind]} in ${environment}: ${cases.filter(({ passed }) => passed).length} of ${cases.length} cases.`),
    ...release ? [`Released into ${release.to}: ${of('release-refused').length} attempts refused, then executed by its gate, once.`] : [],
  ];
};

/** The table and the few sentences that end the demo on a terminal. */
export const summary = (result: DemoResult, report: string): string => {
  const { inventory, checks, copies, verdict, failure, milliseconds } = result;
  const passed = checks.filter(check => check.passed).length;
  return [
    '',
    environmentTable(result, borders),
    '',
    ...checks.some(({ kind }) => kind === 'verified') ? [environmentTable(result, providing), ''] : [],
    ...inventory ? [`Deployed: ${inventory.resources} resources in ${inventory.stacks} stacks, ${inventory.missing.length} missing.`] : [],
    ...failure === undefined ? promoted(result) : [],
    `Checked: ${passed} of ${checks.length} hold, in ${(milliseconds / 1000).toFixed(1)} s.`,
    ...copies === 0 ? [] : [`The bus repeated ${copies} messages, as it may: consumers recognise an event by its keys.`],
    `Not enforced by the embedded AWS, so not shown here: ${result.notEnforced.join('; ')}.`,
    ...failure === undefined ? [] : [`Failed: ${failure}`],
    `Verdict: ${verdict === 'held' ? 'isolation held' : 'isolation did not hold'}. Report: ${report}`,
    '',
  ].join('\n');
};
