import { notShown } from '../not-shown';
import { html } from './markup';
import type { SectionOf } from './section';

/** What the verdict does not say, and what it takes for granted. */
export const limits: SectionOf = ({ assumptions }) => ({
  id: 'limits',
  title: 'What templates cannot show',
  lead: 'This verdict is about the files listed below and nothing else. These questions need other evidence:',
  body: html`<ul>${notShown.map(sentence => html`<li>${sentence}</li>`)}</ul>
<h3>Assumptions</h3>
${assumptions.length === 0 ? html`<p>None were made.</p>` : html`<ul>${assumptions.map(sentence => html`<li>${sentence}</li>`)}</ul>`}`,
});
