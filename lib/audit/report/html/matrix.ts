import type { Access, AuditResult, Cell } from '../../model';
import { badge, environmentTag, mark } from './badge';
import { anchor, html, type Markup } from './markup';
import type { SectionOf } from './section';

// beyond this many, a cell has room for a sign only.
const ROOMY = 7;

export const pairAnchor = (names: readonly string[]): string => anchor('pair', ...[...names].sort());

const key = (names: readonly string[]): string => [...names].sort().join('\0');

const cellMarkup = (from: string, to: string, cell: Cell | undefined, access: Access | undefined, roomy: boolean): Markup => {
  const verdict = cell?.verdict ?? 'UNKNOWN';
  const itself = from === to;
  const names = itself ? [from] : [from, to];
  const reach = access?.allowed ? access.declared ? 'may reach, as declared' : 'may reach' : 'is kept out';
  const label = itself ? `${from} by itself: ${verdict}` : `${from} and ${to}: ${verdict}${access ? `; ${from} ${reach}` : ''}`;
  return html`<td class="${verdict.toLowerCase()}${itself ? ' itself' : ''}"><a href="#${pairAnchor(names)}" aria-label="${label}">
${roomy ? badge(verdict) : mark(verdict)}${roomy && itself ? html`<small>by itself</small>` : undefined}${roomy && access && !itself ? html`<small>${reach}</small>` : undefined}</a></td>`;
};

const grid = (result: AuditResult): Markup => {
  const names = result.environments.map(({ name }) => name);
  const roomy = names.length <= ROOMY;
  const cells = new Map(result.cells.map(cell => [key(cell.environments), cell]));
  const access = new Map(result.access.map(entry => [`${entry.from}\0${entry.to}`, entry]));
  return html`<div class="scroll" role="region" aria-label="Environment by environment" tabindex="0"><table class="matrix${roomy ? '' : ' dense'}">
<caption>Each row’s environment against each column’s</caption>
<thead><tr><td></td>${names.map(name => html`<th scope="col">${environmentTag(result, name)}</th>`)}</tr></thead>
<tbody>${names.map(from => html`<tr><th scope="row">${environmentTag(result, from)}</th>
${names.map(to => cellMarkup(from, to, cells.get(key(from === to ? [from] : [from, to])), access.get(`${from}\0${to}`), roomy))}</tr>`)}</tbody></table></div>`;
};

/** Environment × environment; each cell leads to its pair. */
export const matrix: SectionOf = result => ({
  id: 'matrix',
  title: 'Environment by environment',
  lead: 'Each cell is the verdict of a pair over every invariant, and says whether principals of the row may reach anything in the column. The diagonal is an environment by itself. Choose a cell for its reasons.',
  body: grid(result),
});
