import { fieldOf, isBranch, isChoice, isLeaf, isList, itemsOf, leavesOf, type Tree } from '../resolve/tree';
import { literal, literalsOf, unknownsIn, type Value } from '../resolve/value';

export interface Condition {
  /** Lower-case, without set prefix and without `IfExists`. */
  readonly operator: string;
  readonly set?: 'all' | 'any';
  readonly ifExists: boolean;
  /** Lower-case. */
  readonly key: string;
  readonly values: readonly Value[];
}

export interface Matcher {
  /** Whether it names what is exempt (`NotAction`, `NotResource`, `NotPrincipal`). */
  readonly not: boolean;
  readonly values: readonly Value[];
}

export interface PrincipalEntry {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser` or `*`. */
  readonly type: string;
  readonly value: Value;
}

export interface Statement {
  /** Index path inside the document, e.g. `Statement`, `2`. */
  readonly path: readonly string[];
  /** `Maybe` where the effect itself is decided at deployment. */
  readonly effect: 'Allow' | 'Deny' | 'Maybe';
  readonly actions: Matcher;
  readonly resources: Matcher;
  readonly principals?: { readonly not: boolean; readonly entries: readonly PrincipalEntry[] };
  readonly conditions: readonly Condition[];
  /** Why there are conditions that are not known. */
  readonly unread?: string;
  /** Whether conditions or parts of the statement are decided at deployment, so that a denial is not certain. */
  readonly uncertain: boolean;
}

/** An element of a policy by its name, or by its name in small letters, which some services take too. */
const element = (tree: Tree | undefined, name: string): Tree | undefined => fieldOf(tree, name) ?? fieldOf(tree, name.toLowerCase());

const matcher = (statement: Tree, name: string): Matcher | undefined => {
  const plain = element(statement, name);
  const not = element(statement, `Not${name}`);
  if (plain === undefined && not === undefined) return undefined;
  return { not: plain === undefined, values: leavesOf(plain ?? not) };
};

const principalTypes: Readonly<Record<string, string>> = { aws: 'AWS', service: 'Service', federated: 'Federated', canonicaluser: 'CanonicalUser' };

const principalsOf = (tree: Tree | undefined): PrincipalEntry[] => {
  if (tree === undefined) return [];
  if (isLeaf(tree)) return [{ type: '*', value: tree.leaf }];
  if (isChoice(tree)) return tree.choice.flatMap(principalsOf);
  if (isList(tree)) return tree.flatMap(principalsOf);
  return [...tree.fields].flatMap(([type, inner]) => leavesOf(inner).map(value => ({ type: principalTypes[type.toLowerCase()] ?? type, value })));
};

const conditionsOf = (tree: Tree | undefined): Condition[] => {
  if (!isBranch(tree)) return [];
  return [...tree.fields].flatMap(([name, keys]) => {
    const [, set, bare, ifExists] = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(name.toLowerCase()) ?? [];
    return (isBranch(keys) ? [...keys.fields] : []).map(([key, values]): Condition => ({
      operator: bare ?? '',
      set: set === 'forallvalues' ? 'all' : set === 'foranyvalue' ? 'any' : undefined,
      ifExists: ifExists !== undefined,
      key: key.toLowerCase(),
      values: leavesOf(values),
    }));
  });
};

/** A condition whose keys are made at deployment, as by a custom resource. */
const unreadConditions = (tree: Tree | undefined): string | undefined => {
  const whole = [tree, ...(isBranch(tree) ? tree.fields.values() : [])].find(isLeaf);
  return whole && (unknownsIn(whole.leaf)[0]?.reason ?? 'a condition that is not an object');
};

const hasChoice = (tree: Tree): boolean =>
  isChoice(tree) || (isList(tree) ? tree.some(hasChoice) : isBranch(tree) && [...tree.fields.values()].some(hasChoice));

const statementOf = (tree: Tree, path: readonly string[], optional: boolean): Statement => {
  const effect = element(tree, 'Effect');
  const effects = isLeaf(effect) ? literalsOf(effect.leaf) : undefined;
  const principal = element(tree, 'Principal');
  const notPrincipal = element(tree, 'NotPrincipal');
  const condition = element(tree, 'Condition');
  return {
    path,
    effect: effects?.length === 1 && (effects[0] === 'Allow' || effects[0] === 'Deny') ? effects[0] : 'Maybe',
    actions: matcher(tree, 'Action') ?? { not: false, values: [literal('*')] },
    resources: matcher(tree, 'Resource') ?? { not: false, values: [literal('*')] },
    principals:
      principal === undefined && notPrincipal === undefined
        ? undefined
        : { not: principal === undefined, entries: principalsOf(principal ?? notPrincipal) },
    // a condition that may be absent is no condition.
    conditions: isChoice(condition) ? [] : conditionsOf(condition),
    unread: unreadConditions(condition),
    uncertain: optional || hasChoice(tree),
  };
};

/** Every statement that a document may have. */
export const statementsOf = (document: Tree, path: readonly string[] = [], optional = false): Statement[] => {
  if (isChoice(document)) return document.choice.flatMap(option => statementsOf(option, path, true));
  const statements = element(document, 'Statement');
  if (statements === undefined) return [];
  const list = isList(statements) ? statements : undefined;
  if (!list) return itemsOf(statements).map(tree => statementOf(tree, [...path, 'Statement'], optional));
  return list.flatMap((tree, index) => {
    const place = [...path, 'Statement', String(index)];
    return isChoice(tree) ? itemsOf(tree).map(option => statementOf(option, place, true)) : [statementOf(tree, place, optional)];
  });
};
