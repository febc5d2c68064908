import { environmentTag } from './badge';
import { code, html, lines, tableOf } from './markup';
import type { SectionOf } from './section';

const kinds = { SCP: 'service control policy', RCP: 'resource control policy' } as const;

/** Policies of the organization: read, and never counted as more than an assumption. */
export const controlPolicies: SectionOf = result => (result.controlPolicies.length === 0 ? undefined : {
  id: 'organization',
  title: 'Policies of the organization',
  lead: 'What the input holds of them. Whether they are attached as the templates say, and live, no template shows: where nothing but they stops a way, that is said, and the finding counts all the same.',
  count: result.controlPolicies.length,
  body: tableOf('Policies of the organization', ['policy', 'kind', 'attached to', 'denying statements', 'place'], result.controlPolicies.map(({ name, kind, environments, open, denials, place, file }) => html`<tr>
<th scope="row">${name}</th><td>${kinds[kind]}</td><td>${lines([...environments.map(environment => environmentTag(result, environment)), ...open.map(target => html`<span class="warn">not told: ${target}</span>`)])}</td>
<td class="number">${denials}</td><td>${code(place)}<br><span class="soft">${code(file)}</span></td></tr>`)),
});
