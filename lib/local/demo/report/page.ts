import type { Check } from '../journal';
import type { DemoResult } from '../result';
import { html, type Markup } from './html';
import { crossings, matrix } from './matrix';
import { promotion } from './promotion';
import { style } from './style';
import { verifications } from './verifications';

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

const figures = ({ environments, inventory, checks, milliseconds }: DemoResult): Markup => {
  const refused = checks.filter(({ from, to, kind, passed }) => passed && from !== to && crossings.some(crossing => crossing.kind === kind)).length;
  const list: readonly (readonly [string | number, string])[] = [
    [environments.length, 'environments, an account each'],
    [inventory?.resources ?? 0, `resources in ${inventory?.stacks ?? 0} stacks`],
    [inventory?.missing.length ?? 0, 'of them missing'],
    [`${checks.filter(({ passed }) => passed).length}/${checks.length}`, 'checks hold'],
    [refused, 'crossings tried, all without effect'],
    [seconds(milliseconds), 'from nothing to this report'],
  ];
  return html`<div class="figures">${list.map(([value, text]) => html`<div><b>${value}</b><span>${text}</span></div>`)}</div>`;
};

const environments = (result: DemoResult): Markup => html`<div class="scroll"><table>
<thead><tr><th>environment</th><th>account</th><th>region</th><th>credentials</th><th>provider bindings</th></tr></thead>
<tbody>${result.environments.map(({ name, account, region, credentials, bindings }) => html`<tr>
<td>${name}</td><td><code>${account}</code></td><td>${region}</td><td>${credentials}</td><td>${bindings.join(', ')}</td></tr>`)}</tbody>
</table></div>`;

const checkRow = ({ what, expected, observed, passed }: Check): Markup => html`<tr>
<td class="${passed ? 'good' : 'bad'}">${passed ? 'holds' : 'fails'}</td><td>${what}</td><td>${expected}</td><td>${observed}</td></tr>`;

const steps = ({ checks }: DemoResult): Markup[] => [...new Set(checks.map(({ step }) => step))].map((step, index) => {
  const made = checks.filter(check => check.step === step);
  const held = made.filter(({ passed }) => passed).length;
  return html`<details${held === made.length ? '' : html` open`}><summary>${index + 1}. ${step} <span>${held} of ${made.length} hold</span></summary>
<div class="scroll"><table><thead><tr><th></th><th>what was tried</th><th>expected</th><th>seen</th></tr></thead>
<tbody>${made.map(checkRow)}</tbody></table></div></details>`;
});

const timings = ({ timings: list }: DemoResult): Markup => {
  const longest = Math.max(1, ...list.map(({ milliseconds }) => milliseconds));
  return html`<div class="scroll"><table><tbody>${list.map(({ title, milliseconds }) => html`<tr>
<td>${title}</td><td class="number">${seconds(milliseconds)}</td>
<td style="width:40%"><span class="bar" style="width:${Math.round(100 * milliseconds / longest)}%"></span></td></tr>`)}</tbody></table></div>`;
};

/** The whole report as one file: no script, no request to anywhere. */
export const page = (result: DemoResult): string => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Bulkhead demo: isolation ${result.verdict === 'held' ? 'held' : 'did not hold'}</title>
<style>${{ markup: style }}</style>
</head>
<body><main>
<h1>Isolation between environments</h1>
<p class="soft">Bulkhead demo of ${result.startedAt}</p>
<span class="verdict ${result.verdict}">${result.verdict === 'held' ? 'Isolation held' : 'Isolation did not hold'}</span>
${result.failure === undefined ? [] : html`<p class="bad">${result.failure}</p>`}
${figures(result)}
<h2>Environments</h2>
${environments(result)}
<h2>Across the borders</h2>
<p>Each row's deliveries, role and events, tried against each column's environment.</p>
${matrix(result)}
${result.audited === undefined ? [] : html`<h2>From the files alone</h2>
<p>The audit of what was deployed, before it was deployed: <b>${result.audited.verdict}</b> for ${result.audited.pairs} pairs of environments.
<a href="audit.html">The audit's report</a>, also as JSON, SARIF, JUnit and CSV beside it.</p>`}
${verifications(result)}
${promotion(result)}
<h2>The story, check by check</h2>
${steps(result)}
${result.copies === 0 ? [] : html`<p>The bus repeated ${result.copies} messages, as it may: consumers recognise an event by its keys.</p>`}
<h2>What this run does not show</h2>
<p>The embedded AWS keeps accounts apart and evaluates the actions of identity policies, but not the following. The templates carry these controls; no check above stands for them.</p>
<ul>${result.notEnforced.map(text => html`<li>${text}</li>`)}</ul>
<h2>Timings</h2>
${timings(result)}
<p class="soft">Reproduce with <code>npm run demo</code>. ${Object.entries(result.versions).map(([name, version]) => `${name} ${version}`).join(', ')}.</p>
</main></body>
</html>
`.markup;
