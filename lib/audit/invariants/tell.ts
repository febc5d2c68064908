// how places and parties read in a message, and the second place of a finding.
import type { Mention, Place } from '../facts/types';
import type { EnvironmentNode, ResourceNode, World } from '../world/types';
import type { Context, Draft, StepDraft } from './types';

export const placeName = ({ resource, stack, document, path }: Place): string =>
  resource
    ? `${resource.stack.name}/${resource.logicalId}`
    : stack && path.length > 0
      ? `${stack.name} ${path.slice(0, 2).join('.')}`
      : document.file;

export const placeOf = (resource: ResourceNode, path: readonly string[] = []): Place => ({
  environment: resource.stack.environment,
  stack: resource.stack,
  resource,
  document: { file: resource.stack.loaded.document.file, source: resource.stack.loaded.document },
  path: ['Resources', resource.logicalId, ...path],
});

/** Where the input says that an account is an environment's: its manifest, or its first template. */
export const homeOf = (environment: EnvironmentNode, account?: string): Place | undefined => {
  const stack = environment.stacks.find(candidate => candidate.account === account && !candidate.parent) ?? environment.stacks[0];
  if (!stack) return undefined;
  const { artifact, document } = stack.loaded;
  return artifact
    ? {
        environment,
        stack,
        document: { file: artifact.document.file, source: artifact.document },
        path: [...artifact.place, 'environment'],
      }
    : { environment, stack, document: { file: document.file, source: document }, path: [] };
};

const NAME_KEYS = [
  'RoleName',
  'QueueName',
  'TopicName',
  'FunctionName',
  'TableName',
  'BucketName',
  'Name',
  'ManagedPolicyName',
  'UserName',
  'LogGroupName',
  'StreamName',
  'RepositoryName',
  'DeliveryStreamName',
  'DBInstanceIdentifier',
  'DBClusterIdentifier',
  'ClusterName',
  'StateMachineName',
  'BackupVaultName',
  'AliasName',
];

const indices = new WeakMap<World, Map<string, ResourceNode>>();

const indexOf = (world: World): Map<string, ResourceNode> => {
  const known = indices.get(world);
  if (known) return known;
  const index = new Map<string, ResourceNode>();
  for (const stack of world.stacks) {
    for (const resource of stack.resources.values()) {
      for (const key of NAME_KEYS) {
        const name = resource.properties[key];
        if (typeof name === 'string') index.set(`${stack.environment.name}|${name}`, resource);
      }
    }
  }
  indices.set(world, index);
  return index;
};

/** The resource that an ARN of another environment names, where that resource has an explicit name. */
export const targetOf = (
  world: World,
  { target, of, value }: Pick<Mention, 'target' | 'of' | 'value'>,
): ResourceNode | undefined => {
  if (target || !of) return target;
  const arn = /arn:[^\s"',]+/.exec(value)?.[0];
  if (!arn) return undefined;
  const last =
    arn
      .split(/[:/]/)
      .filter(part => part !== '' && part !== '*')
      .pop() ?? '';
  const candidates = [last, last.replace(/-[A-Za-z0-9?]{6}$/, ''), arn.slice(arn.lastIndexOf(':') + 1).replace(/^[a-z-]+\//, '')];
  for (const name of candidates) {
    const found = indexOf(world).get(`${of.name}|${name}`);
    if (found) return found;
  }
  return undefined;
};

/** The step that shows the other side: the resource where it is known, else where its account is named. */
export const otherSide = (world: World, mention: Pick<Mention, 'target' | 'of' | 'account' | 'value'>): StepDraft[] => {
  const { of, account } = mention;
  if (!of) return [];
  const target = targetOf(world, mention);
  if (target) return [{ place: placeOf(target), note: `what is reached: ${target.type} of ${of.name}` }];
  const home = homeOf(of, account);
  return home ? [{ place: home, value: account, note: `account ${account ?? '?'} is ${of.name}'s` }] : [];
};

/** Places of one environment and of another, in one finding. */
export const between = (
  context: Context,
  draft: Omit<Draft, 'verdict' | 'environments' | 'against'> & { environments: readonly (EnvironmentNode | undefined)[] },
): Draft => {
  const present = [...new Set(draft.environments.filter(environment => environment !== undefined))];
  const proper = present.filter(environment => context.environments.includes(environment));
  return { ...draft, verdict: 'VIOLATED', environments: present, against: proper.length > 1 ? 'environment' : 'outside' };
};

/** Groups by a key, in order of first appearance. */
export const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
};
