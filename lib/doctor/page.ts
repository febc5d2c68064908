import type { Examination } from './run';
import { notAsked, verdicts, type CheckResult } from './types';
import type { EnvironmentContext } from '../environment';

const indent = ' '.repeat(9);

/** What AWS answers may have been named by anybody: on a terminal it moves no cursor and begins no line. */
const visible = (text: string): string => text.replace(/\p{Cc}/gu, '\ufffd');

const wasAsked = ({ findings }: CheckResult): boolean => !findings.every(({ evidence }) => evidence === notAsked);

/** A line a check, its evidence and remedies below; what was not asked stands together at the end. */
export const page = ({ config: { name }, account, region }: EnvironmentContext, { results }: Examination): string => {
  const counts = [...verdicts].reverse().map(verdict => `${results.filter(result => result.verdict === verdict).length} ${verdict}`);
  const skipped = results.filter(result => !wasAsked(result)).map(({ id }) => id);
  return [
    `${name}: account ${account}, ${region}`,
    ...results.filter(wasAsked).flatMap(({ id, title, verdict, findings }) => [
      '',
      `${verdict.padEnd(indent.length)}${title} [${id}]`,
      ...findings.flatMap((finding, index) => [
        `${indent}${findings.length > 1 && finding.verdict !== verdict ? `${finding.verdict}: ` : ''}${visible(finding.evidence)}`,
        // one way out of several findings is told after the last of them.
        ...finding.remedy === undefined || finding.remedy === findings[index + 1]?.remedy ? [] : [`${indent}  → ${visible(finding.remedy)}`],
      ]),
    ]),
    ...skipped.length > 0 ? ['', `${'unknown'.padEnd(indent.length)}${notAsked} [${skipped.join(', ')}]`] : [],
    '',
    counts.join(', '),
  ].join('\n');
};

/** The same for a machine; the ids and the verdicts are a promise. */
export const document = ({ config: { name }, account, region }: EnvironmentContext, { results, exitCode }: Examination, now: number): string =>
  JSON.stringify({ version: 1, environment: name, account, region, at: new Date(now).toISOString(), exitCode, checks: results }, null, 2);
