import type { z } from 'zod';
import { looksSecret } from './rules/secrets';

type Issue = z.core.$ZodIssue;

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index ? '.' : ''}${String(key)}`)).join('');

/** A value as a message may show it: short, and never secret material that was pasted into the wrong file. */
const shown = (value: unknown): string => {
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value === 'bigint') return `${value}`;
  const json = JSON.stringify(value) ?? 'nothing';
  if (looksSecret(json)) return '(secret material, not shown)';
  return (json.length > 80 ? `${json.slice(0, 77)}…` : json).replaceAll('"', '\'');
};

const withArticle = (type: string): string => {
  const words = type === 'record' ? 'object' : type;
  return `${/^[aeio]/.test(words) ? 'an' : 'a'} ${words}`;
};

const remedy = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type': return issue.message.startsWith('Invalid input') ? `give ${withArticle(issue.expected)}` : issue.message;
    case 'invalid_value': return issue.message.startsWith('Invalid') ? `give one of ${issue.values.map(value => `'${String(value)}'`).join(', ')}` : issue.message;
    case 'too_big': return issue.message.startsWith('Too big') ? `give at most ${issue.maximum}` : issue.message;
    default: return issue.message;
  }
};

const worded = (owner: string, input: unknown, issue: Issue): string[] => {
  if (issue.code === 'unrecognized_keys') {
    const place = issue.path.length ? `${pathText(issue.path)} ` : '';
    return issue.keys.map(key => `${owner}: ${place}has the unknown key ${shown(key)}; remove it or correct its spelling`);
  }
  // a record reports a bad key through the issues of the key itself.
  if (issue.code === 'invalid_key') return issue.issues.map(inner => `${owner}: ${pathText(issue.path)} is not a good name; ${remedy(inner)}`);
  const value = at(input, issue.path);
  const place = pathText(issue.path) || 'it';
  return value === undefined
    ? [`${owner}: ${place} is missing; ${remedy(issue)}`]
    : [`${owner}: ${place} is ${shown(value)}; ${remedy(issue)}`];
};

/** What was read, as far as it could be, and every problem of its shape in words. */
export interface Read<T> {
  /** Absent where nothing of it can be judged. */
  readonly value?: T;
  readonly problems: readonly string[];
}

/**
 * Reads a value against its closed schema.
 *
 * @param neutral values by key that stand in for what has no sound shape, so that the rest can still be compared with others
 */
export const readShape = <T>(schema: z.ZodType<T>, owner: string, input: unknown, neutral: Readonly<Record<string, unknown>> = {}): Read<T> => {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data, problems: [] };
  const { issues } = result.error;
  const problems = issues.flatMap(issue => worded(owner, input, issue));
  if (typeof input !== 'object' || input === null) return { problems };
  const unsound = new Set(issues.map(({ path }) => path[0]).filter(key => key !== undefined));
  const unknown = new Set(issues.flatMap(issue => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [])));
  const mended = Object.fromEntries([
    ...Object.entries(input).filter(([key]) => !unknown.has(key) && !unsound.has(key)),
    ...Object.entries(neutral).filter(([key]) => unsound.has(key)),
  ]);
  return { value: schema.safeParse(mended).data, problems };
};
