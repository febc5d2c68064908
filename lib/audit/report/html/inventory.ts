import { clipped } from '../visible';
import { environmentTag, findingLinks } from './badge';
import { code, html, lines, tableOf } from './markup';
import type { SectionOf } from './section';

/** Every secret and parameter: who can read it, under which key, how it rotates. */
export const secrets: SectionOf = result => (result.secretInventory.length === 0 ? undefined : {
  id: 'secrets',
  title: 'Secret inventory',
  lead: 'Every secret and secret parameter that the templates create. Readers are principals whose policies may allow reading it; values are in no template and in no report.',
  count: result.secretInventory.length,
  body: tableOf('Secrets, their readers, keys and rotation', ['environment', 'secret', 'may be read by', 'key', 'rotation'], result.secretInventory.map(entry => html`<tr>
<td>${environmentTag(result, entry.environment)}</td><th scope="row">${code(`${entry.stack}/${entry.logicalId}`)}<br><span class="soft">${entry.kind}${entry.name === undefined ? '' : ` ${entry.name}`}</span></th>
<td>${lines(entry.readers.map(reader => code(clipped(reader))))}</td><td>${code(clipped(entry.key))}</td><td>${entry.rotation}</td></tr>`)),
});

/** Both the paths that are denied and the ones that are not, each with its reason. */
export const access: SectionOf = result => (result.access.length === 0 ? undefined : {
  id: 'access',
  title: 'Access, allowed and denied',
  lead: 'For each direction between two environments: whether any principal of the one may get at a resource of the other, and the reason. What a policy may allow is over-estimated, what it denies is under-estimated.',
  count: result.access.length,
  body: tableOf('Access in both directions', ['from', 'to', 'access', 'reason', 'policies evaluated'], result.access.map(({ from, to, allowed, declared, policies, reason, findings }) => html`<tr>
<td>${environmentTag(result, from)}</td><td>${environmentTag(result, to)}</td><td><b class="${allowed && !declared ? 'bad' : 'good'}">${allowed ? 'allowed' : 'denied'}</b></td>
<td>${reason}${findings.length > 0 ? lines(findingLinks(result, findings)) : undefined}</td><td class="number">${policies}</td></tr>`)),
});
