// policies by what they say: order, lists of one, names of accounts and of roles, and the spelling of keys are no difference.
import { isObject, type Json, type JsonObject } from '../../audit/assembly/shape';

export interface Spelt {
  readonly effect: 'Allow' | 'Deny';
  /** Equal for statements that say the same. */
  readonly text: string;
  /** Members by name, each as a sorted list. */
  readonly says: Readonly<Record<string, readonly string[]>>;
  /** As it was given. */
  readonly statement: JsonObject;
}

/** What principals are called, by the unique id that AWS puts in the place of one that was deleted. */
export type Names = ReadonlyMap<string, string>;

const nobody: Names = new Map();

const listOf = (value: Json | undefined): Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** An account by itself, its root, and the id of a principal that is still there each have one name. */
const principal = (kind: string, value: string, names: Names): string => {
  if (kind === 'AWS' && /^\d{12}$/.test(value)) return `arn:aws:iam::${value}:root`;
  return kind === 'AWS' ? names.get(value) ?? value : value;
};

/** As AWS folds letters: a sign that merely folds to one of the alphabet is not that letter. */
const folded = (text: string): string => text.replace(/[A-Z]+/g, letters => letters.toLowerCase());

const principals = (value: Json, names: Names): string[] => {
  if (!isObject(value)) return listOf(value).map(one => `AWS ${principal('AWS', textOf(one), names)}`);
  return Object.entries(value).flatMap(([kind, given]) => listOf(given).map(one => `${kind} ${principal(kind, textOf(one), names)}`));
};

/** Operators, keys and values of the conditions, which all have to hold; AWS puts no id in the place of a name here. */
const conditions = (value: Json | undefined): string[] => Object.entries(isObject(value) ? value : {}).flatMap(([test, keys]) =>
  Object.entries(isObject(keys) ? keys : {}).map(([key, given]) =>
    `${test} ${folded(key)} ${JSON.stringify(sorted(listOf(given).map(textOf)))}`));

const spell = (statement: JsonObject, version: string, names: Names): Spelt => {
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  const says: Record<string, readonly string[]> = {};
  const keep = (name: string, values: readonly string[]) => { if (values.length > 0) says[name] = sorted(values); };
  if (Principal !== undefined) keep('Principal', principals(Principal, names));
  if (NotPrincipal !== undefined) keep('NotPrincipal', principals(NotPrincipal, names));
  keep('Action', listOf(Action).map(action => folded(textOf(action))));
  keep('NotAction', listOf(NotAction).map(action => folded(textOf(action))));
  keep('Resource', listOf(Resource).map(textOf));
  keep('NotResource', listOf(NotResource).map(textOf));
  keep('Condition', conditions(Condition));
  const effect = Effect === 'Deny' ? 'Deny' : 'Allow';
  // variables mean something from the later version on.
  const variables = JSON.stringify(says).includes('${') ? version : '';
  return { effect, says, statement, text: JSON.stringify([effect, variables, Object.entries(says).sort(([a], [b]) => (a < b ? -1 : 1))]) };
};

/** Every statement of a policy; of none where there is no policy. */
export const statementsOf = (policy: Json | undefined, names: Names = nobody): Spelt[] => {
  if (!isObject(policy)) return [];
  const version = typeof policy.Version === 'string' ? policy.Version : '2008-10-17';
  return listOf(policy.Statement).filter(isObject).map(statement => spell(statement, version, names));
};
