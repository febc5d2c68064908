import { CloudFormationClient, ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { boundaryArn, bootstrapNames, deliveryRoles, isGated, organizationRole, roleArn } from '../../../delivery/names';
import { constructId } from '../../../environment';
import { actAs, type ClientSettings } from '../../clients';
import { deliveryAs, environmentContext } from '../release/candidate';
import { exactly, type Character, type Say, type Story } from '../story';
import { roleSettings } from '../world';

const step = 'Guardrails of the delivery';

const outcomeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return (error as Error).name;
  }
};

const executing = (settings: ClientSettings, environment: string): Promise<string> => outcomeOf(
  new CloudFormationClient({ ...settings, maxAttempts: 1 }).send(new ExecuteChangeSetCommand({ StackName: `${constructId(environment)}-Webhook`, ChangeSetName: 'bulkhead' })));

const signing = (settings: ClientSettings, key: string): Promise<string> => outcomeOf(
  new KMSClient({ ...settings, maxAttempts: 1 }).send(new SignCommand({ KeyId: key, Message: Buffer.alloc(32), MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' })));

/** What the continuous integration of an environment holds: its own credentials, and those of the role that it deploys with. */
const attempt = async (story: Story, { environment }: Character) => {
  const { candidate, world: { deployment: { onboarded, endpoint } }, journal } = story;
  const { name, account, config } = environment;
  const context = environmentContext(candidate?.onboarded ?? onboarded, name);
  const ci = roleSettings(environment, roleArn({ account }, deliveryRoles.ci));
  const deploys = await actAs(roleArn({ account }, bootstrapNames(context).deployRole), environment.region, { endpoint, credentials: ci.credentials });
  const record = (what: string, expected: string, observed: string) =>
    journal.record(exactly({ step, kind: 'guarded', from: name, to: name, what, expected, observed }));
  record(`the continuous integration of ${name} executes a change set with its own credentials`, 'AccessDenied', await executing(ci, name));
  // staging has no gate: there the role may, and only the change set is not there.
  record(`the same with the deploy role of ${name}, which it may become`, isGated(config) ? 'AccessDenied' : 'ChangeSetNotFoundException', await executing(deploys, name));
  const access = await deliveryAs(ci, context);
  record(`the continuous integration of ${name} signs with the key of its evidence`, 'done', await signing(ci, await access.place('evidenceKey')));
  record(`the continuous integration of ${name} signs with the key of the approver`, 'AccessDeniedException', await signing(ci, await access.place('signOffKey')));
};

/** Every role of the environment carries the boundary, but the way in of the organization, which stands above it. */
const boundedRoles = async ({ environment }: Character): Promise<string> => {
  const iam = new IAMClient(environment.administration);
  const { RoleDetailList: details = [] } = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }));
  iam.destroy();
  const roles = details.filter(({ RoleName: name }) => name !== organizationRole);
  const free = roles.filter(({ PermissionsBoundary: boundary }) => boundary?.PermissionsBoundaryArn !== boundaryArn(environment));
  return free.length === 0 && roles.length > 0 ? 'all of them' : `not ${free.map(({ RoleName: name }) => name).join(', ')}`;
};

/** Whoever edits a workflow prepares a release and executes none, and vouches for a run and for no person. */
export const guardDelivery = async (story: Story, say: Say): Promise<void> => {
  await Promise.all(story.characters.map(async character => {
    const { name } = character.environment;
    story.journal.record(exactly({
      step, kind: 'guarded', from: name, to: name, what: `the roles of ${name} that carry its permissions boundary`, expected: 'all of them', observed: await boundedRoles(character),
    }));
  }));
  await Promise.all(story.characters.filter(({ environment }) => environment.config.ci).map(async character => {
    await attempt(story, character);
    say(`${character.environment.name}: ${isGated(character.environment.config) ? 'only its gate executes' : 'deployed directly'}`);
  }));
};
