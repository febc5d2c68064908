import { clipped } from '../visible';
import { rotationWords } from '../words';
import { environmentTag } from './badge';
import { code, html, lines, tableOf } from './markup';
import type { SectionOf } from './section';

const kinds = { secret: 'secret', managed: 'made by the service' } as const;

/** Every secret: who can read it, under which key, how it rotates. */
export const secrets: SectionOf = result => (result.secretInventory.length === 0 ? undefined : {
  id: 'secrets',
  title: 'Secret inventory',
  lead: 'Every secret that the templates create, and every one that a service makes for what they create. Readers are all whom the policies of principal, secret and key may let read it, those of another environment with its name; values are in no template and in no report.',
  count: result.secretInventory.length,
  body: tableOf('Secrets, their readers, keys and rotation', ['environment', 'secret', 'may be read by', 'key', 'rotation'], result.secretInventory.map(entry => html`<tr>
<td>${environmentTag(result, entry.environment)}</td><th scope="row">${code(`${entry.stack}/${entry.logicalId}`)}<br><span class="soft">${kinds[entry.kind]}${entry.name === undefined ? '' : ` ${entry.name}`}</span></th>
<td>${lines(entry.readers.map(reader => code(clipped(reader))))}</td><td>${code(clipped(entry.key))}</td><td>${rotationWords(entry)}</td></tr>`)),
});
