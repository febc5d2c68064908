import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { BackendConfig, DeployedNames } from './contract';
import { constructId } from '../environment';
import { callerSettings, requireCaller } from '../operator/caller';
import { nameOf, undecided } from '../operator/command-error';
import { watched } from '../operator/patience';

/** Outputs by which the stacks tell what CloudFormation has named; the backend's own stack need not be there. */
const outputs: readonly { readonly stack: string; readonly output: string; readonly as: keyof DeployedNames; readonly needed: boolean }[] = [
  { stack: 'Sessions', output: 'SessionsFunctionArn', as: 'sessionsFunctionArn', needed: true },
  { stack: 'Webhook', output: 'InboxTableName', as: 'inboxTableName', needed: true },
  { stack: 'Backend', output: 'EventsQueueUrl', as: 'eventsQueueUrl', needed: false },
];

/** What a stack's state means for what it puts out, and how it comes out of that. */
const unfinished: readonly { readonly when: RegExp; readonly says: (stack: string, environment: string) => string }[] = [
  { when: /_IN_PROGRESS$/, says: () => 'what it puts out may change; run the same command again when it is done' },
  {
    when: /^UPDATE_ROLLBACK_FAILED$/,
    says: stack => `read its events, mend what they name, and continue: aws cloudformation continue-update-rollback --stack-name ${stack}`,
  },
  {
    when: /^(?:ROLLBACK|CREATE|DELETE|IMPORT_ROLLBACK)_(?:COMPLETE|FAILED)$/,
    says: (stack, environment) => `read its events, mend what they name, delete it (aws cloudformation delete-stack --stack-name ${stack}) and deploy '${environment}' again`,
  },
];

const requireFinished = (stack: string, status: string | undefined, environment: string): void => {
  // the only finished state of the family is that of a first deployment that worked.
  const found = status === 'CREATE_COMPLETE' ? undefined : unfinished.find(({ when }) => when.test(status ?? ''));
  if (found) throw undecided(`the stack ${stack} is ${status}; ${found.says(stack, environment)}`);
};

const read = async (client: Pick<CloudFormationClient, 'send'>, stack: string, output: string, environment: string): Promise<string | undefined> => {
  try {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    requireFinished(stack, found?.StackStatus, environment);
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
  const cloudFormation = client ?? watched(new CloudFormationClient(callerSettings(caller)));
  const names: Partial<Record<keyof DeployedNames, string>> = {};
  for (const { stack, output, as, needed } of outputs) {
    const name = `${constructId(environment)}-${stack}`;
    const value = await read(cloudFormation, name, output, environment);
    if (value === undefined && needed) throw undecided(`the stack ${name} has no output ${output} in account ${account}; deploy '${environment}' first`);
    if (value !== undefined) names[as] = value;
  }
  return names;
};
