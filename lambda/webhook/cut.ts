import type { PayloadDescription, PayloadPath } from '../../lib/providers';
import { canonicalJson } from './canonical-json';
import { isObject } from './json';
import type { Json } from './json';
import type { ProviderEvent } from './payload';

/** A batch from which records were taken out. */
export interface Cut {
  readonly gone: number;
  readonly left: number;
  /** The batch with the records that are left, and everything else as it was. */
  readonly rest: () => Buffer;
}

const at = (value: Json, path: PayloadPath): Json | undefined =>
  path.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner.members.get(name) : undefined), value);

/** The same value with something else at a place. */
const replaced = (value: Json, [name, ...rest]: PayloadPath, by: Json): Json => {
  if (name === undefined) return by;
  if (!isObject(value)) return value;
  return { text: '', members: new Map([...value.members].map(([key, inner]) => [key, key === name ? replaced(inner, rest, by) : inner])) };
};

/** Takes records out of a batch; a group without a list of them counts as one. Undefined where there are no groups. */
export const cut = (root: Json, batch: NonNullable<PayloadDescription['batch']>, goes: (record: Json) => boolean): Cut | undefined => {
  const groups = at(root, batch.groups);
  if (!Array.isArray(groups)) return undefined;
  let [gone, left] = [0, 0];
  const kept = (groups as readonly Json[]).flatMap(group => {
    const records = at(group, batch.records);
    const list = Array.isArray(records) ? records as readonly Json[] : [group];
    const others = list.filter(record => !goes(record));
    gone += list.length - others.length;
    left += others.length;
    if (others.length === 0) return [];
    return [Array.isArray(records) ? replaced(group, batch.records, others) : group];
  });
  return { gone, left, rest: () => Buffer.from(canonicalJson(replaced(root, batch.groups, kept)), 'utf8') };
};

/** What may be set aside of a delivery some of whose events were erased: all of it, what it says beside them, or nothing. */
export const besideErased = (
  body: Buffer, root: Json, { batch }: PayloadDescription, erased: readonly Pick<ProviderEvent, 'value'>[],
): Buffer | undefined => {
  if (erased.length === 0) return body;
  const values = new Set<Json>(erased.map(({ value }) => value));
  const beside = batch && cut(root, batch, record => values.has(record));
  return beside !== undefined && beside.left > 0 ? beside.rest() : undefined;
};
