import type { AuditResult, Cell, Finding } from '../../model';
import { withStatus } from '../order';
import { between } from '../words';
import { badge, environmentTag, findingLink } from './badge';
import { direction, waysByPair, type WaysByPair } from './directions';
import { filter } from './filter';
import { html, type Markup } from './markup';
import { pairAnchor } from './matrix';
import type { SectionOf } from './section';

// more proven pairs than this are folded; a link to one opens the fold.
const SHOWN = 12;

/** What lets anybody in concerns every pair of the environment that it is in. */
const concerns = (names: readonly string[]) => ({ environments, against }: Finding): boolean =>
  environments.join('\0') === names.join('\0') || (against === 'anyone' && environments.length === 1 && names.includes(environments[0] ?? ''));

const pair = (result: AuditResult, ways: WaysByPair, cell: Cell): Markup => {
  const names: readonly string[] = cell.environments;
  const access = names.length < 2 ? [] : result.access.filter(({ from, to }) => from !== to && names.includes(from) && names.includes(to));
  const findings = withStatus(result, 'open').filter(concerns(names));
  return html`<article class="pair" id="${pairAnchor(names)}" tabindex="-1">
<h3>${names.map((name, index) => html`${index > 0 ? html` <span aria-hidden="true">↔</span> ` : undefined}${environmentTag(result, name)}`)} ${badge(cell.verdict)}</h3>
${findings.length > 0 ? html`<ul>${findings.map(finding => html`<li>${badge(finding.verdict)} ${findingLink(finding)}</li>`)}</ul>` : undefined}
${findings.length === 0 && cell.verdict === 'PROVEN' ? html`<p class="soft">Every invariant that was examined holds ${names.length < 2 ? 'in it' : 'between them'}.</p>` : undefined}
${findings.length === 0 && cell.verdict !== 'PROVEN' ? html`<p>${[...cell.violated, ...cell.unknown].join(', ')}</p>` : undefined}
${access.map(entry => direction(result, entry, ways(entry.from, entry.to)))}
</article>`;
};

/** Each pair with what was found between its two, and why the rest is kept apart. */
export const pairs: SectionOf = result => {
  const open = result.cells.filter(({ verdict }) => verdict !== 'PROVEN');
  const proven = result.cells.filter(({ verdict }) => verdict === 'PROVEN');
  const ways = waysByPair(result);
  const list = proven.map(cell => pair(result, ways, cell));
  return {
    id: 'pairs',
    title: 'Pairs and their reasons',
    lead: 'Who may reach what, in both directions, and the chain or the reason that allows or denies it. Principals whose policies say the same share a line; what is answered alike for everybody outside is counted by its reason.',
    count: result.cells.length,
    body: html`${filter(result)}
${open.map(cell => pair(result, ways, cell))}
${proven.length > SHOWN ? html`<details><summary>${proven.length} proven, from ${between(proven[0]?.environments ?? [])}</summary>${list}</details>` : list}`,
  };
};
