import { groups, type AuditResult, type Finding } from '../model';
import { chainText } from './chain-text';
import { withStatus } from './order';
import { tool } from './tool';
import type { ReportContext } from './types';
import { visible } from './visible';
import { answerOf, groupTitles, parties, statusTitles, verdictSentence } from './words';
import { element, xmlText } from './xml';

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly outcome: Outcome;
  readonly markup: string;
}

const testCase = (classname: string, name: string, outcome: Outcome, message = '', detail = ''): Case => ({
  outcome,
  markup: `${element('testcase', { classname, name, time: '0' }, outcome === 'passed' ? [] : [element(outcome, { message }, detail === '' ? [] : [xmlText(detail)])])}\n`,
});

/** UNKNOWN is an error: a run that could not decide has not passed. */
const failing = (finding: Finding): Case => testCase(
  `bulkhead.${finding.group}`, `${finding.invariant}: ${parties(finding)} (${finding.id})`,
  finding.verdict === 'VIOLATED' ? 'failure' : 'error', finding.message,
  `${chainText(finding)}\nremedy: ${visible(finding.remedy)}`,
);

const accepted = (finding: Finding): Case => testCase(
  `bulkhead.${finding.group}`, `${finding.invariant}: ${parties(finding)} (${finding.id})`,
  'skipped', `${statusTitles[finding.status]}: ${answerOf(finding) ?? `${finding.message} (nobody named)`}`,
);

const casesOf = (invariant: AuditResult['invariants'][number], open: readonly Finding[], others: readonly Finding[]): Case[] => {
  const { id, group, title, verdict, decided, fix } = invariant;
  if (!decided) return [testCase(`bulkhead.${group}`, `${id}: ${title}`, 'skipped', 'not examined in this profile')];
  if (open.length > 0) return [...open.map(failing), ...others.map(accepted)];
  const outcome = verdict === 'PROVEN' ? 'passed' : verdict === 'VIOLATED' ? 'failure' : 'error';
  return [testCase(`bulkhead.${group}`, `${id}: ${title}`, outcome, verdict, fix), ...others.map(accepted)];
};

const tally = (cases: readonly Case[]): Readonly<Record<string, number>> => {
  const of = (outcome: Outcome) => cases.filter(made => made.outcome === outcome).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
};

/** For CI: a suite for each group, a case for each invariant that holds and for each finding. */
export const junit = (result: AuditResult, { command, commit, timestamp }: ReportContext): string => {
  const open = withStatus(result, 'open');
  const others = (['declared', 'suppressed', 'informational'] as const).flatMap(status => withStatus(result, status));
  const known = new Set(result.invariants.map(({ id }) => id));
  const suites = groups.map(group => ({ group, cases: [
    ...result.invariants.filter(invariant => invariant.group === group).flatMap(invariant =>
      casesOf(invariant, open.filter(finding => finding.invariant === invariant.id), others.filter(finding => finding.invariant === invariant.id))),
    ...open.filter(finding => finding.group === group && !known.has(finding.invariant)).map(failing),
  ] })).filter(({ cases }) => cases.length > 0);
  const outcome = result.verdict === 'PROVEN' ? 'passed' : result.verdict === 'VIOLATED' ? 'failure' : 'error';
  const verdict = testCase('bulkhead', 'isolation of the environments', outcome, verdictSentence(result));
  const properties = Object.entries({ verdict: result.verdict, tool: `${tool.name} ${tool.version}`, command, commit, timestamp })
    .flatMap(([name, value]) => (value === undefined ? [] : [element('property', { name, value })]));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    element('testsuites', { name: 'bulkhead audit', ...tally([verdict, ...suites.flatMap(({ cases }) => cases)]), time: '0' }, [
      '\n',
      element('testsuite', { name: 'Verdict', ...tally([verdict]), time: '0' }, ['\n', element('properties', {}, properties), '\n', verdict.markup]), '\n',
      ...suites.flatMap(({ group, cases }) => [
        element('testsuite', { name: groupTitles[group], ...tally(cases), time: '0' }, ['\n', ...cases.map(({ markup }) => markup)]), '\n',
      ]),
    ]),
    '\n',
  ].join('');
};
