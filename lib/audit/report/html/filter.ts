import type { AuditResult } from '../../model';
import type { Shown } from '../access-words';
import { environmentTag } from './badge';
import { html, type Markup } from './markup';

// beyond this many, the matrix leads to a pair faster than a list of names.
export const MOST_FILTERED = 12;

const decisions: readonly (readonly ['all' | Shown, string])[] = [
  ['all', 'everything'], ['allowed', 'allowed'], ['assumed', 'stopped by the organization alone'], ['undecided', 'not decided'], ['front-door', 'front doors'], ['denied', 'denied'],
];

/** Choices that hide what is not asked for, by style alone: the page runs nothing. On paper everything stays. */
export const filter = (result: AuditResult): Markup | undefined => {
  const { environments, access } = result;
  if (access.length === 0) return undefined;
  return html`<div class="filters">
<fieldset><legend>Show access that is</legend>${decisions.map(([kind, title]) => html`
<label><input type="radio" name="decision" id="show-${kind}"${kind === 'all' ? checked : undefined}> ${title}</label>`)}</fieldset>
${environments.length > MOST_FILTERED ? undefined : html`<fieldset><legend>of principals of</legend>
<label><input type="radio" name="from" id="from-all"${checked}> any environment</label>${environments.map(({ name }, index) => html`
<label><input type="radio" name="from" id="from-${index}"> ${environmentTag(result, name)}</label>`)}</fieldset>`}
</div>`;
};

const checked: Markup = { markup: ' checked' };

const kinds = decisions.map(([kind]) => kind).filter(kind => kind !== 'all');

/** Hides by what is chosen above; a choice never hides anything on paper. */
export const filterStyle = `
@media screen {
${kinds.map(kind => `main:has(#show-${kind}:checked) [data-shown]:not([data-shown~="${kind}"]) { display: none; }`).join('\n')}
${Array.from({ length: MOST_FILTERED }, (_, index) => `main:has(#from-${index}:checked) [data-from]:not([data-from="${index}"]) { display: none; }`).join('\n')}
}
@media print { .filters { display: none; } }
`;
