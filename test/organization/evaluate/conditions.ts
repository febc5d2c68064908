import { arnLike, glob } from './match';

/** Keys of a request; one that is absent is absent in the request, and one with several values has a list. */
export type Keys = Readonly<Record<string, string | readonly string[]>>;

type Compare = (wanted: string, found: string) => boolean;

const comparisons: Readonly<Record<string, Compare>> = {
  String: (wanted, found) => wanted === found,
  StringIgnoreCase: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
  StringLike: (wanted, found) => glob(wanted, found),
  // ArnEquals and ArnLike behave identically.
  Arn: arnLike,
  ArnLike: arnLike,
  Bool: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
};

const operator = /^(?:(ForAnyValue|ForAllValues):)?(Null|Bool|(?:String|Arn)(?:Not)?(?:Equals(?:IgnoreCase)?|Like))(IfExists)?$/;

const read = (name: string) => {
  const found = operator.exec(name);
  if (!found) throw new Error(`the operator '${name}' is not evaluated here`);
  const [, set, core = '', ifExists] = found;
  const negated = /^(String|Arn)Not/.test(core);
  const kind = core === 'Bool' || core === 'Null' ? core : core.replace('Not', '').replace('Equals', '');
  return { set, kind, negated, ifExists: ifExists !== undefined };
};

const valuesOf = (keys: Keys, key: string): readonly string[] => {
  // names of condition keys know no case.
  const name = Object.keys(keys).find(one => one.toLowerCase() === key.toLowerCase());
  return name === undefined ? [] : [keys[name]!].flat();
};

/** One key under one operator. */
const holds = (name: string, wanted: readonly string[], found: readonly string[]): boolean => {
  const { set, kind, negated, ifExists } = read(name);
  if (kind === 'Null') return wanted.includes(String(found.length === 0));
  const compare = comparisons[kind]!;
  // several wanted values are alternatives; under a negated operator none of them may be found.
  const meets = (value: string): boolean => (negated ? !wanted.some(one => compare(one, value)) : wanted.some(one => compare(one, value)));
  if (set === 'ForAllValues') return found.every(meets);
  if (set === 'ForAnyValue') return found.some(meets);
  if (found.length > 1) throw new Error(`several values under '${name}', which compares one; use ForAnyValue or ForAllValues`);
  if (found.length === 0) return ifExists || negated;
  return meets(found[0]!);
};

/** Whether all conditions of a statement hold: every operator, and every key under it. */
export const conditionsHold = (conditions: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>, keys: Keys): boolean =>
  Object.entries(conditions).every(([name, tests]) =>
    Object.entries(tests).every(([key, wanted]) => holds(name, [wanted].flat(), valuesOf(keys, key))));
