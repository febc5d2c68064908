import { groups, type AuditResult, type Verdict } from '../../model';
import { groupTitles } from '../words';
import { environmentTag, mark } from './badge';
import { anchor, code, html, type Markup } from './markup';
import type { SectionOf } from './section';

/** An environment's verdict on an invariant: by itself and in every pair that it belongs to. */
const verdictsOf = ({ cells, environments }: AuditResult): (invariant: string, environment: string) => Verdict => {
  const open = new Map<string, Verdict>();
  for (const { environments: names, violated, unknown } of cells) {
    for (const name of names) {
      for (const id of unknown) if (!open.has(`${name}\0${id}`)) open.set(`${name}\0${id}`, 'UNKNOWN');
      for (const id of violated) open.set(`${name}\0${id}`, 'VIOLATED');
    }
  }
  // an environment of which no cell speaks has not been decided.
  const decided = new Set(environments.flatMap(({ name }) => (cells.some(({ environments: names }) => (names as readonly string[]).includes(name)) ? [name] : [])));
  return (invariant, environment) => open.get(`${environment}\0${invariant}`) ?? (decided.has(environment) ? 'PROVEN' : 'UNKNOWN');
};

const row = (result: AuditResult, { id, title, decided, verdict }: AuditResult['invariants'][number], of: ReturnType<typeof verdictsOf>): Markup => html`
<tr id="${anchor('invariant', id)}"><th scope="row">${title}<br>${code(id)}</th>
${decided ? html`<td>${mark(verdict)}</td>${result.environments.map(({ name }) => html`<td>${mark(of(id, name))}</td>`)}`
  : html`<td colspan="${result.environments.length + 1}" class="soft">not examined in this profile</td>`}</tr>`;

/** Invariants × environments. */
export const invariants: SectionOf = result => {
  const of = verdictsOf(result);
  return {
    id: 'invariants',
    title: 'Invariants',
    lead: 'What has to hold, and whether it does for each environment by itself and against every other.',
    count: result.invariants.length,
    body: html`<div class="scroll" role="region" aria-label="Invariants by environment" tabindex="0"><table class="invariants">
<caption>✓ proven, ✕ violated, ? unknown</caption>
<thead><tr><th scope="col">invariant</th><th scope="col">all</th>${result.environments.map(({ name }) => html`<th scope="col">${environmentTag(result, name)}</th>`)}</tr></thead>
${groups.map(group => {
  const list = result.invariants.filter(invariant => invariant.group === group);
  return list.length === 0 ? undefined : html`<tbody><tr><th colspan="${result.environments.length + 2}" scope="rowgroup" class="group">${groupTitles[group]}</th></tr>${list.map(invariant => row(result, invariant, of))}</tbody>`;
})}</table></div>`,
  };
};
