import type { RunCase, RunResult } from '../../../promotion/evidence';
import type { Check, CheckKind } from '../journal';
import type { DemoResult } from '../result';
import { html, type Markup } from './html';

const item = ({ what, observed, passed }: Check): Markup => html`<li>${what}: <b class="${passed ? 'good' : 'bad'}">${observed}</b></li>`;

const list = ({ checks }: DemoResult, title: string, kinds: readonly CheckKind[]): readonly Markup[] => {
  const made = checks.filter(({ kind }) => kinds.includes(kind));
  return made.length === 0 ? [] : [html`<h3>${title}</h3><ol>${made.map(item)}</ol>`];
};

const caseRow = ({ name, passed, detail = '' }: RunCase): Markup => html`<tr>
<td class="${passed ? 'good' : 'bad'}">${passed ? 'passed' : 'failed'}</td><td>${name}</td><td>${detail}</td></tr>`;

const runWords: Readonly<Record<RunResult['kind'], string>> = { acceptance: 'Acceptance', load: 'Load', connectivity: 'The ways, seen from inside,' };

const run = ({ kind, environment, cases, assemblyDigest, startedAt, finishedAt }: RunResult): Markup => html`<details>
<summary>${runWords[kind]} in ${environment} <span>${cases.filter(({ passed }) => passed).length} of ${cases.length} passed</span></summary>
<p class="soft">On <code>${assemblyDigest}</code>, from ${startedAt} to ${finishedAt}.</p>
<div class="scroll"><table><thead><tr><th></th><th>case</th><th>seen</th></tr></thead><tbody>${cases.map(caseRow)}</tbody></table></div></details>`;

/** The way of a change through the environments to the last one; nothing where nothing is promoted. */
export const promotion = (result: DemoResult): readonly Markup[] => {
  const { runs } = result;
  const parts = [
    ...list(result, 'A flow, promoted in the providers\' dashboards', ['flow-promoted']),
    ...runs.length === 0 ? [] : [html`<h3>What the release stands on</h3>${runs.map(run)}`],
    ...list(result, 'The release before the gate', ['release-refused', 'released']),
  ];
  return parts.length === 0 ? [] : [html`<h2>From one environment to the next</h2>
<p>A change is made in the first environment and promoted along. The last environment's gate, the deployed function with its own role,
executes the prepared change sets after it has verified the evidence of the environment before it; nobody else can.</p>${parts}`];
};
