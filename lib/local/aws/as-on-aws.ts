// what the embedded AWS answers otherwise than AWS does, put right for `bulkhead verify`; the product itself knows nothing of it.
import { ListResourcesCommand } from '@aws-sdk/client-cloudcontrol';
import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAccountPoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetResourcePolicyCommand } from '@aws-sdk/client-dynamodb';
import { DescribeSnapshotsCommand, DescribeVpcEndpointsCommand, type DescribeSnapshotsResult, type DescribeVpcEndpointsResult } from '@aws-sdk/client-ec2';
import { ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda';
import { GetResourceSharesCommand, ListPrincipalsCommand, ListResourcesCommand as ListSharedResourcesCommand } from '@aws-sdk/client-ram';
import type { Aws } from '../../verify';
import { once } from '../../verify/kinds/gather';

type Answer = (command: object, ask: () => Promise<unknown>) => Promise<unknown>;

const answering = <Client extends { send: unknown }>(client: Client, answer: Answer): Client =>
  ({ send: (command: object) => answer(command, () => (client.send as (command: object) => Promise<unknown>)(command)) }) as unknown as Client;

/** Resources as the stacks tell them: the emulator has recorded them, and nobody can have made another. */
const recorded = async ({ cloudformation }: Aws) => {
  const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({}));
  const resources = await Promise.all(Stacks.map(({ StackName }) => cloudformation.send(new ListStackResourcesCommand({ StackName }))));
  return resources.flatMap(({ StackResourceSummaries = [] }) => StackResourceSummaries);
};

/** Snapshots that every account of the emulator begins with; those that somebody made have a description of their own. */
const withoutExamples = ({ Snapshots = [], ...rest }: DescribeSnapshotsResult): DescribeSnapshotsResult =>
  ({ ...rest, Snapshots: Snapshots.filter(({ Description = '' }) => !/^(?:Auto-created snapshot for AMI|Created by CreateImage)/.test(Description)) });

/** A gateway has no name of its own in the network. */
const namesOfInterfaces = ({ VpcEndpoints = [], ...rest }: DescribeVpcEndpointsResult): DescribeVpcEndpointsResult =>
  ({ ...rest, VpcEndpoints: VpcEndpoints.map(endpoint => (endpoint.VpcEndpointType === 'Gateway' ? { ...endpoint, PrivateDnsEnabled: false } : endpoint)) });

/** It keeps shares, and neither what is in them nor those that others give. */
const isUnknownOfShares = (command: object): boolean =>
  command instanceof ListPrincipalsCommand || command instanceof ListSharedResourcesCommand
  || (command instanceof GetResourceSharesCommand && command.input.resourceOwner !== 'SELF');

export const asOnAws = (aws: Aws): Aws => {
  const stacks = once(() => recorded(aws));
  const ofType = async (type = '') => (await stacks()).filter(({ ResourceType }) => ResourceType === type).map(({ PhysicalResourceId }) => ({ Identifier: PhysicalResourceId }));
  return {
  ...aws,
  cloudcontrol: answering(aws.cloudcontrol, async (command, ask) =>
    (command instanceof ListResourcesCommand ? { ResourceDescriptions: await ofType(command.input.TypeName) } : ask())),
  // a stream has no policy here.
  dynamodb: answering(aws.dynamodb, (command, ask) =>
    (command instanceof GetResourcePolicyCommand && command.input.ResourceArn?.includes('/stream/') === true ? Promise.resolve({}) : ask())),
  ec2: answering(aws.ec2, async (command, ask) => {
    if (command instanceof DescribeSnapshotsCommand) return withoutExamples(await ask() as DescribeSnapshotsResult);
    if (command instanceof DescribeVpcEndpointsCommand) return namesOfInterfaces(await ask() as DescribeVpcEndpointsResult);
    return ask();
  }),
  // functions have no addresses here.
  lambda: answering(aws.lambda, (command, ask) => (command instanceof ListFunctionUrlConfigsCommand ? Promise.resolve({ FunctionUrlConfigs: [] }) : ask())),
  logs: answering(aws.logs, (command, ask) => (command instanceof DescribeAccountPoliciesCommand ? Promise.resolve({ accountPolicies: [] }) : ask())),
  ram: answering(aws.ram, (command, ask) => (isUnknownOfShares(command) ? Promise.resolve({}) : ask())),
};
};
