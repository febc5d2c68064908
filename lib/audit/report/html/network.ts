import type { AuditResult, NetworkEntry } from '../../model';
import { environmentTag } from './badge';
import { code, html, lines, tableOf, type Markup } from './markup';
import { networkMap } from './network-map';
import type { SectionOf } from './section';

const endpoints = (list: NetworkEntry['endpoints']): Markup => lines(list.map(({ service, place, bound }) =>
  html`${service} <span class="${bound ? 'soft' : 'warn'}">${bound ? 'bound to the account' : `open to any account (${place})`}</span>`));

/** The networks as a map, and the same in words. */
export const network: SectionOf = (result: AuditResult) => (result.network.length === 0 ? undefined : {
  id: 'network',
  title: 'Network',
  lead: 'Each environment’s network and what leaves it. A line between two is a finding: where there is none, no template connects them.',
  body: html`${networkMap(result)}
${tableOf('Networks in words', ['environment', 'address ranges', 'endpoints', 'leaves to', 'own addresses', 'domains'], result.network.map(entry => html`<tr>
<td>${environmentTag(result, entry.environment)}</td><td>${lines(entry.cidrs.map(code))}</td><td>${endpoints(entry.endpoints)}</td>
<td>${lines(entry.egress.map(code))}</td><td>${lines(entry.addresses.map(code))}</td><td>${lines(entry.domains.map(code))}</td></tr>`))}`,
});
