// synthesizes as many environments as its first argument says, each with at least as many resources as the second, into CDK_OUTDIR.
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { EnvironmentStack } from '../../lib/environment/environment-stack';
import type { EnvironmentStage } from '../../lib/environment/environment-stage';
import { buildFleet, newApp } from '../../lib/fleet';
import { fleet, flows } from '../fixtures/fleet';

const count = Number(process.argv[2]);
const resources = Number(process.argv[3] ?? 0);
const template = JSON.stringify(fleet.environments[1]);

const environments = Array.from({ length: count }, (_, index) => {
  const name = `environment-${index}`;
  const copy = JSON.parse(template.replaceAll('pre-production', name)) as (typeof fleet.environments)[number];
  return {
    ...copy,
    account: String(100000000000 + index),
    qualifier: `e${index}`,
    promotedFrom: undefined,
    network: { ...copy.network, cidr: `10.${index}.0.0/20`, egressAddresses: [`192.0.2.${index * 2}`, `192.0.2.${index * 2 + 1}`] },
  };
});

/** Five resources of a workload: a queue with its policy, a role with its policy, a parameter. */
const workload = (stage: EnvironmentStage): void => {
  const stack = new EnvironmentStack(stage, 'Workload', {
    environment: stage.environment,
    description: 'stands for the team\'s own stacks',
  });
  const key = Key.fromKeyArn(stack, 'QueuesKey', stage.secrets.keys.sqs.keyArn);
  // the stacks of every environment have about a hundred and eighty resources.
  for (let index = 0; index < (resources - 180) / 5; index += 1) {
    const queue = new Queue(stack, `Queue${index}`, { enforceSSL: true, encryptionMasterKey: key });
    const role = new Role(stack, `Role${index}`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:ReceiveMessage'], resources: [queue.queueArn] }));
    new StringParameter(stack, `Parameter${index}`, { stringValue: queue.queueUrl });
  }
};

const app = newApp();
buildFleet(
  app,
  { ...fleet, environments },
  Object.fromEntries(
    environments.map(({ name }) => [
      name,
      JSON.parse(JSON.stringify(flows['pre-production']).replaceAll('pre-production', name)) as unknown,
    ]),
  ),
  resources > 0 ? { extend: workload } : {},
);
app.synth();
