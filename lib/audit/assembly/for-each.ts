import { isObject, type Json, type JsonObject } from './shape';

/** How many entries all loops of a section may unfold to; CloudFormation allows 500 resources in a template. */
const MOST = 2000;

const replace = (value: Json, name: string, item: string): Json => {
  if (typeof value === 'string')
    return value
      .split(`\${${name}}`)
      .join(item)
      .split(`&{${name}}`)
      .join(item.replace(/[^A-Za-z0-9]/g, ''));
  if (Array.isArray(value)) return value.map(inner => replace(inner, name, item));
  if (!isObject(value)) return value;
  if (value.Ref === name && Object.keys(value).length === 1) return item;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [replace(key, name, item) as string, replace(inner, name, item)]),
  );
};

/** The entries that `Fn::ForEach` in a section stands for; a loop over what is not a literal list stays as it is. */
export const unfold = (section: JsonObject, depth = 0, budget = { left: MOST }): JsonObject => {
  if (!Object.keys(section).some(key => key.startsWith('Fn::ForEach::'))) return section;
  return Object.fromEntries(
    Object.entries(section).flatMap(([key, loop]): [string, Json][] => {
      if (!key.startsWith('Fn::ForEach::') || !Array.isArray(loop)) return [[key, loop]];
      const [name, items, body] = loop;
      const literal = Array.isArray(items) && items.length <= MOST && items.every(item => typeof item === 'string');
      if (typeof name !== 'string' || !literal || !isObject(body) || depth > 5 || items.length > budget.left) return [[key, loop]];
      budget.left -= items.length;
      return items.flatMap(item => Object.entries(unfold(replace(body, name, item) as JsonObject, depth + 1, budget)));
    }),
  );
};
