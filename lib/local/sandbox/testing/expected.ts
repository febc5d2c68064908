import { isDeepStrictEqual } from 'node:util';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where a value is not what is expected; members that are not named may be anything. */
export const differences = (expected: unknown, value: unknown, place = 'payload'): string[] => {
  if (isObject(expected) && isObject(value)) {
    return Object.entries(expected).flatMap(([name, inner]) => differences(inner, value[name], `${place}.${name}`));
  }
  return isDeepStrictEqual(expected, value) ? [] : [`${place} is ${JSON.stringify(value)}, expected ${JSON.stringify(expected)}`];
};
