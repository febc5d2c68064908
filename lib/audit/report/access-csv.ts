import type { AccessWay, AuditResult } from '../model';
import { decisionsBetween, pairsNamed, type PairDecision } from './access-pairs';
import { decisionTitles, kindsOfDecision, shownAs } from './access-words';
import { csvLine } from './csv';
import { tool } from './tool';
import type { ReportContext } from './types';
import { locationOf, nameOf } from './words';

const columns = ['record', 'from', 'to', 'principal', 'kind', 'resource', 'type', 'decision', 'pairs', 'reason', 'assumes', 'findings', 'chain'] as const;

// a spreadsheet takes a million rows; more than this is told by class unless it is asked for.
const MOST_ROWS = 60_000;

/** Each place of a chain with its property path and line, one after the other. */
const chainOf = ({ chain }: AccessWay): string =>
  chain.map(step => `${nameOf(step) || step.file}${step.propertyPath === undefined ? '' : ` ${step.propertyPath}`} (${locationOf(step)}): ${step.note}`).join(' → ');

const wayCells = (way: AccessWay | undefined): string[] =>
  [way?.assumes.join('; ') ?? '', way?.findings.join('; ') ?? '', way ? chainOf(way) : ''];

const pairRow = ({ principal, resource, decision, reason, way }: PairDecision): (string | number)[] => [
  'pair', principal.environment, resource.environment, principal.name, principal.kind, resource.name, resource.type,
  way?.assumes.length ? 'denied by assumption' : decision, 1, reason, ...wayCells(way),
];

/** What is not told one by one: a row for each reason, with the number of pairs that it answers. */
const classRows = ({ access, accessWays }: AuditResult): (string | number)[][] =>
  access.flatMap(({ from, to, counts, principals, resources }) => [
    ...accessWays.filter(way => way.from === from && way.to === to).map(way => [
      'class', from, to, way.principals.join('; '), `${way.principals.length}`, way.resource, way.type,
      way.assumes.length > 0 ? 'denied by assumption' : way.decision, way.principals.length, way.reason, ...wayCells(way),
    ]),
    ...kindsOfDecision.filter(kind => counts[kind] > 0 && ['front-door', 'network', 'no-policy', 'own-only'].includes(kind)).map(kind => [
      'class', from, to, `${principals} principals`, '', `${resources} resources`, '', shownAs(kind), counts[kind], decisionTitles[kind], '', '', '',
    ]),
  ]);

/** What is accepted although it was found; no file of a report leaves it out. */
const suppressionRows = ({ suppressions }: AuditResult): (string | number)[][] =>
  suppressions.map(({ suppression: { finding, reason, owner, expires }, state, findings }) =>
    ['suppression', '', '', '', '', finding, '', state, findings.length, `${reason} (${owner}, until ${expires})`, '', findings.join('; '), '']);

/** Every principal against every resource of another environment; by class where they are too many to read. */
export const accessCsv = (result: AuditResult, { expand, command, commit, timestamp }: ReportContext): string => {
  const all = result.access.reduce((sum, { principals, resources }) => sum + principals * resources, 0);
  const said = [command, commit && `commit ${commit}`, timestamp].filter(part => part !== undefined).join('; ');
  const lines = [csvLine(columns), csvLine(['report', ...columns.slice(1).map(column => ({ decision: result.verdict, kind: `${tool.name} ${tool.version}`, reason: said } as Record<string, string>)[column])])];
  for (const row of suppressionRows(result)) lines.push(csvLine(row));
  if (expand === undefined && all > MOST_ROWS) for (const row of classRows(result)) lines.push(csvLine(row));
  else for (const { from, to } of pairsNamed(result, expand ?? 'all'))
    for (const decision of decisionsBetween(result, from, to)) lines.push(csvLine(pairRow(decision)));
  return `${lines.join('\r\n')}\r\n`;
};
