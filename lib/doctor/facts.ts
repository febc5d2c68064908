import { DescribeStacksCommand, ListStackResourcesCommand, type Stack, type StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { DoctorClients } from './clients';
import { stacksOf, type PlannedStack } from '../delivery/teardown/stacks';
import { constructId, type EnvironmentContext } from '../environment';
import { fromAssembly } from '../operator/assembly';
import { unusable } from '../operator/command-error';

/** What several checks look at and is asked for once; where it cannot be had, each of them says so. */
export interface Facts {
  /** Stacks of the assembly that belong to the environment. */
  readonly planned: () => Promise<readonly PlannedStack[]>;
  /** Every stack of the account, by name. */
  readonly stacks: () => Promise<ReadonlyMap<string, Stack>>;
  /** Resources of one stack; none where it is not deployed. */
  readonly resources: (stack: string) => Promise<readonly StackResourceSummary[]>;
  /** An environment's stack by the id it has in its stage. */
  readonly stackName: (id: string) => string;
}

const once = <Key, T>(find: (key: Key) => Promise<T>): (key: Key) => Promise<T> => {
  const found = new Map<Key, Promise<T>>();
  return key => {
    const before = found.get(key);
    if (before) return before;
    const now = find(key);
    found.set(key, now);
    return now;
  };
};

const everyStack = async ({ cloudformation }: Pick<DoctorClients, 'cloudformation'>): Promise<ReadonlyMap<string, Stack>> => {
  const stacks = new Map<string, Stack>();
  let token: string | undefined;
  do {
    const page = await cloudformation.send(new DescribeStacksCommand({ NextToken: token }));
    for (const stack of page.Stacks ?? []) if (stack.StackName) stacks.set(stack.StackName, stack);
    token = page.NextToken;
  } while (token);
  return stacks;
};

const resourcesOf = async ({ cloudformation }: Pick<DoctorClients, 'cloudformation'>, name: string): Promise<StackResourceSummary[]> => {
  const resources: StackResourceSummary[] = [];
  let token: string | undefined;
  do {
    const page = await cloudformation.send(new ListStackResourcesCommand({ StackName: name, NextToken: token }));
    resources.push(...page.StackResourceSummaries ?? []);
    token = page.NextToken;
  } while (token);
  return resources;
};

export const factsOf = ({ config: { name }, account, region }: EnvironmentContext, aws: Pick<DoctorClients, 'cloudformation'>, assembly: string): Facts => {
  const stacks = once<undefined, ReadonlyMap<string, Stack>>(() => everyStack(aws));
  const planned = once<undefined, readonly PlannedStack[]>(async () => {
    const own = (await Promise.resolve().then(() => fromAssembly(assembly, () => stacksOf(assembly)))).filter(stack => stack.account === account && stack.region === region);
    if (own.length === 0) throw unusable(`the assembly '${assembly}' has no stack of '${name}' (${account}, ${region}); run npx cdk synth --quiet first`);
    return own;
  });
  const resources = once(async (stack: string) => ((await stacks(undefined)).has(stack) ? resourcesOf(aws, stack) : []));
  return {
    planned: () => planned(undefined), stacks: () => stacks(undefined), resources,
    stackName: id => `${constructId(name)}-${id}`,
  };
};
