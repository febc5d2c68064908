// a release of production in the embedded AWS, with identity policies enforced: the real toolkit prepares it as production's
// integration, the gate's own bundle decides as the gate's role, and pre-production's keys stand behind it.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient, type InvokeCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SignCommand, KMSClient } from '@aws-sdk/client-kms';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { GateAnswer, GateRequest } from '../../lambda/gate/contract';
import { bootstrapTemplate } from '../../lib/delivery';
import { constructId, qualifierOf, type EnvironmentConfig, type EnvironmentContext, type FleetConfig } from '../../lib/environment';
import { EnvironmentStack } from '../../lib/environment/environment-stack';
import { EnvironmentStage } from '../../lib/environment/environment-stage';
import { newApp } from '../../lib/fleet';
import { adoptAccounts, createOrganization, enforceIdentityPolicies, startEmbeddedAws, type EmbeddedAws } from '../../lib/local/aws';
import { actAs, operate, type ClientSettings } from '../../lib/local/clients';
import { createToolkit, type Toolkit } from '../../lib/local/toolkit';
import { assemblyDigest } from '../../lib/promotion/assembly-digest';
import type { RunResult } from '../../lib/promotion/evidence';
import {
  changeSetArguments, declarationFor, executeRelease, openDelivery, prepareRelease, publicHalf, signEvidence, signOff, writeDocument, type DeliveryAccess,
} from '../../lib/promotion/release';
import { fleet as fixture, flows } from '../fixtures/fleet';

jest.setTimeout(300_000);

const root = resolve(__dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'bulkhead-release-test-'));
const documents = join(work, 'evidence');
const before = { ...process.env };

let aws: EmbeddedAws;
let toolkit: Toolkit;
let fleet: FleetConfig = { ...fixture, environments: fixture.environments.filter(({ name }) => name !== 'staging').map(each => (each.name === 'pre-production' ? { ...each, promotedFrom: undefined } : each)) };
const integration: Record<string, ClientSettings> = {};
let gateRole: ClientSettings;
let people: ClientSettings;
let variables: Record<string, string>;
let handler: (request: GateRequest, context: { getRemainingTimeInMillis(): number }) => Promise<GateAnswer>;

const configOf = (name: string): EnvironmentConfig => fleet.environments.find(each => each.name === name)!;
const contextOf = (name: string): EnvironmentContext => {
  const config = configOf(name);
  return { config, account: config.account as string, region: config.region, qualifier: qualifierOf(config), flows: flows[name] ?? {} };
};

/** The team's own part of an environment: what a release changes here, with a function whose code changes as well. */
class Own extends EnvironmentStack {
  constructor(stage: EnvironmentStage, version: number) {
    super(stage, 'Own', { environment: stage.environment, description: 'the team\'s own' });
    const code = join(work, `code-${version}`);
    mkdirSync(join(code, 'parts'), { recursive: true });
    writeFileSync(join(code, 'index.js'), `exports.handler = () => ${version};\n`);
    writeFileSync(join(code, 'parts', 'inner.js'), 'module.exports = 1;\n');
    new StringParameter(this, 'Version', { parameterName: '/own/version', stringValue: String(version) });
    new Function(this, 'Function', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromAsset(code) });
    new CfnOutput(this, 'Number', { value: String(version) });
  }
}

const synthesize = (version: number): string => {
  const outdir = join(work, `cdk.out-${version}-${configOf('production').evidenceKeys ? 'pinned' : 'pending'}`);
  const app = newApp({ outdir, bootstrapVersionRule: false });
  for (const { name } of fleet.environments) {
    const stage = new EnvironmentStage(app, constructId(name), { environment: contextOf(name) });
    expect(Stack.of(new Own(stage, version)).stackName).toBe(`${constructId(name)}-Own`);
  }
  app.synth();
  return outdir;
};

/** Works as somebody: the commands find their credentials where the SDK does. */
const as = async <T>(settings: ClientSettings, work: () => Promise<T>): Promise<T> => {
  const { credentials } = settings;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: settings.region, AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken, AWS_EC2_METADATA_DISABLED: 'true',
  });
  return work();
};

/** Everything is real but Lambda: the function's own bundle runs in this process, as its own role. */
const gateInvoked = async ({ input }: InvokeCommand) => {
  const current = { ...process.env };
  try {
    Object.assign(process.env, variables);
    const answer = await as(gateRole, () => handler(JSON.parse(Buffer.from(input.Payload as Uint8Array).toString()) as GateRequest, { getRemainingTimeInMillis: () => 900_000 }));
    return { Payload: Buffer.from(JSON.stringify(answer)) };
  } finally {
    process.env = current;
  }
};

const opened = async (name: string): Promise<DeliveryAccess> => {
  const access = await openDelivery(contextOf(name));
  return { ...access, lambda: { send: gateInvoked as never } };
};

