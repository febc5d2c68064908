import { isAttribute, isUnknown, render, type Value } from '../resolve/value';
import { spelt } from '../resolve/arn';
import type { Condition, Statement } from './statement';
import type { ResourceNode } from '../world/types';

/** A set of callers to which a condition limits a statement. */
export interface Bound {
  readonly accounts: readonly string[];
  readonly nodes: readonly ResourceNode[];
  readonly organizations: readonly string[];
  /** Why the set is not known whole. */
  readonly unknown?: string;
  /** Whether it limits AWS services that act for others. */
  readonly services: boolean;
  /** Whether it limits callers who act for themselves. */
  readonly callers: boolean;
}

/** Keys that say on whose behalf a service acts; they limit everybody. */
const sourceAccounts = new Set(['aws:sourceaccount', 'aws:sourceowner', 'aws:vpceaccount', 's3:dataaccesspointaccount']);
const sourceArns = new Set(['aws:sourcearn', 's3:dataaccesspointarn']);
/** Set truthfully by a service, and freely by anybody who calls the key directly. */
const contexts = /^kms:encryptioncontext:(?:aws:.*arn|secretarn|parameter_arn)$/;
/** Keys that say who the caller is; a service principal has no account. */
const principalAccounts = new Set(['aws:principalaccount', 'kms:calleraccount']);
const principalArns = new Set(['aws:principalarn']);
const networks = new Set(['aws:sourcevpce', 'aws:sourcevpc']);
const organizations = new Set(['aws:principalorgid', 'aws:sourceorgid', 'aws:principalorgpaths', 'aws:sourceorgpaths']);

const EQUAL = new Set(['stringequals', 'stringequalsignorecase', 'stringlike', 'arnequals', 'arnlike']);
const DIFFERENT = new Set(['stringnotequals', 'stringnotequalsignorecase', 'stringnotlike', 'arnnotequals', 'arnnotlike']);

const ARN_ACCOUNT = /^arn:[^:]*:[^:]*:[^:]*:(\d{12})[:/]/;

interface Building {
  accounts: string[];
  nodes: ResourceNode[];
  organizations: string[];
  unknown?: string;
  open: boolean;
}

const addAccount = (building: Building, value: Value): void => {
  for (const sequence of value) {
    const text = render(sequence);
    const unknown = sequence.find(isUnknown);
    if (/^\d{12}$/.test(text)) building.accounts.push(text);
    else if (unknown) building.unknown ??= unknown.reason;
    else building.open = true;
  }
};

const addArn = (building: Building, value: Value): void => {
  for (const sequence of value) {
    const text = render(spelt(sequence));
    const account = ARN_ACCOUNT.exec(text)?.[1];
    const owner = sequence.find(isAttribute)?.owner;
    const unknown = sequence.find(isUnknown);
    if (account !== undefined) building.accounts.push(account);
    // an ARN without an account (a bucket's) names its owner only through the resource that it is.
    else if (owner) building.nodes.push(owner);
    else if (unknown && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*[*?]/.test(text)) building.unknown ??= unknown.reason;
    else building.open = true;
  }
};

const addNetwork = (building: Building, value: Value): void => {
  for (const sequence of value) {
    const owner = sequence.find(isAttribute)?.owner;
    const text = render(sequence);
    if (owner) building.nodes.push(owner);
    else if (/[*?]/.test(text)) building.open = true;
    else building.unknown ??= sequence.find(isUnknown)?.reason ?? `'${text}', whose account is not written`;
  }
};

const boundOf = ({ key, values }: Condition): Bound | undefined => {
  const building: Building = { accounts: [], nodes: [], organizations: [], open: values.length === 0 };
  const add =
    sourceAccounts.has(key) || principalAccounts.has(key)
      ? addAccount
      : sourceArns.has(key) || principalArns.has(key) || contexts.test(key)
        ? addArn
        : networks.has(key)
          ? addNetwork
          : organizations.has(key)
            ? (_: Building, value: Value) => building.organizations.push(...value.map(render))
            : undefined;
  if (!add) return undefined;
  for (const value of values) add(building, value);
  if (building.open || building.organizations.some(id => id.startsWith('*'))) return undefined;
  const { accounts, nodes, unknown } = building;
  return {
    accounts,
    nodes,
    organizations: building.organizations,
    unknown,
    services: sourceAccounts.has(key) || sourceArns.has(key) || contexts.test(key) || key.startsWith('aws:sourceorg'),
    callers: !contexts.test(key),
  };
};

/** What the conditions of an allowing statement limit it to; a condition that can hold without its key limits nothing. */
export const boundsOf = (conditions: readonly Condition[]): Bound[] =>
  conditions.flatMap(condition => {
    if (!EQUAL.has(condition.operator) || condition.ifExists || condition.set === 'all') return [];
    return boundOf(condition) ?? [];
  });

/** What a denying statement leaves: it counts only if it certainly denies everybody but a set that is written out. */
export const boundOfDenial = ({ effect, uncertain, principals, conditions, resources }: Statement): Bound | undefined => {
  if (effect !== 'Deny' || uncertain || !principals || principals.not) return undefined;
  if (
    !principals.entries.some(
      ({ type, value }) => (type === 'AWS' || type === '*') && value.every(sequence => render(sequence) === '*'),
    )
  )
    return undefined;
  if (resources.not) return undefined;
  const spared = conditions.filter(
    ({ operator, key, values }) =>
      operator === 'bool'
      && key === 'aws:principalisawsservice'
      && values.every(value => value.every(sequence => render(sequence) === 'false')),
  );
  const rest = conditions.filter(condition => !spared.includes(condition));
  const [only] = rest;
  if (rest.length !== 1 || !only || !DIFFERENT.has(only.operator) || only.set !== undefined) return undefined;
  const bound = boundOf(only);
  return bound && bound.unknown === undefined ? { ...bound, services: bound.services && spared.length === 0 } : undefined;
};
