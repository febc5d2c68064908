import type { CheckKind } from '../journal';
import type { DemoResult } from '../result';
import { html, type Markup } from './html';

/** What can cross a border, and the words for its refusal. */
export const crossings: readonly { readonly kind: CheckKind; readonly text: string }[] = [
  { kind: 'foreign-signature', text: 'signed deliveries refused' },
  { kind: 'foreign-secret', text: 'secrets out of reach' },
  { kind: 'foreign-flow', text: 'foreign events without effect' },
  { kind: 'foreign-session', text: 'calls of its sessions function refused' },
  { kind: 'wrong-class', text: 'sessions on its flow refused' },
];

const cell = ({ checks }: DemoResult, from: string, to: string): Markup => {
  if (from === to) {
    const own = checks.filter(check => check.from === from && check.to === to && ['accepted', 'repeated', 'verified'].includes(check.kind));
    return html`<td class="self">${own.filter(({ passed }) => passed).length} own deliveries as promised</td>`;
  }
  const lines = crossings.flatMap(({ kind, text }) => {
    const tried = checks.filter(check => check.kind === kind && check.from === from && check.to === to);
    if (tried.length === 0) return [];
    const held = tried.filter(({ passed }) => passed).length;
    return [html`<li class="${held === tried.length ? 'good' : 'bad'}">${held} of ${tried.length} ${text}</li>`];
  });
  return html`<td><ul>${lines.length > 0 ? lines : html`<li class="soft">not tried</li>`}</ul></td>`;
};

/** Environment by environment: what came from the row and was tried against the column. */
export const matrix = (result: DemoResult): Markup => {
  const names = result.environments.map(({ name }) => name);
  return html`<div class="scroll"><table class="matrix">
<thead><tr><th>from \\ against</th>${names.map(name => html`<th>${name}</th>`)}</tr></thead>
<tbody>${names.map(from => html`<tr><th>${from}</th>${names.map(to => cell(result, from, to))}</tr>`)}</tbody>
</table></div>`;
};
