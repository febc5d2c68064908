import type { AuditResult } from '../../model';
import type { ReportContext } from '../types';
import { html, type Markup, type Value } from './markup';

/** A part of the page with an entry in its contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What the reader looks at, in a sentence or two. */
  readonly lead?: Value;
  /** Shown beside the entry in the contents. */
  readonly count?: number;
  readonly body: Value;
}

/** Undefined where the result has nothing for it. */
export type SectionOf = (result: AuditResult, context: ReportContext) => Section | undefined;

export const sectionMarkup = ({ id, title, lead, body }: Section): Markup => html`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${lead === undefined ? undefined : html`<p class="lead">${lead}</p>`}
${body}
</section>`;

export const contents = (sections: readonly Section[]): Markup => html`
<nav aria-label="Contents"><ol>${sections.map(({ id, title, count }) => html`
<li><a href="#${id}">${title}${count === undefined ? undefined : html` <span class="tally">${count}</span>`}</a></li>`)}
</ol></nav>`;
