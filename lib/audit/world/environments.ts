import type { LoadedStack } from '../assembly/types';
import { UnusableInput, type EnvironmentsFile } from '../model';
import type { EnvironmentNode } from './types';

const MANAGEMENT = /^AWS::Organizations::/;

/** The account that holds the organization names every other account by design: it governs and is no environment. */
const governs = (stacks: readonly LoadedStack[]): boolean =>
  stacks.some(({ resources }) => [...resources.values()].some(({ type }) => MANAGEMENT.test(type)));

const groupKey = ({ account, stage, name, environment }: LoadedStack): string =>
  environment ?? account ?? `without account: ${stage.join('/') || name.split('/')[0]}`;

const naturalName = (key: string, stacks: readonly LoadedStack[]): string => {
  // a mapping file names its environments itself.
  if (stacks.some(({ environment }) => environment !== undefined)) return key;
  const names = new Set(stacks.map(({ stage, name, parent }) => stage[stage.length - 1] ?? (parent ? undefined : name)));
  names.delete(undefined);
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : key;
};

/** Names that two groups would share are told apart by their keys. */
const uniqueNames = (groups: ReadonlyMap<string, readonly LoadedStack[]>): Map<string, string> => {
  const wanted = [...groups].map(([key, stacks]) => [key, naturalName(key, stacks)] as const);
  const count = new Map<string, number>();
  for (const [, name] of wanted) count.set(name, (count.get(name) ?? 0) + 1);
  return new Map(wanted.map(([key, name]) => [key, count.get(name) === 1 ? name : `${name} ${key}`]));
};

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whose a stack is where several environments declare its account: the one that its stage is called after, else the first. */
const claimedBy = (claims: readonly EnvironmentNode[], { stage, name }: LoadedStack): EnvironmentNode | undefined => {
  const [first, ...others] = claims;
  if (others.length === 0) return first;
  const called = new Set([...stage, ...name.split(/[-/]/)].map(bare));
  return claims.find(claim => called.has(bare(claim.name))) ?? first;
};

export interface Assignment {
  readonly assigned: ReadonlyMap<LoadedStack, EnvironmentNode>;
  /** Environments that declare an account which another declares as well; also those that are left without a stack. */
  readonly contested: readonly EnvironmentNode[];
}

/** Environments from the declaration where there is one, else from mapping files and the manifests' accounts. */
export const environmentsOf = (stacks: readonly LoadedStack[], file: EnvironmentsFile = {}): Assignment => {
  const declared = new Map<string, EnvironmentNode>();
  const claims = new Map<string, EnvironmentNode[]>();
  for (const { name, accounts, credentials, promotedFrom, identifiers = [] } of file.environments ?? []) {
    const node: EnvironmentNode = {
      name,
      kind: 'environment',
      accounts: new Set(accounts),
      stacks: [],
      credentials,
      promotedFrom,
      identifiers,
    };
    for (const account of accounts) {
      if (!/^\d{12}$/.test(account))
        throw new UnusableInput(`'${account}' is not an account of twelve digits`, 'environments file', `environment '${name}'`);
      claims.set(account, [...(claims.get(account) ?? []), node]);
    }
    if (declared.has(name)) throw new UnusableInput(`environment '${name}' is declared twice`, 'environments file');
    declared.set(name, node);
  }
  const groups = new Map<string, LoadedStack[]>();
  for (const stack of stacks) groups.set(groupKey(stack), [...(groups.get(groupKey(stack)) ?? []), stack]);
  const names = uniqueNames(groups);
  const assigned = new Map<LoadedStack, EnvironmentNode>();
  for (const [key, members] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = names.get(key)!;
    const own: EnvironmentNode = declared.get(key) ?? {
      name,
      kind: governs(members) ? 'organization' : 'environment',
      accounts: new Set(),
      stacks: [],
      identifiers: [],
    };
    for (const member of members) {
      const node = claimedBy(member.environment === undefined ? (claims.get(key) ?? []) : [], member) ?? own;
      if (member.account !== undefined) node.accounts.add(member.account);
      assigned.set(member, node);
    }
  }
  return { assigned, contested: [...new Set([...claims.values()].filter(({ length }) => length > 1).flat())] };
};
