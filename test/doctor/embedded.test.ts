// the doctor in the embedded AWS, before and after staging is deployed by the real toolkit, and with something wrong in it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AccountClient, EnableRegionCommand, GetRegionOptStatusCommand } from '@aws-sdk/client-account';
import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { startRecorder, type Recorder } from './support/recorder';
import { contextOf } from '../delivery/support/contexts';
import { fleet, flows } from '../fixtures/fleet';
import { newSecret } from '../operator/support/operator-world';
import { prepareAudit, settingsOf } from '../operator/support/embedded-account';
import { bootstrapTemplate } from '../../lib/delivery';
import { diagnose, type Examination, type Finding } from '../../lib/doctor';
import { constructId, validateFleet } from '../../lib/environment';
import { EnvironmentStage } from '../../lib/environment/environment-stage';
import { newApp } from '../../lib/fleet';
import { adoptAccounts, createOrganization, startEmbeddedAws, type EmbeddedAws } from '../../lib/local/aws';
import { operate } from '../../lib/local/clients';
import { createToolkit, type Toolkit } from '../../lib/local/toolkit';
import { openAccess, putSecret } from '../../lib/operator';
import { environmentTarget, secretTarget } from '../../lib/operator/target';

jest.setTimeout(240_000);

const root = resolve(__dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'bulkhead-doctor-test-'));
const assembly = join(work, 'cdk.out');
const staging = contextOf('staging');
const { account, region } = staging;
const servers = ['ns-1.example.net', 'ns-2.example.net'];

let aws: EmbeddedAws;
let toolkit: Toolkit;
let wire: Recorder;
const before = { ...process.env };

/** What the SDK finds, as a person's shell would have it. */
const become = (key: string) => Object.assign(process.env, { AWS_ENDPOINT_URL: wire.endpoint, AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: 'local' });

const examine = async (nameServers: readonly string[] = []): Promise<Examination> =>
  (await diagnose(validateFleet(fleet, flows), 'staging', { assembly, nameServers: () => Promise.resolve(nameServers) })).examination;

const verdicts = ({ results }: Examination) => Object.fromEntries(results.map(({ id, verdict }) => [id, verdict]));
const findings = ({ results }: Examination, id: string): readonly Finding[] => results.find(result => result.id === id)!.findings;
const said = (examination: Examination, id: string): string => findings(examination, id).map(({ evidence, remedy }) => `${evidence} → ${remedy}`).join('\n');

beforeAll(async () => {
  mkdirSync(join(work, 'home'));
  const app = newApp({ outdir: assembly, bootstrapVersionRule: false });
  new EnvironmentStage(app, constructId('staging'), { environment: staging });
  app.synth();
  aws = await startEmbeddedAws({ root });
  wire = await startRecorder(aws.endpoint);
  toolkit = createToolkit({ root, node: process.execPath, endpoint: aws.endpoint, home: join(work, 'home') });
  const { managementAccount } = fleet.organization;
  await createOrganization(aws.endpoint, managementAccount);
  await adoptAccounts(aws.endpoint, managementAccount, [{ accountId: account, name: 'staging', email: 'staging@accounts.example' }]);
  await prepareAudit(aws.endpoint, environmentTarget(fleet, 'staging').audit);
  become(account);
});

afterAll(async () => {
  process.env = before;
  await wire?.close();
  await aws?.stop();
  rmSync(work, { recursive: true, force: true });
});

test('of an empty account it says what is still to be done, and that its region is off', async () => {
  const examination = await examine();
  expect(verdicts(examination)).toMatchObject({
    'caller': 'ok', 'clock': 'ok', 'region': 'wrong', 'bootstrap': 'not yet', 'bootstrap-trust': 'not yet', 'boundary': 'not yet',
    'stacks': 'not yet', 'runtimes': 'not yet', 'egress': 'not yet', 'zone': 'not yet', 'secrets': 'not yet', 'certificate': 'not yet', 'alarms': 'not yet', 'onboarding': 'ok', 'evidence-keys': 'ok',
  });
  expect(said(examination, 'bootstrap')).toContain('npm run bulkhead -- bootstrap staging');
  expect(said(examination, 'stacks')).toMatch(/not deployed: .*Staging-Network.* → deploy it: npx cdk deploy 'Staging\/\*'/);
  expect(examination.exitCode).toBe(1);
});

