// the bootstrap in the embedded AWS, with identity policies enforced: the real toolkit deploys staging with what its
// integration has, and production's integration prepares a release that it cannot execute.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, ExecuteChangeSetCommand, ListChangeSetsCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { bootstrapTemplate } from '../../lib/delivery';
import { adoptAccounts, createOrganization, enforceIdentityPolicies, startEmbeddedAws, type EmbeddedAws } from '../../lib/local/aws';
import { actAs, operate, type ClientSettings } from '../../lib/local/clients';
import { createToolkit, type Toolkit } from '../../lib/local/toolkit';
import { constructId } from '../../lib/environment';
import { EnvironmentStage } from '../../lib/environment/environment-stage';
import { newApp } from '../../lib/fleet';
import { fleet } from '../fixtures/fleet';
import { bucketOf, contextOf } from './support/contexts';

jest.setTimeout(240_000);

const root = resolve(__dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'bulkhead-bootstrap-test-'));
const assembly = join(work, 'cdk.out');
const staging = contextOf('staging');
const production = contextOf('production');

let aws: EmbeddedAws;
let toolkit: Toolkit;
const integration: Record<string, ClientSettings> = {};

const templateText = (environment: typeof staging, open: boolean) => JSON.stringify(bootstrapTemplate(environment, { open }));

const bootstrap = async (environment: typeof staging, open: boolean) => {
  const { account, region, qualifier } = environment;
  const template = join(work, `${qualifier}-${open}.json`);
  writeFileSync(template, templateText(environment, open));
  await toolkit.bootstrap({ account, region, qualifier, template }, await operate(aws.endpoint, account, region));
};

/** What bootstrapping again does; the embedded AWS knows no change set of a stack that exists. */
const close = async (environment: typeof staging) => {
  const cloudFormation = new CloudFormationClient(await operate(aws.endpoint, environment.account, environment.region));
  await cloudFormation.send(new UpdateStackCommand({ StackName: `CDKToolkit-${environment.qualifier}`, TemplateBody: templateText(environment, false), Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: `CDKToolkit-${environment.qualifier}` }));
  expect(stack?.StackStatus).toBe('UPDATE_COMPLETE');
};

const deploy = (stacks: readonly string[], by?: ClientSettings, method = 'direct') => toolkit.run(
  ['deploy', ...stacks, '--app', assembly, '--exclusively', '--require-approval', 'never', `--method=${method}`, ...method === 'direct' ? [] : ['--change-set-name', 'release']], by);

beforeAll(async () => {
  const home = join(work, 'home');
  mkdirSync(home);
  const app = newApp({ outdir: assembly, bootstrapVersionRule: false });
  for (const environment of [staging, production]) new EnvironmentStage(app, constructId(environment.config.name), { environment });
  app.synth();
  aws = await startEmbeddedAws({ root });
  toolkit = createToolkit({ root, node: process.execPath, endpoint: aws.endpoint, home });
  await createOrganization(aws.endpoint, fleet.organization.managementAccount);
  await adoptAccounts(aws.endpoint, fleet.organization.managementAccount, [staging, production].map(({ account, config: { name } }) => ({ accountId: account, name, email: `${name}@accounts.example` })));
  await bootstrap(staging, false);
  // as a person does it: open for the first deployment, and closed for good afterwards.
  await bootstrap(production, true);
  await deploy([staging, production].flatMap(({ config: { name } }) => ['Network', 'Secrets', 'Delivery'].map(stack => `${constructId(name)}/${stack}`)));
  await close(production);
  for (const { account, region, config } of [staging, production]) {
    integration[config.name] = await actAs(`arn:aws:iam::${account}:role/bulkhead-ci`, region, { endpoint: aws.endpoint });
  }
  await enforceIdentityPolicies(aws.endpoint);
});

afterAll(async () => {
  await aws?.stop();
  rmSync(work, { recursive: true, force: true });
});

test('the integration of staging deploys staging', async () => {
  await deploy(['Staging/Webhook'], integration['staging']);
});

test('the integration of staging has nothing to do with the stacks itself', async () => {
  const cloudFormation = new CloudFormationClient(integration['staging']!);
  await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: 'Staging-Webhook' }))).rejects.toThrow(/not authorized/);
});

test('the integration of staging publishes nothing to production\'s bucket', async () => {
  const publisher = await actAs(`arn:aws:iam::${staging.account}:role/cdk-staging-file-publishing-role-${staging.account}-${staging.region}`, staging.region, integration['staging']!);
  const s3 = new S3Client({ ...publisher, forcePathStyle: true });
  await expect(s3.send(new ListObjectsV2Command({ Bucket: bucketOf('production') }))).rejects.toThrow();
  await expect(s3.send(new ListObjectsV2Command({ Bucket: bucketOf('staging') }))).resolves.toMatchObject({ KeyCount: expect.any(Number) });
});

test('the integration of staging becomes no role of production', async () => {
  await expect(actAs(`arn:aws:iam::${production.account}:role/cdk-production-deploy-role-${production.account}-${production.region}`, production.region, integration['staging']!)).rejects.toThrow(/not authorized/);
});

test('the integration of production prepares a release, and neither it nor the deploy role executes it', async () => {
  await deploy(['Production/Webhook'], integration['production'], 'prepare-change-set');
  const deployRole = await actAs(`arn:aws:iam::${production.account}:role/cdk-production-deploy-role-${production.account}-${production.region}`, production.region, integration['production']!);
  for (const credentials of [integration['production']!, deployRole]) {
    await expect(new CloudFormationClient(credentials).send(new ExecuteChangeSetCommand({ StackName: 'Production-Webhook', ChangeSetName: 'release' }))).rejects.toThrow(/not authorized/);
  }
  const { Summaries: prepared = [] } = await new CloudFormationClient(deployRole).send(new ListChangeSetsCommand({ StackName: 'Production-Webhook' }));
  expect(prepared.map(({ ChangeSetName }) => ChangeSetName)).toContain('release');
});

test('a deployment of production past the gate is refused', async () => {
  await expect(deploy(['Production/Webhook'], integration['production'])).rejects.toThrow(/not authorized/);
});
