import type { PayloadPath, TimeField } from '../../lib/providers';
import { isObject } from '../webhook/json';
import type { Json } from '../webhook/json';

const at = (value: Json | undefined, path: PayloadPath): Json | undefined =>
  path.reduce<Json | undefined>((inner, name) => isObject(inner) ? inner.members.get(name) : undefined, value);

/** A whole or decimal number that no digit of is lost of. */
export const numberAt = (value: Json, path: PayloadPath): number | undefined => {
  const found = at(value, path);
  const digits = typeof found === 'object' && found !== null && 'digits' in found ? found.digits : '';
  const number = /^-?\d{1,15}(?:\.\d{1,6})?$/.test(digits) ? Number(digits) : NaN;
  return Number.isNaN(number) ? undefined : number;
};

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch, or undefined where there is no time in the way it is documented. */
export const timeAt = (value: Json, { path, as }: TimeField): number | undefined => {
  if (as === 'epoch-ms') {
    const number = numberAt(value, path);
    return number !== undefined && Number.isInteger(number) && number > 0 && number < 8.64e15 ? number : undefined;
  }
  const found = at(value, path);
  const time = typeof found === 'string' && instant.test(found) ? Date.parse(found) : NaN;
  return Number.isNaN(time) ? undefined : time;
};
