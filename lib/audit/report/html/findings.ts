import type { AuditResult, Finding } from '../../model';
import { withStatus } from '../order';
import { parties, statusTitles, stoppedWords } from '../words';
import { badge } from './badge';
import { chainMarkup } from './chain';
import { anchor, code, html, type Markup, type Value } from './markup';
import type { SectionOf } from './section';

const reason = ({ declared, suppressed, status }: Finding): Value => {
  const why = declared ?? suppressed;
  return why && html`<p class="reason"><b>${statusTitles[status]}</b>: ${why.reason} <span class="soft">(${why.owner}${suppressed ? `, until ${suppressed.expires}` : ''})</span></p>`;
};

const findingMarkup = (result: AuditResult, finding: Finding): Markup => {
  const { id, invariant: invariantId, verdict, status, message, remedy } = finding;
  const stopped = stoppedWords(finding);
  const invariant = result.invariants.find(candidate => candidate.id === invariantId);
  return html`<article class="finding ${status === 'open' ? verdict.toLowerCase() : 'accepted'}" id="${anchor('finding', id)}" tabindex="-1">
<h3>${status === 'open' ? badge(verdict) : html`<span class="badge accepted">${statusTitles[status]}</span>`} ${message}</h3>
<p class="soft">${parties(finding)} · ${code(invariantId)} · ${code(id)}</p>
${reason(finding)}
${stopped === undefined ? undefined : html`<p class="reason">${stopped[0]!.toUpperCase()}${stopped.slice(1)}.</p>`}
${chainMarkup(result, finding)}
<p class="remedy"><b>Remedy</b> ${remedy}</p>
${invariant ? html`<p class="soft">Should hold: ${invariant.title}. Evidence for ${invariant.controls.join('; ')}.</p>` : undefined}
</article>`;
};

/** What is open, worst first, each with its counter-example. */
export const findings: SectionOf = result => {
  const open = withStatus(result, 'open');
  return {
    id: 'findings',
    title: 'Findings',
    lead: open.length > 0 ? 'Each finding is a chain of places in the templates that anybody can open and read.' : undefined,
    count: open.length,
    body: open.length > 0 ? open.map(finding => findingMarkup(result, finding)) : html`<p>Nothing is open.</p>`,
  };
};

/** What was found and does not decide the verdict, and why not: nothing is dropped. */
export const accepted: SectionOf = result => {
  const list = (['declared', 'suppressed', 'informational'] as const).flatMap(status => withStatus(result, status));
  return list.length === 0 ? undefined : {
    id: 'accepted',
    title: 'Found and accepted',
    lead: 'Links that the team declared as meant, findings that it suppressed, and observations. They do not decide the verdict; each names who answers for it.',
    count: list.length,
    body: list.map(finding => findingMarkup(result, finding)),
  };
};
