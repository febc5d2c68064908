// control policies as the management account has them, beside those that were synthesized.
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand, type StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { DescribePolicyCommand, ListPoliciesCommand, ListTargetsForPolicyCommand, OrganizationsClient, type PolicyType } from '@aws-sdk/client-organizations';
import type { Draft } from './examine';
import { deployed } from './expected';
import { comparePolicies } from './policy/compare';
import { statementsOf } from './policy/statements';
import { pages, policy } from './kinds/gather';
import type { Drift, Unread } from './types';
import { statementText } from './words';
import { unread } from './unread';
import { patient, untilSilence, type VerifyClientSettings } from './clients';
import type { Json } from '../audit/assembly/shape';
import type { Loaded } from '../audit/assembly/types';
import { Resolver } from '../audit/resolve/resolver';
import { buildWorld } from '../audit/world/build';
import type { ResourceNode, StackNode } from '../audit/world/types';
import { organizationCalls } from '../delivery/verifier/calls';
import { readOnly } from '../doctor/read-only';

export interface OrganizationAws {
  readonly organizations: Pick<OrganizationsClient, 'send'>;
  readonly cloudformation: Pick<CloudFormationClient, 'send'>;
}

/** The management account for reading alone. */
export const openOrganization = (settings: VerifyClientSettings): OrganizationAws => {
  const allowed = new Set(organizationCalls);
  const regional = patient(settings);
  const whileAnswered = untilSilence();
  const reading = <Client extends { send(command: never): Promise<unknown> }>(service: string, client: Client): Client =>
    readOnly(service, { send: (command: never) => whileAnswered(() => client.send(command)) } as Client, allowed, 'verify');
  return {
    organizations: reading('organizations', new OrganizationsClient({ ...regional, region: 'us-east-1' })),
    cloudformation: reading('cloudformation', new CloudFormationClient(regional)),
  };
};

const types: readonly PolicyType[] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];

interface LivePolicy {
  readonly id: string;
  readonly name: string;
  readonly content: Json | undefined;
  readonly targets: readonly string[];
}

const policiesOf = async ({ organizations }: OrganizationAws, type: PolicyType): Promise<LivePolicy[]> => {
  const all = await pages(async NextToken => {
    const { Policies, NextToken: next } = await organizations.send(new ListPoliciesCommand({ Filter: type, NextToken }));
    return { items: Policies, next };
  });
  return Promise.all(all.filter(({ AwsManaged }) => AwsManaged !== true).map(async ({ Id = '', Name = '' }) => {
    const [{ Policy }, targets] = await Promise.all([
      organizations.send(new DescribePolicyCommand({ PolicyId: Id })),
      pages(async NextToken => {
        const { Targets, NextToken: next } = await organizations.send(new ListTargetsForPolicyCommand({ PolicyId: Id, NextToken }));
        return { items: Targets, next };
      }),
    ]);
    return { id: Id, name: Name, content: policy(Policy?.Content), targets: targets.flatMap(({ TargetId }) => TargetId ?? []) };
  }));
};

/** Ids that the deployment gave, and the parameters that it was given. */
const standing = async ({ cloudformation }: OrganizationAws, stack: string) => {
  const [resources, { Stacks = [] }] = await Promise.all([
    pages<StackResourceSummary>(async NextToken => {
      const { StackResourceSummaries, NextToken: next } = await cloudformation.send(new ListStackResourcesCommand({ StackName: stack, NextToken }));
      return { items: StackResourceSummaries, next };
    }),
    cloudformation.send(new DescribeStacksCommand({ StackName: stack })),
  ]);
  return {
    ids: new Map(resources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [LogicalResourceId, PhysicalResourceId])),
    parameters: Object.fromEntries((Stacks[0]?.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue])),
  };
};

const isPolicy = ({ type, properties }: ResourceNode): boolean =>
  type === 'AWS::Organizations::Policy' && (types as readonly unknown[]).includes(properties.Type);

