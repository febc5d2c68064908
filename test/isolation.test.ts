// the product's promise: nothing of one environment appears in what is deployed for another.
import { CfnOutput, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { backend } from '../bin/backend';
import { fleet, flows } from './fixtures/fleet';
import { synthesize } from './fixtures/synthesize';
import { readParts } from './relation/assembly';
import { pairwise, secretGrants, single, subjects, type Subject } from './relation/relations';
import type { FleetConfig } from '../lib/environment';
import type { EnvironmentStage } from '../lib/environment/environment-stage';

const inspect = (extend: (stage: EnvironmentStage) => void, of: FleetConfig = fleet): Subject[] => {
  const { outdir, remove } = synthesize(of, flows, { extend });
  try {
    return subjects(of, flows, readParts(outdir));
  } finally {
    remove();
  }
};

const breaches = (all: readonly Subject[], name: string): string[] => {
  const relation = pairwise[name];
  return relation
    ? all.flatMap(own => all.filter(other => other !== own).flatMap(other => relation(own, other)))
    : all.flatMap(own => single[name]?.(own, own) ?? []);
};

const names = [...Object.keys(pairwise), ...Object.keys(single)];

describe('between the environments as shipped', () => {
  let all: Subject[];
  beforeAll(() => { all = inspect(backend); });

  test.each(names)('%s holds for every ordered pair and every template and manifest', (name) => {
    expect(breaches(all, name)).toEqual([]);
  });

  test('every environment has templates, and at least one grant to read a secret', () => {
    for (const subject of all) {
      expect(subject.part.templates.length).toBeGreaterThanOrEqual(5);
      expect(secretGrants(subject).length).toBeGreaterThan(0);
    }
  });

  test('an environment does name itself, so that a name that is searched for would be found', () => {
    for (const { config, part, flowIds } of all) {
      const text = part.files.map(file => file.text).join('\n');
      for (const word of [config.account, config.domain.zone, config.network.cidr, ...flowIds]) expect(text).toContain(word);
    }
  });
});

/** Adds something to staging's own stack. */
const inStaging = (plant: (stack: Stack, stage: EnvironmentStage) => void) => (stage: EnvironmentStage) => {
  if (stage.node.id === 'Staging') plant(new Stack(stage, 'Planted'), stage);
};

describe('a leak that is planted in a construct is found by', () => {
  test.each<[string, (stack: Stack, stage: EnvironmentStage) => void]>([
    ['noForeignAccount', (stack) => { new Role(stack, 'Role', { assumedBy: new AccountPrincipal('333333333333') }); }],
    ['noForeignAccount', (stack) => { stack.node.addMetadata('note', 'like 333333333333'); }],
    ['noForeignHost', (stack) => { new StringParameter(stack, 'Host', { stringValue: 'https://webhooks.production.example.com/' }); }],
    ['noForeignFlow', (stack) => { new StringParameter(stack, 'Flow', { stringValue: 'flow-production' }); }],
    ['noForeignSubscription', (stack) => { new StringParameter(stack, 'Subscription', { stringValue: '["subscription-production"]' }); }],
    ['noForeignRegistration', (stack) => { new StringParameter(stack, 'Domain', { stringValue: 'api.uae-production.example.net' }); }],
    ['noForeignAddress', (stack) => { new CfnParameter(stack, 'Address', { default: '198.51.100.30' }); }],
    ['disjointBlocks', (stack) => { new CfnParameter(stack, 'Route', { default: '10.30.4.0/24' }); }],
    ['importsStayInside', (stack) => { new CfnOutput(stack, 'Import', { value: Fn.importValue('Production-Secrets:Key') }); }],
    ['onlyOwnAccountInArns', (stack) => {
      new Role(stack, 'Role', { assumedBy: new AccountPrincipal(stack.account) })
        .addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:sqs:me-central-1:555555555555:queue'] }));
    }],
    ['noHiddenReference', (stack) => { new StringParameter(stack, 'Dynamic', { stringValue: '{{resolve:secretsmanager:name:SecretString}}' }); }],
    ['secretsWithoutValue', (stack) => { new CfnSecret(stack, 'Generated', { generateSecretString: {} }); }],
    ['secretsWithoutValue', (stack) => { new CfnSecret(stack, 'Named', { name: 'provider-key' }); }],
    ['grantsStayInside', (_, stage) => {
      stage.secrets.receiverRole.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:Get*'], resources: ['*'] }));
    }],
    ['grantsStayInside', (stack) => {
      new Role(stack, 'Role', { assumedBy: new AccountPrincipal(stack.account) })
        .addToPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [stack.formatArn({ service: 'secretsmanager', resource: 'secret', resourceName: '*' })] }));
    }],
  ])('%s', (name, plant) => {
    expect(breaches(inspect(inStaging(plant)), name)).not.toEqual([]);
  });

  test('importsStayInside, where two environments export one name', () => {
    const all = inspect((stage) => {
      new CfnOutput(new Stack(stage, 'Planted'), 'Output', { value: 'value', exportName: 'shared' });
    });
    expect(breaches(all, 'importsStayInside')).not.toEqual([]);
  });

  test('noHiddenReference, where CDK writes Fn::GetStackOutput by itself', () => {
    const keys: string[] = [];
    const all = inspect((stage) => {
      const source = new Stack(stage, 'Source', { env: { account: '333333333333', region: 'me-central-1' } });
      const consumer = new Stack(stage, 'Consumer', { env: { account: '111111111111', region: 'me-central-1' } });
      const secret = new CfnSecret(source, 'Secret');
      new CfnOutput(consumer, 'Leak', { value: secret.ref });
      keys.push(stage.node.id);
    });
    expect(keys).toHaveLength(3);
    expect(breaches(all, 'noHiddenReference')).not.toEqual([]);
  });
});
