import type { Check } from '../journal';
import type { DemoResult } from '../result';
import { html, type Markup } from './html';

const row = ({ to, what, observed, passed }: Check): Markup => html`<tr>
<td class="name">${to}</td><td>${what}</td><td class="${passed ? 'good' : 'bad'}">${observed}</td></tr>`;

/** People verified from beginning to end, and what it cost; nothing where no provider was played. */
export const verifications = ({ checks, environments }: DemoResult): readonly Markup[] => {
  const made = environments.flatMap(({ name }) => checks.filter(({ kind, to }) => to === name && ['verified', 'charged', 'erased'].includes(kind)));
  if (made.length === 0) return [];
  const refused = checks.filter(({ kind, passed }) => kind === 'wrong-class' && passed).length;
  return [html`<h2>Verifications</h2>
<p>The deployed function creates a session at the provider, a person presents a document, the provider's signed webhook arrives, and the
team's backend learns of it once. The provider is a sandbox on this machine: documents are signed by its own authorities, and an
environment trusts one of them. ${refused} keys, flows and documents of another class or environment were refused.</p>
<div class="scroll"><table><thead><tr><th>environment</th><th>what was done</th><th>seen</th></tr></thead>
<tbody>${made.map(row)}</tbody></table></div>`];
};