test('the quotas of the network are compared with what the templates take', async () => {
  expect(findings(await examine(), 'quotas').filter(({ verdict }) => verdict === 'ok').map(({ evidence }) => evidence)).toEqual([
    'VPCs, with the default one: 2 of 5', 'NAT gateways in one zone: 1 of 5', 'interface endpoints in the VPC: 3 of 50', 'gateway endpoints: 2 of 20',
  ]);
});

describe('once staging is deployed', () => {
  let deployed: Examination;

  beforeAll(async () => {
    const client = new AccountClient(settingsOf(aws.endpoint, account, 'us-east-1'));
    await client.send(new EnableRegionCommand({ RegionName: region }));
    await client.send(new GetRegionOptStatusCommand({ RegionName: region }));
    const template = join(work, 'bootstrap.json');
    writeFileSync(template, JSON.stringify(bootstrapTemplate(staging)));
    await toolkit.bootstrap({ account, region, qualifier: staging.qualifier, template }, await operate(aws.endpoint, account, region));
    await toolkit.run(['deploy', 'Staging/*', '--app', assembly, '--require-approval', 'never', '--method=direct'], await operate(aws.endpoint, account, region));
    wire.calls.length = 0;
    deployed = await examine(servers);
  });

  test('what stands is in order', () => {
    expect(verdicts(deployed)).toMatchObject({
      'caller': 'ok', 'clock': 'ok', 'region': 'ok', 'bootstrap': 'ok', 'bootstrap-trust': 'ok', 'boundary': 'ok', 'stacks': 'ok', 'runtimes': 'ok',
      'secrets': 'not yet', 'onboarding': 'ok', 'evidence-keys': 'ok',
    });
    expect(said(deployed, 'stacks')).toContain('Staging-Webhook');
    expect(said(deployed, 'runtimes')).toMatch(/nodejs24\.x \(\d+ functions\): until 2028/);
  });

  test('the zone is compared with what the public DNS says', async () => {
    const [{ evidence }] = findings(deployed, 'zone') as [Finding];
    expect(findings(deployed, 'zone')[0]!.verdict).toBe('wrong');
    const own = evidence.split('its own are ')[1]!.split(', ');
    expect(own.length).toBeGreaterThan(1);
    expect(verdicts(await examine(own.map(name => `${name.toUpperCase()}.`).reverse()))['zone']).toBe('ok');
  });

  test('the allocated addresses are told where the configuration has others', () => {
    expect(said(deployed, 'egress')).toMatch(/the stack has [\d.]+, the configuration 198\.51\.100\.10 → register [\d.]+ with every provider/);
  });

  test('nothing but reading went over the wire', () => {
    expect(wire.calls.length).toBeGreaterThan(20);
    // becoming the operator changes nothing; Account Management takes every call as a POST.
    expect(wire.calls.filter(call => !/^(?:Get|List|Describe)[A-Z]|^Scan$|^AssumeRole$|^GET |^POST \/getRegionOptStatus$/.test(call))).toEqual([]);
  });

  test('a secret that was stored is told to be there, of its class and unique', async () => {
    await putSecret(secretTarget(fleet, 'staging', 'self', 'signing-secret'), newSecret('of the doctor'), openAccess());
    const examination = await examine(servers);
    expect(said(examination, 'secrets')).toMatch(/self signing-secret: current test, unique/);
    expect(said(examination, 'secrets')).toMatch(/self api-key: no value is stored → npm run bulkhead -- secrets put staging self api-key/);
  });

  test('a deploy role that trusts another account is found, and the account named', async () => {
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::666666666666:root'] } }] };
    await new IAMClient(settingsOf(aws.endpoint, account, 'us-east-1')).send(new UpdateAssumeRolePolicyCommand({
      RoleName: `cdk-${staging.qualifier}-deploy-role-${account}-${region}`, PolicyDocument: JSON.stringify(trust),
    }));
    const examination = await examine(servers);
    expect(said(examination, 'bootstrap-trust')).toContain('trusts arn:aws:iam::666666666666:root → find out who let that in');
    expect(verdicts(examination)['bootstrap']).toBe('ok');
    expect(examination.exitCode).toBe(1);
  });

  test('credentials of another account are used for nothing but saying whose they are', async () => {
    become('222222222222');
    wire.calls.length = 0;
    const examination = await examine(servers);
    become(account);
    expect(wire.calls).toEqual(['GetCallerIdentity']);
    expect(said(examination, 'caller')).toContain('these credentials belong to account 222222222222, but \'staging\' is account 111111111111');
    expect(verdicts(examination)).toMatchObject({ caller: 'wrong', stacks: 'unknown', onboarding: 'ok' });
    expect(examination.exitCode).toBe(1);
  });
});
