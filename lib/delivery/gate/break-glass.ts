import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DeliveryAlarms } from './delivery-alarms';
import { person, shortSession } from './people';
import { deliveryRoles, roleArn, stackArns } from '../names';
import { constructId, executionRoleArn, type EnvironmentContext } from '../../environment/context';

export interface BreakGlassProps {
  readonly environment: EnvironmentContext;
  readonly alarms: DeliveryAlarms;
}

/** What a person can do where the gate cannot: end a stuck change, and execute what was prepared. */
const actions = ['CancelUpdateStack', 'ContinueUpdateRollback', 'ExecuteChangeSet', 'RollbackStack'];

const reads = ['DescribeChangeSet', 'DescribeStackEvents', 'DescribeStackResources', 'DescribeStacks', 'GetTemplate', 'ListChangeSets'];

/**
 * Past the gate, for when the gate itself is broken: a person with a second factor, for an hour, over the stacks of this environment
 * and nothing else. It reads no data and no secret. Becoming it and every use of it are told at once.
 */
export class BreakGlass extends Construct {
  constructor(scope: Construct, id: string, { environment, alarms }: BreakGlassProps) {
    super(scope, id);
    const { config } = environment;
    const stacks = `${stackArns(environment, constructId(config.name))}/*`;
    const role = new Role(this, 'Role', {
      roleName: deliveryRoles.breakGlass,
      description: `executes change sets of ${config.name} past the gate; every use alarms`,
      assumedBy: person(environment, config.people?.breakGlass),
      maxSessionDuration: shortSession,
    });
    role.addToPolicy(new PolicyStatement({ sid: 'PastTheGate', actions: [...actions, ...reads].map(action => `cloudformation:${action}`), resources: [stacks] }));
    role.addToPolicy(new PolicyStatement({
      sid: 'LetCloudFormationAct', actions: ['iam:PassRole'], resources: [executionRoleArn(environment)],
      conditions: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    }));
    const arn = roleArn(environment, deliveryRoles.breakGlass);
    alarms.onCall('BreakGlassAssumed', 'somebody asked to become the break-glass role', `break-glass role of ${config.name}`, {
      eventSource: ['sts.amazonaws.com'], eventName: ['AssumeRole'], requestParameters: { roleArn: [arn] },
    });
    alarms.onCall('BreakGlassUsed', 'the break-glass role changed a stack', `break-glass role of ${config.name}`, {
      eventSource: ['cloudformation.amazonaws.com'], eventName: actions, userIdentity: { sessionContext: { sessionIssuer: { arn: [arn] } } },
    });
  }
}
