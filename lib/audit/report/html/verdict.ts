import type { Costs } from '../types';
import { grouped, monthlyWords, signs, verdictSentence } from '../words';
import { environmentTag } from './badge';
import { code, html, lines, tableOf, type Markup } from './markup';
import type { SectionOf } from './section';
import { tool } from '../tool';

const figure = (number: number, text: string, kind = ''): Markup => html`<div class="${kind}"><b>${grouped(number)}</b><span>${text}</span></div>`;

const cost = ({ environments }: Costs, name: string): Markup => {
  const found = environments.find(environment => environment.name === name);
  const known = found && Object.keys(found.unpriced).length === 0;
  return html`<td class="cost${known ? ' number' : ''}">${found ? monthlyWords(found) : '–'}</td>`;
};

/** What was concluded, and about what: the first thing on the page. */
export const verdict: SectionOf = (result, { commit, timestamp, costs }) => {
  const { counts, environments, governing } = result;
  return {
    id: 'verdict',
    title: 'Verdict',
    body: html`
<div class="verdict ${result.verdict.toLowerCase()}">
<p class="word"><span class="sign" aria-hidden="true">${signs[result.verdict]}</span> ${result.verdict}</p>
<p>${verdictSentence(result)}</p>
</div>
<div class="figures">
${figure(counts.violated, 'violated', counts.violated > 0 ? 'violated' : '')}
${figure(counts.unknown, 'unknown', counts.unknown > 0 ? 'unknown' : '')}
${figure(counts.declared, 'declared as meant')}
${figure(counts.suppressed, 'suppressed')}
${figure(counts.environments, 'environments')}
${figure(counts.resources, `resources in ${counts.stacks} stacks`)}
</div>
${tableOf('Environments that were audited', ['environment', 'accounts', 'regions', 'credentials', 'promoted from', ...costs ? ['a month, idle'] : [], 'stacks'], environments.map(environment => html`<tr>
<th scope="row">${environmentTag(result, environment.name)}</th><td>${lines(environment.accounts.map(code))}</td><td>${lines(environment.regions)}</td>
<td>${environment.credentials ?? '–'}</td><td>${environment.promotedFrom ?? '–'}</td>${costs && cost(costs, environment.name)}<td>${environment.stacks.join(', ')}</td></tr>`), 'environments')}
${costs && html`<p class="soft">A month, idle: ${costs.basis}. No part of the verdict.</p>`}
${governing.map(({ name, account, statement }) => html`<p class="soft">${name}${name === account ? undefined : html` (${code(account)})`} governs them and is no environment: ${statement}.</p>`)}
<p class="soft">Profiles: ${result.profiles.join(', ')}. ${tool.name} ${tool.version}${commit === undefined ? undefined : html`, commit ${code(commit)}`}${timestamp === undefined ? undefined : html`, ${timestamp}`}.</p>`,
  };
};
