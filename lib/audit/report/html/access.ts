import type { AccessResource, AuditResult } from '../../model';
import { countsInWords, postureReasons } from '../access-words';
import { clipped } from '../visible';
import { count } from '../words';
import { environmentTag, findingLinks } from './badge';
import { anchor, code, html, lines, tableOf, type Markup } from './markup';
import type { SectionOf } from './section';

/** Both the paths that are denied and the ones that are not, each with its reason. */
export const access: SectionOf = result => (result.access.length === 0 ? undefined : {
  id: 'access',
  title: 'Access, allowed and denied',
  lead: 'For each direction between two environments: how many pairs of a principal and a resource are allowed and denied, and the reason. What a policy may allow is over-estimated, what it denies is under-estimated.',
  count: result.access.length,
  body: tableOf('Access in both directions', ['from', 'to', 'access', 'reason', 'policies evaluated'], result.access.map(({ from, to, allowed, declared, policies, reason, findings, counts, principals, resources }) => html`<tr>
<td>${environmentTag(result, from)}</td><td>${environmentTag(result, to)}</td><td><b class="${allowed && !declared ? 'bad' : 'good'}">${allowed ? 'allowed' : 'denied'}</b></td>
<td>${reason}<br><span class="soft">${countsInWords(counts, principals, resources)}</span>${findings.length > 0 ? lines(findingLinks(result, findings)) : undefined}</td><td class="number">${policies}</td></tr>`)),
});

// beyond this many, resources are told by type and not by name.
const NAMED = 150;

const byName = (list: readonly AccessResource[]): Markup => tableOf('Resources', ['resource', 'type', 'policies', 'to everybody outside'], list.map(({ name, type, policies, posture }) => html`<tr>
<th scope="row">${code(clipped(name, 120))}</th><td>${type}</td><td class="number">${policies}</td><td>${postureReasons[posture]}</td></tr>`));

const byType = (list: readonly AccessResource[]): Markup => {
  const classes = new Map<string, { readonly type: string; readonly posture: AccessResource['posture']; number: number }>();
  for (const { type, posture } of list) {
    const known = classes.get(`${type}|${posture}`);
    if (known) known.number += 1;
    else classes.set(`${type}|${posture}`, { type, posture, number: 1 });
  }
  return tableOf('Resources by type', ['type', 'number', 'to everybody outside'], [...classes.values()].map(({ type, posture, number }) => html`<tr>
<th scope="row">${type}</th><td class="number">${number}</td><td>${postureReasons[posture]}</td></tr>`));
};

const kinds = { 'role': 'role', 'user': 'user', 'account': 'account', 'service': 'service', 'web-identity': 'workflow', 'anonymous': 'anybody' } as const;

const ofEnvironment = (result: AuditResult, environment: string): Markup => {
  const principals = result.principals.filter(each => each.environment === environment);
  const resources = result.resources.filter(each => each.environment === environment);
  return html`<details id="${anchor('population', environment)}"><summary>${environmentTag(result, environment)} ${count(principals.length, 'principal')}, ${count(resources.length, 'resource')}</summary>
${tableOf('Principals', ['principal', 'kind'], principals.map(({ name, kind }) => html`<tr><th scope="row">${code(clipped(name, 160))}</th><td>${kinds[kind]}</td></tr>`))}
${resources.length > NAMED ? byType(resources) : byName(resources)}</details>`;
};

/** Who and what access was decided about: what is in no list was not looked at. */
export const population: SectionOf = result => (result.principals.length === 0 ? undefined : {
  id: 'population',
  title: 'Principals and resources',
  lead: 'Everybody who may act for an environment, and everything of it that a policy may be attached to or an identity may name. Each principal of one was held against each resource of every other.',
  body: result.environments.map(({ name }) => ofEnvironment(result, name)),
});
