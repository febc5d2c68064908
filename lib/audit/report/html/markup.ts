import { visible } from '../visible';

/** Markup that is safe to place in a page; only `html` and `trusted` make it. */
export interface Markup {
  readonly markup: string;
}

export type Value = Markup | string | number | undefined | readonly Value[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

export const escape = (text: string): string => visible(text).replace(/[&<>"']/g, character => entities[character] ?? '');

const render = (value: Value): string => {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return 'markup' in value ? value.markup : value.map(render).join('');
};

/** Builds markup in which every value is escaped unless it is markup itself. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  ({ markup: String.raw({ raw: parts }, ...values.map(render)) });

/** For text of this program only, never for text of an input. */
export const trusted = (markup: string): Markup => ({ markup });

/** An id for an anchor: the same for the same names, and never the same for others. */
export const anchor = (kind: string, ...names: readonly string[]): string =>
  [kind, ...names.map(name => name.replace(/[^A-Za-z0-9.-]/gu, character => `_${character.codePointAt(0)!.toString(16)}_`))].join('--');

/** A table whose wide content scrolls by itself, reachable by keyboard. */
export const tableOf = (caption: string, heads: readonly Value[], rows: readonly Value[], kind = ''): Markup => html`
<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="${kind}"><caption>${caption}</caption>
<thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;

export const code = (text: string | number): Markup => html`<code>${text}</code>`;

/** Items one below the other, or a dash where there are none. */
export const lines = (items: readonly Value[]): Markup => (items.length === 0 ? html`<span class="soft">–</span>` : html`<ul class="plain">${items.map(item => html`<li>${item}</li>`)}</ul>`);
