import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { BackendConfig, DeployedNames } from './contract';
import { constructId } from '../environment';
import { callerSettings, requireCaller } from '../operator/caller';
import { nameOf, undecided } from '../operator/command-error';

/** Outputs by which the stacks tell what CloudFormation has named; the backend's own stack need not be there. */
const outputs: readonly { readonly stack: string; readonly output: string; readonly as: keyof DeployedNames; readonly needed: boolean }[] = [
  { stack: 'Sessions', output: 'SessionsFunctionArn', as: 'sessionsFunctionArn', needed: true },
  { stack: 'Webhook', output: 'InboxTableName', as: 'inboxTableName', needed: true },
  { stack: 'Backend', output: 'EventsQueueUrl', as: 'eventsQueueUrl', needed: false },
];

const read = async (client: Pick<CloudFormationClient, 'send'>, stack: string, output: string): Promise<string | undefined> => {
  try {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    return found?.Outputs?.find(({ OutputKey: key }) => key === output)?.OutputValue;
  } catch (error) {
    // CloudFormation answers so for a stack that does not exist.
    if (nameOf(error) === 'ValidationError') return undefined;
    throw error;
  }
};

/**
 * What the environment's own stacks have put out, asked with the caller's credentials in its account.
 *
 * @throws CommandError for credentials of another account, or where the environment is not deployed
 */
export const readDeployed = async (
  { environment, account, region }: BackendConfig, profile: string | undefined, client?: Pick<CloudFormationClient, 'send'>,
): Promise<DeployedNames> => {
  const caller = { name: environment, account, region, profile };
  if (!client) await requireCaller(caller);
  const cloudFormation = client ?? new CloudFormationClient(callerSettings(caller));
  const names: Partial<Record<keyof DeployedNames, string>> = {};
  for (const { stack, output, as, needed } of outputs) {
    const name = `${constructId(environment)}-${stack}`;
    const value = await read(cloudFormation, name, output);
    if (value === undefined && needed) throw undecided(`the stack ${name} has no output ${output} in account ${account}; deploy '${environment}' first`);
    if (value !== undefined) names[as] = value;
  }
  return names;
};
