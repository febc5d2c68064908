import type { PayloadDescription, PayloadPath } from '../../lib/providers';
import { canonicalJson } from '../webhook/canonical-json';
import { isObject, readJson, UnreadableError } from '../webhook/json';
import type { Json } from '../webhook/json';
import { idAt } from '../webhook/payload';

/** What of a body is about the subject: nothing, all of it, or records of a batch beside those of others. */
export type Part = { readonly is: 'none' | 'whole' } | { readonly is: 'some'; readonly rest: Buffer };

const none: Part = { is: 'none' };
const whole: Part = { is: 'whole' };

/** Whether a text names one of the ids as a word of its own. */
const names = (text: string, ids: ReadonlySet<string>): boolean => [...ids].some(id => {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!/[\w-]/.test(text[at - 1] ?? '') && !/[\w-]/.test(text[at + id.length] ?? '')) return true;
  }
  return false;
});

/** Whether one event or record is about the subject: by its id, or by its words where it has none that can be read. */
const isAbout = (value: Json, { verification }: PayloadDescription, ids: ReadonlySet<string>): boolean => {
  const id = idAt(value, verification);
  return id === undefined ? names(canonicalJson(value), ids) : ids.has(id);
};

const at = (value: Json, path: PayloadPath): Json | undefined =>
  path.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner.members.get(name) : undefined), value);

/** The same value with something else at a place. */
const replaced = (value: Json, [name, ...rest]: PayloadPath, by: Json): Json => {
  if (name === undefined) return by;
  if (!isObject(value)) return value;
  return { text: '', members: new Map([...value.members].map(([key, inner]) => [key, key === name ? replaced(inner, rest, by) : inner])) };
};

const partOfBatch = (root: Json, batch: NonNullable<PayloadDescription['batch']>, description: PayloadDescription, ids: ReadonlySet<string>): Part => {
  const groups = at(root, batch.groups);
  if (!Array.isArray(groups)) return names(canonicalJson(root), ids) ? whole : none;
  let [gone, left] = [0, 0];
  const kept = (groups as readonly Json[]).flatMap(group => {
    const records = at(group, batch.records);
    const list = Array.isArray(records) ? records as readonly Json[] : [group];
    const others = list.filter(record => !isAbout(record, description, ids));
    gone += list.length - others.length;
    left += others.length;
    if (others.length === 0) return [];
    return [Array.isArray(records) ? replaced(group, batch.records, others) : group];
  });
  if (gone === 0) return none;
  return left === 0 ? whole : { is: 'some', rest: Buffer.from(canonicalJson(replaced(root, batch.groups, kept)), 'utf8') };
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
