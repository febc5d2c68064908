import type { Protection } from './protections';
import type { Remainder } from './remains';
import type { PlannedStack } from './stacks';
import { bootstrapNames, isGated } from '../names';
import type { EnvironmentContext } from '../../environment';

/** One step of a teardown: who does it, with what, and how it is undone while it still can be. */
export interface Step {
  readonly title: string;
  /** Who does it. */
  readonly by: string;
  readonly commands: readonly string[];
  readonly undo: string;
}

const recorded = 'its physical id stands in the record of step 2';

/**
 * The steps in their order: traffic stops before data is saved, data is saved before anything that holds it goes, and
 * what is kept is removed last, by name.
 */
export const stepsOf = (
  environment: EnvironmentContext, administrationRole: string, stacks: readonly PlannedStack[], protections: readonly Protection[], remains: readonly Remainder[],
): Step[] => {
  const { config, account, region } = environment;
  const { stack: bootstrap } = bootstrapNames(environment);
  const administration = `${administrationRole} in ${account}`;
  // the gate deletes nothing, and neither does break-glass: in a gated environment nobody below the boundary may.
  const deploying = isGated(config) ? administration : `a person of ${account}`;
  const inTheWay = protections.filter(({ stops }) => stops === 'the stack');
  const lifting = ({ lift, stack, id }: Protection) => `${lift}   # ${stack}${id ? ` ${id}; ${recorded}` : ''}`;
  const remove = (step: Remainder) => `${step.remove} --region ${region}   # ${step.stack} ${step.id}${step.first === undefined ? '' : `; ${step.first}`}`;
  return [
    {
      title: 'Stop the traffic',
      by: 'whoever administers the provider\'s dashboard',
      commands: Object.entries(config.providers).map(([binding, { provider }]) => `# ${binding}: delete the webhook subscription and revoke the keys of '${config.name}' in the dashboard of ${provider}`),
      undo: 'subscribe again and store new secrets with `bulkhead secrets put`',
    },
    {
      title: 'Record what is there, and save what has to be kept',
      by: `a person of ${account}`,
      commands: [
        'aws sts get-caller-identity   # has to print the account of this plan',
        ...stacks.map(({ name }) => `aws cloudformation list-stack-resources --stack-name ${name} --region ${region} > ${name}.resources.json`),
        '# export the inbox to a bucket that is not among these stacks, if the events have to be kept',
      ],
      undo: 'nothing was changed',
    },
    ...inTheWay.length > 0
      ? [{ title: 'Lift what keeps a stack from going', by: administration, commands: inTheWay.map(lifting), undo: 'switch each on again: the next deployment does' }]
      : [],
    {
      title: 'Delete the stacks, each once the one before it is gone',
      by: deploying,
      commands: stacks.flatMap(({ name }) => [
        `aws cloudformation delete-stack --stack-name ${name} --region ${region}`,
        `aws cloudformation wait stack-delete-complete --stack-name ${name} --region ${region}`,
      ]),
      undo: 'deploy again: keys, secrets, table, bucket, zone and addresses that were kept are not adopted by themselves, import them first (cdk import)',
    },
    {
      title: 'Take the environment out of the configuration, and its policies off the account',
      by: 'a person of the management account',
      commands: [`# remove '${config.name}' from bin/environments.ts and bin/flows.json`, 'npx cdk deploy Organization', 'npx cdk deploy Audit', 'npm run bulkhead -- ci init'],
      undo: 'put it back and deploy Organization again',
    },
    {
      title: 'Remove what was kept, item by item, when nobody needs it any more',
      by: administration,
      commands: remains.flatMap(item => [...protections.filter(({ stops, stack, id }) => stops === 'the removal' && stack === item.stack && id === item.id).map(lifting), remove(item)]),
      undo: 'keys: aws kms cancel-key-deletion; secrets: aws secretsmanager restore-secret; everything else is gone for good',
    },
    {
      title: 'Remove the bootstrap',
      by: administration,
      commands: [
        `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${bootstrap} --region ${region}`,
        `aws cloudformation delete-stack --stack-name ${bootstrap} --region ${region}`,
        '# the bucket and the key of the assets are kept: empty and delete the bucket, then schedule the key\'s deletion',
      ],
      undo: `npm run bulkhead -- bootstrap ${config.name}`,
    },
    {
      title: 'Close the account, if nothing else is in it',
      by: 'a person of the management account',
      commands: [`aws organizations close-account --account-id ${account}`, 'npx cdk deploy Budgets'],
      undo: 'AWS Support reopens it within 90 days',
    },
  ];
};
