/** A pattern of an event source mapping's filter: objects nest, lists say what a field may be. */
type Pattern = { readonly [field: string]: Pattern | readonly unknown[] };

type Rule = (value: unknown, operand: unknown) => boolean;

const text = (test: (value: string, operand: string) => boolean): Rule =>
  (value, operand) => typeof value === 'string' && test(value, String(operand));

const rules: Readonly<Record<string, Rule>> = {
  'exists': (value, operand) => (value !== undefined) === operand,
  'prefix': text((value, operand) => value.startsWith(operand)),
  'suffix': text((value, operand) => value.endsWith(operand)),
  'equals-ignore-case': text((value, operand) => value.toLowerCase() === operand.toLowerCase()),
  'anything-but': (value, operand) => value !== undefined && !matchesAny(Array.isArray(operand) ? operand : [operand], value),
};

const matchesOne = (accepted: unknown, value: unknown): boolean => {
  if (typeof accepted !== 'object' || accepted === null) return accepted === (value ?? null);
  const [[name, operand] = []] = Object.entries(accepted);
  const rule = name === undefined ? undefined : rules[name];
  // a rule that is not understood must not let everything, or nothing, through unnoticed.
  if (!rule) throw new Error(`filter rule ${JSON.stringify(accepted)} is not known here`);
  return rule(value, operand);
};

const matchesAny = (accepted: readonly unknown[], value: unknown): boolean => accepted.some(one => matchesOne(one, value));

const matches = (pattern: Pattern, value: unknown): boolean => Object.entries(pattern).every(([field, wanted]) => {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
  return Array.isArray(wanted) ? matchesAny(wanted, found) : matches(wanted as Pattern, found);
});

/** Whether a record passes the filters of an event source mapping: any one of them, or all records where there is none. */
export const passesFilters = (patterns: readonly string[], record: unknown): boolean =>
  patterns.length === 0 || patterns.some(pattern => matches(JSON.parse(pattern) as Pattern, record));