const runOf = (kind: RunResult['kind'], assembly: string): RunResult => ({
  kind, environment: 'pre-production', assemblyDigest: assemblyDigest(assembly).digest,
  startedAt: new Date(Date.now() - 60_000).toISOString(), finishedAt: new Date(Date.now() - 30_000).toISOString(), cases: [{ name: 'a passport is verified', passed: true }],
});

const runFile = (kind: RunResult['kind'], assembly: string): string => {
  const file = join(work, `${kind}.json`);
  writeFileSync(file, JSON.stringify(runOf(kind, assembly)));
  return file;
};

const vouch = async (assembly: string, kind: 'promotion' | 'rollback' = 'promotion'): Promise<string> => {
  const { release, text } = await as(integration['pre-production']!, async () => signEvidence(await opened('pre-production'), {
    kind, target: configOf('production'), assembly, acceptance: runFile('acceptance', assembly), load: runFile('load', assembly), connectivity: runOf('connectivity', assembly),
    declaration: declarationFor(fleet, flows, configOf('production')), hours: 24,
  }, Date.now()));
  rmSync(documents, { recursive: true, force: true });
  writeDocument(documents, 'evidence', text);
  return release;
};

/** A person's session of the approver's role, under the person's own name. */
const approver = async (): Promise<ClientSettings> => {
  const { account, region } = contextOf('pre-production');
  const { Credentials: issued } = await new STSClient(people).send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/bulkhead-approver`, RoleSessionName: 'ada' }));
  return { endpoint: aws.endpoint, region, credentials: { accessKeyId: issued!.AccessKeyId!, secretAccessKey: issued!.SecretAccessKey!, sessionToken: issued!.SessionToken! } };
};

const approve = async (release: string): Promise<void> => {
  writeDocument(documents, 'signOff', await as(await approver(), async () => signOff(await opened('pre-production'), release, 'seen', { now: Date.now(), show: () => {} })));
};

const prepare = (assembly: string) => as(integration['production']!, async () => prepareRelease(await opened('production'), {
  assembly, documents, say: () => {},
  makeChangeSets: async request => { await toolkit.run(changeSetArguments(request), integration['production']); return 0; },
}));

const execute = (release: string, check = false): Promise<GateAnswer> => as(integration['production']!, async () =>
  executeRelease(await opened('production'), { release, check, say: () => {}, wait: () => Promise.resolve() }));

/** What production runs of the team's own part. */
const running = async (): Promise<string> => {
  const { TemplateBody: body } = await new CloudFormationClient(gateRole).send(new GetTemplateCommand({ StackName: 'Production-Own' }));
  return /"Value":"(\d)"|"Value": "(\d)"/.exec(typeof body === 'string' ? body : JSON.stringify(body))?.slice(1).find(Boolean) ?? '';
};

const codes = ({ reasons }: GateAnswer): string[] => [...new Set(reasons.map(({ code }) => code))].sort();

/** The code of the team's own function as it is published. */
const publishedCode = async () => {
  const bucket = variables['BULKHEAD_ASSETS_BUCKET']!;
  const publisher = await actAs(`arn:aws:iam::${contextOf('production').account}:role/cdk-production-file-publishing-role-${contextOf('production').account}-me-central-1`, 'me-central-1',
    { endpoint: aws.endpoint, credentials: integration['production']!.credentials });
  const s3 = new S3Client({ ...publisher, forcePathStyle: true });
  const folder = join(accepted, 'assembly-Production');
  const template = JSON.parse(readFileSync(join(folder, readdirSync(folder).find(name => /^ProductionOwn.*template\.json$/.test(name))!), 'utf8'));
  const [{ Properties: { Code: { S3Key: key } } }] = Object.values(template.Resources).filter(each => (each as { Type: string }).Type === 'AWS::Lambda::Function') as [{ Properties: { Code: { S3Key: string } } }];
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return { bytes: Buffer.from(await object.Body!.transformToByteArray()), put: (bytes: Buffer) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes })) };
};
let accepted: string;
let release: string;

beforeAll(async () => {
  mkdirSync(join(work, 'home'));
  const first = synthesize(1);
  aws = await startEmbeddedAws({ root });
  toolkit = createToolkit({ root, node: process.execPath, endpoint: aws.endpoint, home: join(work, 'home') });
  await createOrganization(aws.endpoint, fleet.organization.managementAccount);
  await adoptAccounts(aws.endpoint, fleet.organization.managementAccount, fleet.environments.map(({ account, name }) => ({ accountId: account as string, name, email: `${name}@accounts.example` })));
  await Promise.all(fleet.environments.map(async ({ name }) => {
    const { account, region, qualifier } = contextOf(name);
    const template = join(work, `bootstrap-${name}.json`);
    writeFileSync(template, JSON.stringify(bootstrapTemplate(contextOf(name), { open: true })));
    await toolkit.bootstrap({ account, region, qualifier, template }, await operate(aws.endpoint, account, region));
  }));
  const deploy = (assembly: string, ...stacks: string[]) => toolkit.run(['deploy', ...stacks, '--app', assembly, '--exclusively', '--require-approval', 'never', '--method=direct']);
  // what signs, and what it stands on: nothing is released there.
  await deploy(first, 'PreProduction/Network', 'PreProduction/Secrets', 'PreProduction/Delivery');
  const access = await as(await operate(aws.endpoint, contextOf('pre-production').account, 'me-central-1'), () => opened('pre-production'));
  const [evidence, signsOff] = await Promise.all((['evidenceKey', 'signOffKey'] as const).map(async key => publicHalf(access, await access.place(key))));
  fleet = { ...fleet, environments: fleet.environments.map(each => (each.name === 'production' ? { ...each, promotedFrom: 'pre-production', evidenceKeys: { evidence: evidence!, signOff: signsOff! } } : each)) };
  await deploy(synthesize(1), 'Production/*');
  for (const { name } of fleet.environments) integration[name] = await actAs(`arn:aws:iam::${contextOf(name).account}:role/bulkhead-ci`, 'me-central-1', { endpoint: aws.endpoint });
  people = await operate(aws.endpoint, contextOf('pre-production').account, 'me-central-1');
  gateRole = await actAs(`arn:aws:iam::${contextOf('production').account}:role/bulkhead-gate`, 'me-central-1', { endpoint: aws.endpoint });
  const administration = await operate(aws.endpoint, contextOf('production').account, 'me-central-1');
  const { Environment: environment } = await new LambdaClient(administration).send(new GetFunctionConfigurationCommand({ FunctionName: 'bulkhead-gate' }));
  variables = environment?.Variables ?? {};
  await enforceIdentityPolicies(aws.endpoint);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  Object.assign(process.env, { AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: 'me-central-1', AWS_EC2_METADATA_DISABLED: 'true' });
  ({ handler } = await import(join(root, 'dist/lambda/gate/index.js')) as { handler: typeof handler });
});

afterAll(async () => {
  process.env = before;
  await aws?.stop();
  rmSync(work, { recursive: true, force: true });
});

test('without a sign-off production refuses, and nothing is executed', async () => {
  accepted = synthesize(2);
  release = await vouch(accepted);
  await prepare(accepted);
  expect(codes(await execute(release))).toEqual(['sign-off-missing']);
  expect(await running()).toBe('1');
});

test('the integration of the source cannot sign off, and that of the target can sign nothing', async () => {
  const access = await as(integration['pre-production']!, () => opened('pre-production'));
  const key = await as(integration['pre-production']!, () => access.place('signOffKey'));
  const sign = (settings: ClientSettings) => new KMSClient(settings).send(new SignCommand({ KeyId: key, Message: Buffer.alloc(32), MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }));
  for (const name of ['pre-production', 'production']) await expect(sign(integration[name]!)).rejects.toThrow();
});

test('with one flipped byte in the published code production refuses', async () => {
  await approve(release);
  await prepare(accepted);
  const { bytes, put } = await publishedCode();
  const flipped = Buffer.from(bytes);
  flipped[bytes.indexOf('index.js') + 20]! ^= 1;
  await put(flipped);
  expect(codes(await execute(release))).toEqual(['asset-differs']);
  expect(await running()).toBe('1');
  await put(bytes);
});

test('with everything in place production takes the release, and a second time nothing happens', async () => {
  expect(await execute(release, true)).toMatchObject({ outcome: 'ready', reasons: [] });
  expect(await running()).toBe('1');
  const answer = await execute(release);
  expect(answer).toMatchObject({ outcome: 'done', reasons: [] });
  expect(answer.stacks.filter(({ state }) => state !== 'current')).toEqual([{ name: 'Production-Own', state: 'done' }]);
  expect(await running()).toBe('2');
  expect(await execute(release)).toMatchObject({ outcome: 'done', reasons: [] });
});

test('an assembly that the source did not accept is refused before anything of it is read', async () => {
  const other = synthesize(3);
  await expect(prepare(other)).rejects.toThrow(/take the assembly that was accepted/);
});

test('a person who prepared something else under the name of the release is refused', async () => {
  const next = synthesize(4);
  const id = await vouch(next);
  await approve(id);
  await prepare(next);
  const other = synthesize(5);
  await toolkit.run(changeSetArguments({ environment: contextOf('production'), assembly: other, stacks: ['Production/Own'], changeSet: `bulkhead-${id}` }), integration['production']);
  expect(codes(await execute(id))).toContain('change-set-template');
  expect(await running()).toBe('2');
});
