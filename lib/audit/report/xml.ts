import { visible } from './visible';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** Text for an element or an attribute; what XML does not allow is written visibly, line breaks of ours stay. */
export const xmlText = (text: string): string =>
  text.split('\n').map(line => visible(line).replace(/[&<>"']/g, character => entities[character] ?? '')).join('\n');

export const element = (name: string, attributes: Readonly<Record<string, string | number>>, content: readonly string[] = []): string => {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${xmlText(visible(String(value)))}"`)].join(' ');
  return content.length === 0 ? `<${open}/>` : `<${open}>${content.join('')}</${name}>`;
};
