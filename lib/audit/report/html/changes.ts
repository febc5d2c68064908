import type { Finding } from '../../model';
import { badge } from './badge';
import { anchor, code, html, tableOf, type Markup } from './markup';
import type { SectionOf } from './section';

const row = (change: string, { id, message, verdict }: Finding, detail: string, linked: boolean): Markup => html`<tr>
<td>${change}</td><td>${badge(verdict)}</td><td>${linked ? html`<a href="#${anchor('finding', id)}">${message}</a>` : message}<br>${code(id)}</td><td>${detail}</td></tr>`;

/** What differs from the earlier report. */
export const changes: SectionOf = (_result, { comparison }) => {
  if (!comparison) return undefined;
  const { verdict, appeared, went, changed, inputs } = comparison;
  const rows = [
    ...appeared.map(finding => row('appeared', finding, '', true)),
    ...went.map(finding => row('went', finding, '', false)),
    ...changed.map(({ after, parts }) => row('changed', after, parts.join(', '), true)),
  ];
  return {
    id: 'changes',
    title: 'Since the earlier report',
    count: rows.length,
    body: html`<p>${badge(verdict.before)} → ${badge(verdict.after)}. Input files: ${inputs.added.length} added, ${inputs.removed.length} removed, ${inputs.changed.length} changed.</p>
${rows.length === 0 ? html`<p>The findings are the same.</p>` : tableOf('What appeared, went and changed', ['change', 'verdict', 'finding', 'what differs'], rows)}`,
  };
};
