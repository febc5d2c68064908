import type { AuditResult, Verdict } from '../../model';
import { badge } from './badge';
import { anchor, html, tableOf } from './markup';
import type { SectionOf } from './section';

type Invariants = AuditResult['invariants'];

const worst = (list: Invariants): Verdict =>
  (['VIOLATED', 'UNKNOWN'] as const).find(verdict => list.some(invariant => invariant.verdict === verdict)) ?? 'PROVEN';

/** Controls of the standards, each with the invariants that are evidence for it. */
export const controls: SectionOf = ({ invariants }) => {
  const names = [...new Set(invariants.flatMap(invariant => invariant.controls))].sort();
  return names.length === 0 ? undefined : {
    id: 'controls',
    title: 'Controls',
    lead: 'Which invariants are evidence for which control. An invariant supports a control; it does not fulfil it alone.',
    count: names.length,
    body: tableOf('Controls and their evidence', ['control', 'evidence', 'invariants'], names.map(name => {
      const list = invariants.filter(invariant => invariant.controls.includes(name));
      const examined = list.filter(({ decided }) => decided);
      return html`<tr><th scope="row">${name}</th><td>${examined.length === 0 ? html`<span class="soft">not examined</span>` : badge(worst(examined))}</td>
<td>${list.map(({ id, decided }, index) => html`${index > 0 ? ', ' : undefined}<a href="#${anchor('invariant', id)}">${id}</a>${decided ? undefined : html` <span class="soft">(not examined)</span>`}`)}</td></tr>`;
    })),
  };
};
