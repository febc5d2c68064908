// an example of a team's own stack: replace it with yours, or delete it and its use in bin/app.ts; bin/backend/start.ts is what would run in it.
import { CfnOutput } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EnvironmentStack } from '../lib/environment/environment-stack';
import type { EnvironmentStage } from '../lib/environment/environment-stage';
import { VerificationSubscription } from '../lib/webhook';

/** Adds the team's backend to one environment: a queue of verification events and the role that works on it. */
export const backend = (stage: EnvironmentStage): void => {
  const { environment, webhook, secrets, sessions } = stage;
  const stack = new EnvironmentStack(stage, 'Backend', { environment, description: 'example backend: creates sessions, consumes verification events' });
  const events = new VerificationSubscription(stack, 'Verifications', { webhook, secrets });
  const worker = new Role(stack, 'WorkerRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: 'creates sessions, consumes verification events and reads their bodies',
  });
  for (const statement of [...events.receiveStatements(), ...events.readBodyStatements(), ...sessions.invokeStatements()]) worker.addToPolicy(statement);
  new CfnOutput(stack, 'EventsQueueUrl', { value: events.queue.queueUrl, description: 'queue of verification events' });
  new CfnOutput(stack, 'WorkerRoleArn', { value: worker.roleArn, description: 'role that the backend runs as' });
};
