/** Markup that is safe to place in a page; only `html` makes it. */
export interface Markup {
  readonly markup: string;
}

type Value = Markup | string | number | readonly Markup[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

export const escape = (text: string): string => text.replace(/[&<>"']/g, character => entities[character] ?? '');

const render = (value: Value): string => {
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('\n');
};

/** Builds markup in which every value is escaped unless it is markup itself. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  ({ markup: String.raw({ raw: parts }, ...values.map(render)) });
