import type { AuditResult, Finding, Verdict } from '../../model';
import { clipped } from '../visible';
import { signs } from '../words';
import { anchor, html, type Markup } from './markup';

const words: Readonly<Record<Verdict, string>> = { PROVEN: 'proven', VIOLATED: 'violated', UNKNOWN: 'unknown' };

/** The verdict as a sign and a word; the colour only repeats it. */
export const badge = (verdict: Verdict): Markup => html`<span class="badge ${verdict.toLowerCase()}"><span aria-hidden="true">${signs[verdict]}</span> ${words[verdict]}</span>`;

/** For grids too narrow for the word, which stays there for screen readers. */
export const mark = (verdict: Verdict): Markup => html`<span class="mark ${verdict.toLowerCase()}"><span aria-hidden="true">${signs[verdict]}</span><span class="unseen">${words[verdict]}</span></span>`;

const tones = 6;

// a longer name breaks where it must, a shorter one nowhere.
const LONG = 24;

/** A name with the environment's own tone, the same everywhere on the page. */
export const environmentTag = ({ environments }: AuditResult, name: string): Markup => {
  const index = environments.findIndex(environment => environment.name === name);
  return html`<span class="environment ${index < 0 ? 'outside' : `tone-${index % tones}`}${name.length > LONG ? ' long' : ''}">${clipped(name, 120)}</span>`;
};

export const findingLink = ({ id, message }: Pick<Finding, 'id' | 'message'>): Markup => html`<a href="#${anchor('finding', id)}">${message}</a>`;

/** Links to findings by id; an id that no finding has stays text. */
export const findingLinks = ({ findings }: AuditResult, ids: readonly string[]): Markup[] => ids.map(id => {
  const found = findings.find(finding => finding.id === id);
  return found ? findingLink(found) : html`<code>${id}</code>`;
});