/** A policy of the organization denies: with less of it, or attached to less, more may come in. */
const compareOne = (node: ResourceNode, live: LivePolicy | undefined, content: Json, targets: readonly string[]): Draft[] => {
  const drift = (rank: Drift['rank'], property: string, says: readonly string[], changedBy: string): Draft[] => (says.length === 0 ? [] : [{
    drift: {
      rank, place: { stack: node.stack.name, logicalId: node.logicalId }, type: node.type, id: live?.id ?? node.logicalId, property, says,
      remedy: `find out who changed it (CloudTrail of the management account, ${changedBy}), and put it back as the template says`,
    },
  }]);
  if (!live) return drift('loosens', 'Content', ['not in the organization'], 'DeletePolicy');
  const { added, missing, loosens } = comparePolicies(statementsOf(content), statementsOf(live.content));
  const detached = targets.filter(target => !live.targets.includes(target));
  const attached = live.targets.filter(target => !targets.includes(target));
  return [
    ...drift(loosens ? 'loosens' : 'differs', 'Content', [...added.map(one => `live, not synthesized: ${statementText(one)}`), ...missing.map(one => `synthesized, not live: ${statementText(one)}`)], 'UpdatePolicy'),
    ...drift('loosens', 'TargetIds', detached.map(target => `not attached to ${target}`), 'DetachPolicy'),
    ...drift('differs', 'TargetIds', attached.map(target => `attached to ${target}, which the template does not say`), 'AttachPolicy'),
  ];
};

export interface OrganizationPart {
  readonly drafts: readonly Draft[];
  readonly unread: readonly Unread[];
  /** Policies that were compared. */
  readonly compared: number;
}

const compareStack = async (aws: OrganizationAws, loaded: Loaded, name: string): Promise<OrganizationPart> => {
  const { ids, parameters } = await standing(aws, name);
  const world = buildWorld({ ...loaded, stacks: loaded.stacks.map(stack => (stack.name === name ? { ...stack, parameters } : stack)) });
  const resolver = new Resolver(world);
  const stack = world.stacks.find(({ name: own }) => own === name) as StackNode;
  const live = (await Promise.all(types.map(type => policiesOf(aws, type)))).flat();
  const nodes = [...stack.resources.values()].filter(isPolicy);
  const say = (node: ResourceNode, property: string): Json => deployed(resolver, stack, node.properties[property] ?? [], ({ logicalId }) => ids.get(logicalId));
  const owned = new Set(nodes.map(({ logicalId }) => ids.get(logicalId)));
  return {
    drafts: [
      ...nodes.flatMap(node => compareOne(node, live.find(({ id }) => id === ids.get(node.logicalId)), say(node, 'Content'), (say(node, 'TargetIds') as Json[]).flatMap(target => (typeof target === 'string' ? [target] : [])))),
      ...live.filter(({ id }) => !owned.has(id)).map(({ id, name: called, targets }): Draft => ({
        drift: {
          rank: 'differs', type: 'AWS::Organizations::Policy', id, says: [`'${called}' is of no template; attached to ${targets.join(', ') || 'nothing'}`],
          remedy: 'let the Organization stack own it, or delete it',
        },
      })),
    ],
    unread: [], compared: nodes.length,
  };
};

const what = 'control policies of the organization';

/** Compares the organization's control policies, or says that nobody could. */
export const organizationPart = async (aws: OrganizationAws | undefined, loaded: Loaded): Promise<OrganizationPart> => {
  const stack = loaded.stacks.find(({ resources }) => [...resources.values()].some(({ type }) => type === 'AWS::Organizations::Policy'));
  if (!stack) return { drafts: [], unread: [], compared: 0 };
  if (!aws) {
    return {
      drafts: [], compared: 0,
      unread: [{ what, reason: 'not read: the account of an environment does not see them', remedy: 'name a profile of the management account with --organization-profile, or leave them out with --without-organization' }],
    };
  }
  try {
    return await compareStack(aws, loaded, stack.name);
  } catch (error) {
    return { drafts: [], compared: 0, unread: [unread(what, error)] };
  }
};
