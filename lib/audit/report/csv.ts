import type { AuditResult, Step } from '../model';
import { ordered } from './order';
import { tool } from './tool';
import type { ReportContext } from './types';
import { visible } from './visible';
import { countsInWords } from './access-words';
import { between, contentOf, parties, rotationWords, stoppedWords } from './words';

const columns = [
  'record', 'id', 'verdict', 'status', 'parties', 'invariant', 'controls', 'message', 'remedy',
  'step', 'environment', 'stack', 'logical id', 'property path', 'file', 'line', 'value', 'sha256',
] as const;

type Row = Partial<Record<typeof columns[number], string | number | undefined>>;

// spreadsheets calculate what begins like this, also behind blanks and in full width.
const FORMULA = /^\s*[=+\-@|%＝＋－＠]/;

const cell = (value: string | number | undefined): string => {
  const text = visible(String(value ?? ''));
  return `"${(typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

/** One row, every cell quoted. */
export const csvLine = (row: readonly (string | number | undefined)[]): string => row.map(cell).join(',');

const stepRow = (finding: Row, step: Step, index: number): Row => ({
  ...finding,
  'record': 'step',
  'message': step.note,
  'remedy': undefined,
  'step': index + 1,
  'environment': step.environment,
  'stack': step.stack,
  'logical id': step.logicalId,
  'property path': step.propertyPath,
  'file': step.file,
  'line': step.line,
  'value': contentOf(step),
});

const changes = ({ comparison }: ReportContext): Row[] => (comparison ? [
  ...comparison.appeared.map(({ id, message }): Row => ({ record: 'appeared', id, message })),
  ...comparison.went.map(({ id, message }): Row => ({ record: 'went', id, message })),
  ...comparison.changed.map(({ after, parts }): Row => ({ record: 'changed', id: after.id, message: parts.join(', ') })),
] : []);

/** One sheet to filter by its first column: what was concluded, from what, and how to repeat it. */
export const csv = (result: AuditResult, context: ReportContext): string => {
  const controls = new Map(result.invariants.map(invariant => [invariant.id, invariant.controls.join('; ')]));
  const rows: Row[] = [
    { record: 'report', id: `${tool.name} ${tool.version}`, verdict: result.verdict, status: context.commit, message: context.command, value: context.timestamp },
    ...result.cells.map(({ environments, verdict, violated, unknown }): Row =>
      ({ record: environments.length === 1 ? 'environment' : 'pair', verdict, parties: between(environments), invariant: [...violated, ...unknown].join('; ') })),
    ...result.invariants.map(({ id, verdict, decided, title, fix, controls: mapped }): Row =>
      ({ record: 'invariant', id, verdict: decided ? verdict : 'not examined', invariant: id, controls: mapped.join('; '), message: title, remedy: fix })),
    ...result.access.map(({ from, to, allowed, policies, reason, findings, counts, principals, resources }): Row =>
      ({ record: allowed ? 'allowed' : 'denied', id: findings.join('; '), parties: `${from} → ${to}`, message: reason, value: `${policies} policies evaluated; ${countsInWords(counts, principals, resources)}` })),
    ...result.controlPolicies.map(({ kind, name, file, place, environments, open, denials }): Row =>
      ({ 'record': kind, 'id': name, 'status': 'assumed, not counted', 'parties': environments.join('; '), 'logical id': place, file, 'message': open.length > 0 ? `also attached to ${open.join(', ')}` : undefined, 'value': `${denials} denying statements` })),
    ...ordered(result).flatMap((finding): Row[] => {
      const { id, verdict, status, invariant, message, remedy, chain } = finding;
      const row: Row = { record: 'finding', id, verdict, status, parties: parties(finding), invariant, controls: controls.get(invariant), message, remedy, value: stoppedWords(finding) };
      return [row, ...chain.map((step, index) => stepRow({ ...row, value: undefined }, step, index))];
    }),
    ...result.links.map(({ link, findings }): Row =>
      ({ record: 'declared link', id: findings.join('; '), parties: `${link.from} → ${link.to}`, message: `${link.reason} (${link.owner})`, value: link.what })),
    ...result.suppressions.map(({ suppression, state, findings }): Row =>
      ({ record: 'suppression', id: findings.join('; '), status: state, message: `${suppression.reason} (${suppression.owner}, until ${suppression.expires})`, value: suppression.finding })),
    ...result.secretInventory.map(({ kind, name, environment, stack, logicalId, file, readers, key, rotation, rotates }): Row =>
      ({ 'record': kind, 'id': name, environment, stack, 'logical id': logicalId, file, 'message': `read by ${readers.join(', ') || 'nobody'}`, 'value': `key ${key}; rotation ${rotationWords({ rotation, rotates })}` })),
    ...changes(context),
    ...[...context.declarations ?? [], ...result.inputs].map(({ path, sha256, bytes }): Row => ({ record: 'input', file: path, value: bytes, sha256 })),
  ];
  return [columns, ...rows.map(row => columns.map(column => row[column]))].map(csvLine).join('\r\n') + '\r\n';
};
