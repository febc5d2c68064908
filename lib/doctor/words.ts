import { notYet, wrong, type Finding } from './types';
import { deliveryRoles, isGated } from '../delivery/names';
import { constructId, type EnvironmentContext } from '../environment';

/** How the account is bootstrapped: the first time a gated environment is left open, for its gate is not there yet. */
export const bootstrapCommand = ({ config }: EnvironmentContext, time: 'first' | 'again'): string =>
  `npm run bulkhead -- bootstrap ${config.name}${time === 'first' && isGated(config) ? ' --open' : ''}`;

/** How the environment's stacks come to be as they are synthesized. */
export const deployCommand = ({ config }: EnvironmentContext): string => (isGated(config)
  ? `release it: npm run bulkhead -- release prepare ${config.name} (the very first time: npx cdk deploy '${constructId(config.name)}/*')`
  : `deploy it: npx cdk deploy '${constructId(config.name)}/*'`);

interface StackFault {
  readonly when: RegExp;
  readonly finds: typeof wrong;
  readonly remedy: (name: string, environment: EnvironmentContext) => string;
}

const events = (name: string): string => `read why: aws cloudformation describe-stack-events --stack-name ${name}`;

/**
 * States of a stack that is not as its template says; the first that fits.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
const faults: readonly StackFault[] = [
  {
    when: /^REVIEW_IN_PROGRESS$/, finds: notYet,
    remedy: (_, environment) => `a change set waits for being executed: ${isGated(environment.config) ? `npm run bulkhead -- release execute ${environment.config.name}` : deployCommand(environment)}`,
  },
  {
    when: /^UPDATE_ROLLBACK_FAILED$/, finds: wrong,
    remedy: (name, { config }) => `${events(name)}; mend it, then ${isGated(config) ? `as ${deliveryRoles.breakGlass} ` : ''}aws cloudformation continue-update-rollback --stack-name ${name}`,
  },
  {
    when: /^(?:ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED)$/, finds: wrong,
    remedy: (name, environment) => `${events(name)}; mend it, delete the stack, then ${deployCommand(environment)}`,
  },
  {
    when: /ROLLBACK_COMPLETE$|FAILED$/, finds: wrong,
    remedy: (name, environment) => `its last change was taken back; ${events(name)}; mend it, then ${deployCommand(environment)}`,
  },
  { when: /ROLLBACK/, finds: wrong, remedy: name => `CloudFormation is taking a change back; ${events(name)}` },
  { when: /IN_PROGRESS$/, finds: notYet, remedy: () => 'CloudFormation is at work; run the same command again in a few minutes' },
];

/** What a stack's state says against it; nothing where it stands as its template says. */
export const stackFaults = (environment: EnvironmentContext, name: string, status = '(unknown)'): Finding[] => {
  const fault = faults.find(({ when }) => when.test(status));
  return fault ? [fault.finds(`${name} is ${status}`, fault.remedy(name, environment))] : [];
};
