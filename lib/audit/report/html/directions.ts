import type { Access, AccessWay, AuditResult } from '../../model';
import { countsInWords, decisionTitles, kindsOfDecision, shownAs } from '../access-words';
import { clipped } from '../visible';
import { count } from '../words';
import { environmentTag, findingLinks } from './badge';
import { chainMarkup } from './chain';
import { code, html, lines, type Markup } from './markup';

export type WaysByPair = (from: string, to: string) => readonly AccessWay[];

export const waysByPair = ({ accessWays }: AuditResult): WaysByPair => {
  const ways = new Map<string, AccessWay[]>();
  for (const way of accessWays) {
    const key = `${way.from}\0${way.to}`;
    const list = ways.get(key);
    if (list) list.push(way);
    else ways.set(key, [way]);
  }
  return (from, to) => ways.get(`${from}\0${to}`) ?? [];
};

// more names than this are folded.
const SHOWN = 4;

const who = (principals: readonly string[]): Markup => {
  const names = principals.map(name => code(clipped(name, 120)));
  return principals.length <= SHOWN ? lines(names) : html`<details><summary>${principals.length} principals</summary>${lines(names)}</details>`;
};

const kindOf = ({ refusal, decision }: AccessWay): keyof typeof decisionTitles => refusal ?? (decision === 'denied' ? 'own-only' : decision);

const wayRow = (result: AuditResult, way: AccessWay): Markup => html`
<tr data-shown="${shownAs(kindOf(way))}"><td><b class="${way.decision === 'allowed' ? 'bad' : way.decision === 'undecided' || way.assumes.length > 0 ? 'warn' : 'good'}">${way.assumes.length > 0 ? 'denied, as assumed' : way.decision === 'undecided' ? 'not decided' : way.decision}</b></td>
<td>${who(way.principals)}</td><td>${code(clipped(way.resource, 120))}<br><span class="soft">${way.type}</span></td>
<td>${way.reason}${way.findings.length > 0 ? lines(findingLinks(result, way.findings)) : undefined}
<details><summary>${count(way.chain.length, 'step')}</summary>${chainMarkup(result, way)}</details></td></tr>`;

const classes = new Set<string>(['front-door', 'network', 'no-policy', 'own-only']);

const classRow = ({ counts, principals }: Access, kind: typeof kindsOfDecision[number]): Markup => html`
<tr data-shown="${shownAs(kind)}"><td><b class="${kind === 'front-door' ? 'soft' : 'good'}">${kind === 'front-door' ? 'open' : 'denied'}</b></td>
<td>each of ${count(principals, 'principal')}</td><td>${count(counts[kind], 'pair')}</td><td>${decisionTitles[kind]}</td></tr>`;

/** One direction between two environments: a line where everybody is answered alike, else a table of who gets at what. */
export const direction = (result: AuditResult, access: Access, ways: readonly AccessWay[]): Markup => {
  const { from, to, allowed, declared, policies, reason, counts, principals, resources } = access;
  const index = result.environments.findIndex(({ name }) => name === from);
  const kinds = kindsOfDecision.filter(kind => counts[kind] > 0);
  const shown = [...new Set([...kinds.map(shownAs), ...allowed ? ['allowed'] : []])].join(' ');
  const head = html`<p>${environmentTag(result, from)} → ${environmentTag(result, to)} <b class="${allowed && !declared ? 'bad' : 'good'}">${allowed ? 'allowed' : 'denied'}</b>: ${reason}
<br><span class="soft">${countsInWords(counts, principals, resources)} (${count(policies, 'policy', 'policies')} evaluated).</span></p>`;
  const rest = kinds.filter(kind => classes.has(kind));
  return html`<div class="direction" data-from="${index}" data-shown="${shown}">${head}
${ways.length === 0 ? undefined : html`<div class="scroll" role="region" aria-label="Access from ${from} to ${to}" tabindex="0"><table class="ways"><caption>Access from ${from} to ${to}</caption>
<thead><tr><th scope="col">decision</th><th scope="col">who</th><th scope="col">what</th><th scope="col">why</th></tr></thead>
<tbody>${ways.map(way => wayRow(result, way))}${rest.map(kind => classRow(access, kind))}</tbody></table></div>`}</div>`;
};
