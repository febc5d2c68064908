import type { Json } from './json';

/** One text for equal values: members sorted, no blanks, numbers as they were written. */
export const canonicalJson = (value: Json): string => {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if ('digits' in value) return value.digits;
  if ('members' in value) {
    const names = [...value.members.keys()].sort();
    return `{${names.map(name => `${JSON.stringify(name)}:${canonicalJson(value.members.get(name)!)}`).join(',')}}`;
  }
  return `[${value.map(canonicalJson).join(',')}]`;
};
