// an app in a process of its own: what it is made of stands in its arguments.
import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { NestedStack } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { Fn } from 'aws-cdk-lib';
import { IsolationAudit } from '../../../lib/audit/plugin';

const has = (name: string): boolean => process.argv.includes(name);

const app = new App({ outdir: process.argv[2], context: { '@aws-cdk/core:validationReportJson': true } });

const stackOf = (name: string, account: string): Stack => {
  const stack = new Stack(new Stage(app, name, { env: { account, region: 'eu-central-1' } }), 'Data');
  new CfnQueue(stack, 'Queue', { sqsManagedSseEnabled: true });
  return stack;
};

const staging = stackOf('Staging', '111111111111');
stackOf('Production', '333333333333');

if (has('leak')) new Role(staging, 'Reader', { assumedBy: new AccountPrincipal('333333333333') });
if (has('nested-leak')) new Role(new NestedStack(staging, 'Nested'), 'Reader', { assumedBy: new AccountPrincipal('333333333333') });
if (has('unknown')) {
  new CfnKey(staging, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { AWS: Fn.importValue('somewhere-else') }, Action: 'kms:Decrypt', Resource: '*' },
  ] } });
}
if (has('acknowledged')) {
  for (const rule of ['identities.trust', 'identities.key', 'accounts.foreign', 'references.import']) {
    for (const id of [rule, `bulkhead-isolation::${rule}`]) Validations.of(app).acknowledge({ id, reason: 'it is in the way' });
  }
}
const environments = has('unusable') ? { environments: [{ name: 'Staging', accounts: ['1'] }] } : undefined;
Validations.of(app).addPlugins(new IsolationAudit({ environments }));
app.synth();
