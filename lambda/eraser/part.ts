import type { PayloadDescription } from '../../lib/providers';
import { canonicalJson } from '../webhook/canonical-json';
import { cut } from '../webhook/cut';
import { readJson, UnreadableError } from '../webhook/json';
import type { Json } from '../webhook/json';
import { idAt } from '../webhook/payload';

/** What of a body is about the subject: nothing, all of it, or records of a batch beside those of others. */
export type Part = { readonly is: 'none' | 'whole' } | { readonly is: 'some'; readonly rest: Buffer };

const none: Part = { is: 'none' };
const whole: Part = { is: 'whole' };

/** Whether a text names one of the ids as a word of its own, as JSON writes it: a quotation mark in an id has another sign before it. */
const names = (text: string, ids: ReadonlySet<string>): boolean => [...ids].some(id => {
  const word = JSON.stringify(id).slice(1, -1);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\w-]/.test(text[at - 1] ?? '') && !/[\w-]/.test(text[at + word.length] ?? '')) return true;
  }
  return false;
});

/** Whether one event or record is about the subject: by its id, or by its words where it has none that can be read. */
const isAbout = (value: Json, { verification }: PayloadDescription, ids: ReadonlySet<string>): boolean => {
  const id = idAt(value, verification);
  return id === undefined ? names(canonicalJson(value), ids) : ids.has(id);
};

const partOfBatch = (root: Json, batch: NonNullable<PayloadDescription['batch']>, description: PayloadDescription, ids: ReadonlySet<string>): Part => {
  const beside = cut(root, batch, record => isAbout(record, description, ids));
  if (beside === undefined) return names(canonicalJson(root), ids) ? whole : none;
  if (beside.gone === 0) return none;
  return beside.left === 0 ? whole : { is: 'some', rest: beside.rest() };
};

/**
 * Finds the subject in a body that was set aside. What cannot be read at all goes whole where it names the subject: nothing can be made
 * of it, and nobody could tell whose the rest is.
 */
export const partOf = (body: Buffer, description: PayloadDescription, ids: ReadonlySet<string>): Part => {
  let root: Json;
  try {
    root = readJson(body);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return names(body.toString('latin1'), ids) ? whole : none;
  }
  if (description.batch !== undefined) return partOfBatch(root, description.batch, description, ids);
  return isAbout(root, description, ids) ? whole : none;
};
