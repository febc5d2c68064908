import type { Document } from './types';

const known = new WeakMap<Document, string>();

/**
 * What a document says, without another way to write a letter: JSON may escape any, and YAML folds and quotes. Searches in
 * whole documents go by it.
 */
export const plainText = (document: Document): string => {
  const { text, format, value } = document;
  if (format === 'json' && !/\\[u/]/.test(text)) return text;
  let plain = known.get(document);
  if (plain === undefined) known.set(document, (plain = JSON.stringify(value)));
  return plain;
};
