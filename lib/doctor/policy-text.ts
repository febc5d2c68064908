/** A policy as IAM answers it: JSON, percent-encoded. */
export const policyOf = (text = ''): unknown => {
  try {
    return JSON.parse(text.startsWith('{') ? text : decodeURIComponent(text));
  } catch {
    return undefined;
  }
};

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 1 ? ordered(value[0]) : value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, ordered(inner)]));
};

/** The same text for the same policy, whatever the order of its members and whether one value stands in a list. */
export const canonical = (value: unknown): string => JSON.stringify(ordered(value)) ?? '';
