import type { AuditResult, Finding, Verdict } from '../model';
import { withStatus } from './order';
import { notShown } from './not-shown';
import { terminalMatrix } from './table-matrix';
import { tool } from './tool';
import type { ReportContext, TableOptions } from './types';
import { visible } from './visible';
import { answerOf, count, locationOf, monthlyWords, nameOf, parties, signs, statusTitles, stoppedWords, verdictSentence } from './words';

const colours: Readonly<Record<Verdict, number>> = { PROVEN: 32, VIOLATED: 31, UNKNOWN: 33 };

export type Paint = (text: string, verdict: Verdict) => string;

const painter = ({ colour }: TableOptions): Paint => (text, verdict) => (colour ? `\u001b[${colours[verdict]}m${text}\u001b[0m` : text);

const findingLines = ({ id, invariant, verdict, message, chain, remedy, ...finding }: Finding, paint: Paint): string[] => {
  const stopped = stoppedWords(finding);
  const named = chain.filter(({ logicalId }) => logicalId !== undefined);
  return [
    `${paint(`${signs[verdict]} ${verdict}`, verdict)}  ${visible(invariant)}  ${visible(parties({ id, invariant, verdict, message, chain, remedy, ...finding }))}`,
    `  ${visible(message)}`,
    ...(named.length > 0 ? named : chain).map(step => `  - ${visible(nameOf(step))}  ${visible(locationOf(step))}`),
    ...stopped === undefined ? [] : [`  ${visible(stopped)}`],
    `  remedy: ${visible(remedy)}`,
    `  ${visible(id)}`,
    '',
  ];
};

const others = (result: AuditResult): string[] => (['declared', 'suppressed', 'informational'] as const).flatMap(status => {
  const list = withStatus(result, status);
  return list.length === 0 ? [] : [
    `${statusTitles[status]}:`,
    ...list.map(finding => {
      const why = answerOf(finding);
      return `  ${visible(finding.id)}  ${visible(finding.message)}${why === undefined ? '' : `: ${visible(why)}`}`;
    }),
    '',
  ];
});

const problems = ({ suppressions }: AuditResult): string[] => suppressions.flatMap(({ suppression, state }) => (state === 'used' ? [] : [
  `suppression of ${visible(suppression.finding)} is ${state === 'expired' ? `expired since ${visible(suppression.expires)}` : 'used by no finding'}; remove or renew it (${visible(suppression.owner)})`,
]));

const changes = ({ comparison }: ReportContext): string[] => (comparison ? [
  `against the earlier report (${comparison.verdict.before} → ${comparison.verdict.after}): `
  + `${comparison.appeared.length} appeared, ${comparison.went.length} went, ${comparison.changed.length} changed`,
  ...comparison.appeared.map(({ id, message }) => `  + ${visible(id)}  ${visible(message)}`),
  ...comparison.went.map(({ id, message }) => `  - ${visible(id)}  ${visible(message)}`),
  ...comparison.changed.map(({ after, parts }) => `  ~ ${visible(after.id)}  ${parts.join(', ')}`),
  '',
] : []);

/** For the terminal: the verdict, the matrix, what is open and where, and how to see more. */
export const table = (result: AuditResult, context: ReportContext, options: TableOptions = {}): string => {
  const paint = painter(options);
  const open = withStatus(result, 'open');
  const { counts } = result;
  return [
    `${paint(`${signs[result.verdict]} ${result.verdict}`, result.verdict)}  ${verdictSentence(result)}`,
    `  ${[count(counts.environments, 'environment'), count(counts.stacks, 'stack'), count(counts.resources, 'resource'), count(counts.facts, 'fact'), count(counts.files, 'file')].join(', ')}`,
    ...context.costs ? [`  a month, idle: ${context.costs.environments.map(({ name, ...costs }) => `${visible(name)} ${monthlyWords(costs)}`).join('; ')} (${context.costs.basis})`] : [],
    '',
    ...terminalMatrix(result, paint),
    '',
    ...open.flatMap(finding => findingLines(finding, paint)),
    ...others(result),
    ...problems(result),
    ...changes(context),
    ...open[0] ? [`The whole chain of one finding: ${visible(context.command)} --explain ${visible(open[0].id)}`] : [],
    `Not decided here: ${notShown[0] ?? ''}`,
    `Repeat it: ${visible(context.command)}`,
    `${tool.name} ${tool.version}${context.commit ? `, commit ${visible(context.commit)}` : ''}${context.timestamp ? `, ${visible(context.timestamp)}` : ''}`,
    '',
  ].join('\n');
};
