// the commands as a person or a pipeline calls them: what is printed, what is written, and how they end.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { configuration } from './support/world';
import { fleet } from '../../../bin/environments';
import type { FlowConfiguration, FlowsConfig } from '../../../lib/environment';
import { ensurePython, startEmbeddedAws, type EmbeddedAws } from '../../../lib/local/aws';
import { startSandbox, type Sandbox, type SandboxOrganization } from '../../../lib/local/sandbox';
import { environmentTarget } from '../../../lib/operator/target';
import { prepareAudit, prepareSecrets, settingsOf } from '../../operator/support/embedded-account';

jest.setTimeout(180_000);

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-promotion-'));
const flowsPath = join(folder, 'flows.json');
let sandbox: Sandbox;
let organization: SandboxOrganization;
let aws: EmbeddedAws | undefined;

beforeAll(async () => {
  expect(spawnSync(process.execPath, [resolve(root, 'bin/run.mjs'), 'bulkhead', '--help']).status).toBe(0);
  sandbox = await startSandbox();
});

afterAll(async () => {
  await aws?.stop();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const published = (config: FlowConfiguration): string => organization.createFlow({
  environment: 'test', name: config.name, product: config.product, configuration: { ruleSet: config.ruleSet, documents: config.documents, settings: config.settings },
}).id;

const write = (flows: FlowsConfig) => writeFileSync(flowsPath, `${JSON.stringify(flows, null, 2)}\n`);
const read = () => JSON.parse(readFileSync(flowsPath, 'utf8')) as FlowsConfig;
const pending = { self: [{ id: { pending: 'the dashboard' } }] };

beforeEach(() => {
  organization = sandbox.organization({ name: 'team', provider: 'self' });
  write({ 'staging': { self: [{ id: published(configuration()), configuration: configuration() }] }, 'pre-production': pending, 'production': pending });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const bulkhead = (args: readonly string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}): Promise<Ended> => new Promise((done, fail) => {
  const child = spawn(process.execPath, [resolve(root, 'dist/bin/bulkhead.js'), ...args], { cwd: folder, env: { NODE_NO_WARNINGS: '1', PATH: process.env['PATH'], HOME: '/nonexistent', ...env } });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.on('error', fail);
  child.on('close', code => done({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
});

const flowsFlag = ['--flows', flowsPath];
const dashboard = () => ['--dashboard', sandbox.url, '--ask'];

test('plan, promote, and nothing is left to do; the token never gets out', async () => {
  const token = organization.dashboardToken;
  const planned = await bulkhead(['plan', 'staging', 'pre-production', ...flowsFlag, ...dashboard()], { input: `${token}\n` });
  expect(planned).toMatchObject({ code: 1, out: expect.stringContaining('a flow that the target does not have') });
  const done = await bulkhead(['promote', 'staging', 'pre-production', ...flowsFlag, ...dashboard()], { input: `${token}\n${token}\n` });
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('promoted self \'onboarding\'; review the change of bin/flows.json, then deploy \'pre-production\'') });
  expect(read()['pre-production']!['self']).toEqual([expect.objectContaining({ promoted: expect.objectContaining({ from: 'staging' }) })]);
  const text = readFileSync(flowsPath, 'utf8');
  const again = await bulkhead(['promote', 'staging', 'pre-production', ...flowsFlag, ...dashboard()], { input: token });
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('nothing to promote') });
  expect(readFileSync(flowsPath, 'utf8')).toBe(text);
  const equal = await bulkhead(['plan', 'staging', 'pre-production', ...flowsFlag]);
  expect(equal.code).toBe(0);
  for (const { out, err } of [planned, done, again]) expect(out + err).not.toContain(token.slice(5));
});

test('a plan is machine-readable, and a promotion tells a machine what it did', async () => {
  const { out } = await bulkhead(['plan', 'staging', 'pre-production', ...flowsFlag, '--json']);
  expect(JSON.parse(out)).toMatchObject({ version: 1, from: 'staging', steps: [{ name: 'onboarding', differences: [{ risk: 'medium', path: 'flow' }] }] });
  const done = await bulkhead(['promote', 'staging', 'pre-production', ...flowsFlag, ...dashboard(), '--json'], { input: organization.dashboardToken });
  expect(JSON.parse(done.out)).toMatchObject({ promoted: ['self \'onboarding\''], plan: { to: 'pre-production' } });
});

test('without a dashboard for programs the steps are printed, and the id is taken afterwards', async () => {
  const steps = await bulkhead(['promote', 'staging', 'pre-production', ...flowsFlag]);
  expect(steps).toMatchObject({ code: 2, err: expect.stringContaining('set Minimum age: 18') });
  expect(steps.err).toContain('--id \'onboarding=<id>\'');
  const id = '3f0c8f5e-1a51-4d2f-9d70-0d3c2b1a9f10';
  expect(await bulkhead(['promote', 'staging', 'pre-production', ...flowsFlag, '--id', `onboarding=${id}`])).toMatchObject({ code: 0 });
  expect(read()['pre-production']!['self']![0]!.id).toBe(id);
});

test('a replaced flow is retired in two runs', async () => {
  const promote = () => bulkhead(['promote', 'staging', 'pre-production', ...flowsFlag, ...dashboard()], { input: organization.dashboardToken });
  await promote();
  const old = read()['pre-production']!['self']![0]!.id as string;
  const stricter = configuration({ ruleSet: { minimumAge: 21, excludedCountries: ['IRN', 'PRK'], ofac: true } });
  write({ ...read(), staging: { self: [{ id: published(stricter), configuration: stricter }] } });
  expect((await promote()).err).toContain(`${old} stays allowed until it is retired`);
  const retire = (...more: string[]) => bulkhead(['retire', 'pre-production', old, ...flowsFlag, ...dashboard(), ...more], { input: organization.dashboardToken });
  expect(await retire()).toMatchObject({ code: 0, out: `${old}: archived\n` });
  expect(await retire()).toMatchObject({ code: 1, err: expect.stringContaining('its last events can come until') });
  expect(await retire('--now')).toMatchObject({ code: 0, out: `${old}: removed\n` });
  expect(read()['pre-production']!['self']).toHaveLength(1);
});

test.each<[string, readonly string[], number, RegExp]>([
  ['the wrong way', ['promote', 'staging', 'production'], 1, /'production' is promoted from 'pre-production'/],
  ['no such environment', ['plan', 'staging', 'nowhere'], 3, /there is no environment 'nowhere'/],
  ['no such binding', ['plan', 'staging', 'pre-production', '--binding', 'nobody'], 3, /has no binding 'nobody'/],
  ['an id without a name', ['promote', 'staging', 'pre-production', '--id', 'x'], 3, /--id takes the flow's name and its new id/],
  ['a token in the clear', ['plan', 'staging', 'pre-production', '--dashboard', 'http://dashboard.example'], 1, /would get the token in the clear/],
  ['a flow of nobody', ['retire', 'staging', 'nobody'], 3, /has no flow of this id/],
  ['no target', ['plan', 'staging'], 3, /missing required argument 'to'/],
])('%s ends with words', async (_, args, exit, says) => {
  const { code, err } = await bulkhead([...args, ...flowsFlag]);
  expect(err).toMatch(says);
  expect(code).toBe(exit);
});

test('what the committed file owes is undecided', async () => {
  expect(await bulkhead(['plan', 'staging', 'pre-production'])).toMatchObject({ code: 2, out: expect.stringContaining('whose id is pending') });
});

test('a token that is not there for the second environment is asked for', async () => {
  const { code, err } = await bulkhead(['plan', 'staging', 'pre-production', ...flowsFlag, ...dashboard()], { input: '' });
  expect([code, err]).toEqual([3, expect.stringContaining('standard input has no token for \'staging\'')]);
});

test('the stored token is read as the operator, of each environment its own', async () => {
  await ensurePython({ root });
  aws = await startEmbeddedAws({ root });
  await prepareAudit(aws.endpoint, environmentTarget(fleet, 'staging').audit);
  for (const name of ['staging', 'pre-production']) await prepareSecrets(aws.endpoint, environmentTarget(fleet, name));
  const profiles = join(folder, 'credentials');
  writeFileSync(profiles, ['staging 111111111111', 'pre-production 222222222222'].map(line => line.split(' '))
    .map(([name, account]) => `[${name}]\naws_access_key_id = ${account}\naws_secret_access_key = local\n`).join('\n'));
  const env = { AWS_ENDPOINT_URL: aws.endpoint, AWS_SHARED_CREDENTIALS_FILE: profiles, AWS_EC2_METADATA_DISABLED: 'true' };
  const tokens = Object.fromEntries(['staging', 'pre-production'].map(name => [name, sandbox.organization({ name, provider: 'self' })]));
  organization = tokens['staging']!;
  write({ ...read(), staging: { self: [{ id: published(configuration()), configuration: configuration() }] } });
  const profile = ['--profile', '{environment}'];
  const promote = () => bulkhead(['promote', 'staging', 'pre-production', ...flowsFlag, '--dashboard', sandbox.url, ...profile], { env });
  expect(await promote()).toMatchObject({ code: 3, err: expect.stringContaining('cannot be read') });
  for (const [name, { dashboardToken }] of Object.entries(tokens)) {
    expect(await bulkhead(['secrets', 'put', name, 'self', 'dashboard', ...profile], { env, input: dashboardToken })).toMatchObject({ code: 0 });
  }
  expect(await promote()).toMatchObject({ code: 0 });
  const { SecretString: text } = await new SecretsManagerClient(settingsOf(aws.endpoint, '222222222222', 'me-central-1')).send(new GetSecretValueCommand({ SecretId: 'dashboard' }));
  expect(JSON.parse(text!)).toEqual({ value: tokens['pre-production']!.dashboardToken, class: 'test', provider: 'self' });
});

describe('config', () => {
  test('prints names and public settings, says what is pending, and ends with 2', async () => {
    const { code, out, err } = await bulkhead(['config', 'staging']);
    expect(code).toBe(2);
    expect(out).toContain('BULKHEAD_EVENT_BUS_ARN=arn:aws:events:me-central-1:111111111111:event-bus/bulkhead\n');
    expect(out).toContain('SELF_API_KEY_PARAMETER=/bulkhead/secrets/self/api-key\n');
    expect(err).toContain('pending: self: the API domain (Self, during onboarding)');
    const json = await bulkhead(['config', 'staging', '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ version: 1, environment: 'staging', credentials: 'test' });
  });

  test.each<[readonly string[], RegExp]>([
    [['config', 'nowhere'], /there is no environment 'nowhere'/],
    [['config', 'staging', '--format', 'yaml'], /--format takes env or json/],
    [['config', 'staging', '--format', 'toString'], /--format takes env or json/],
    [['config', 'staging', '--deployed'], /there are no usable AWS credentials/],
  ])('%j is unusable input', async (args, says) => {
    expect(await bulkhead(args, { env: { AWS_EC2_METADATA_DISABLED: 'true' } })).toMatchObject({ code: 3, err: expect.stringMatching(says) });
  });
});
