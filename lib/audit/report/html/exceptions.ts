import { findingLinks } from './badge';
import { code, html, lines, tableOf } from './markup';
import type { SectionOf } from './section';

const suppressionState = { used: 'in use', unused: 'used by no finding', expired: 'expired' } as const;

/** Links that are meant and findings that were set aside, with who answers for them. */
export const exceptions: SectionOf = result => ({
  id: 'exceptions',
  title: 'Declared links and suppressions',
  lead: 'Exceptions that the team stated. What goes beyond a declaration still violates; an expired or unused suppression fails.',
  count: result.links.length + result.suppressions.length,
  body: html`
${result.links.length === 0 ? html`<p>No link between environments or accounts is declared.</p>` : tableOf('Declared links', ['from', 'to', 'what', 'reason', 'owner', 'covers'], result.links.map(({ link, findings }) => html`<tr>
<td>${link.from}</td><td>${link.to}</td><td>${code(link.what)}</td><td>${link.reason}</td><td>${link.owner}</td><td>${findings.length === 0 ? 'nothing' : lines(findingLinks(result, findings))}</td></tr>`))}
${result.suppressions.length === 0 ? html`<p>No finding is suppressed.</p>` : tableOf('Suppressions', ['finding', 'state', 'reason', 'owner', 'until', 'covers'], result.suppressions.map(({ suppression, state, findings }) => html`<tr>
<td>${code(suppression.finding)}</td><td>${state === 'used' ? suppressionState.used : html`<b class="bad">${suppressionState[state]}</b>`}</td><td>${suppression.reason}</td>
<td>${suppression.owner}</td><td>${suppression.expires}</td><td>${findings.length === 0 ? 'nothing' : lines(findingLinks(result, findings))}</td></tr>`))}`,
});
