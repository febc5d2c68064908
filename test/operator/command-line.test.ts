// the command as a person calls it, against the embedded AWS: what is printed, what is stored, and how it ends.
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { prepareAudit, prepareSecrets, settingsOf } from './support/embedded-account';
import { fleet } from '../../bin/environments';
import { ensurePython, startEmbeddedAws, type EmbeddedAws } from '../../lib/local/aws';
import { environmentTarget } from '../../lib/operator/target';
import { fingerprintNames } from '../../lib/organization/fingerprint-link';

jest.setTimeout(180_000);

const root = resolve(__dirname, '../..');
const audit = '888888888888';
const region = 'me-central-1';
const canary = (name: string) => `whsec_${Buffer.from(`canary ${name} of nobody`.padEnd(32, '!')).toString('base64')}`;

let aws: EmbeddedAws;

const settings = (account: string, at = region) => settingsOf(aws.endpoint, account, at);

beforeAll(async () => {
  // builds what has changed, as every command does.
  expect(spawnSync(process.execPath, [resolve(root, 'bin/run.mjs'), 'bulkhead', '--help']).status).toBe(0);
  aws = await startEmbeddedAws({ root });
  await prepareAudit(aws.endpoint, environmentTarget(fleet, 'staging').audit);
  await prepareSecrets(aws.endpoint, environmentTarget(fleet, 'staging'));
  await prepareSecrets(aws.endpoint, environmentTarget(fleet, 'pre-production'));
});

afterAll(() => aws?.stop());

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

const bulkhead = (args: readonly string[], { account = '111111111111', input = '', terminal = [] as readonly string[] } = {}): Promise<Ended> => new Promise((done, fail) => {
  const [command = '', ...rest] = [...terminal, process.execPath, resolve(root, 'dist/bin/bulkhead.js'), ...args];
  const child = spawn(command, rest, {
    // on Node 20 the SDK announces the end of its support for it.
    env: { NODE_NO_WARNINGS: '1', PATH: process.env['PATH'], HOME: '/nonexistent', AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'local', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  const lines: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => lines.push(chunk));
  child.on('error', fail);
  child.on('close', code => done({ code, out: Buffer.concat(lines).toString() }));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
});

const put = (environment: string, value: string, account?: string) => bulkhead(['secrets', 'put', environment, 'self', 'signing-secret'], { account, input: value });
const stored = async (account: string) => new SecretsManagerClient(settings(account)).send(new GetSecretValueCommand({ SecretId: 'signing-secret' }));

test('a value from standard input is stored once, and never printed', async () => {
  const value = canary('staging');
  expect(await put('staging', value)).toEqual({ code: 0, out: 'signing-secret of \'self\' in \'staging\': stored\n' });
  expect(JSON.parse((await stored('111111111111')).SecretString!)).toEqual({ value, class: 'test', provider: 'self' });
  expect(await put('staging', value)).toEqual({ code: 0, out: 'signing-secret of \'self\' in \'staging\': already stored\n' });
  const { VersionIdsToStages: versions } = await new SecretsManagerClient(settings('111111111111')).send(new DescribeSecretCommand({ SecretId: 'signing-secret' }));
  expect(Object.values(versions!)).toEqual([['AWSCURRENT']]);
});

test('a value that staging has is refused in pre-production, and only a fingerprint lies in the audit account', async () => {
  const { code, out } = await put('pre-production', canary('staging'), '222222222222');
  expect(code).toBe(1);
  expect(out).toContain('this value is the signing-secret of \'self\' in \'staging\' already');
  await expect(stored('222222222222')).rejects.toThrow();
  const { Items: items = [] } = await new DynamoDBClient(settings(audit, fleet.organization.region)).send(new ScanCommand({ TableName: fingerprintNames.table }));
  expect(items).toHaveLength(1);
  expect(JSON.stringify(items)).not.toContain(canary('staging').slice(6, 26));
});

test('credentials of another account are refused before anything is called', async () => {
  const { code, out } = await put('staging', canary('foreign'), '222222222222');
  expect(code).toBe(1);
  expect(out).toContain('these credentials belong to account 222222222222, but \'staging\' is account 111111111111');
});

test.each<[string, string, number, RegExp]>([
  ['a line break at its end', `${canary('newline')}\n`, 1, /printf %s/],
  ['a truncated value', canary('truncated').slice(0, 31), 1, /truncated/],
  ['an API key', `sk_live_${'c0a1n2a3r4y5'.repeat(3)}`, 1, /this is an API key/],
  ['nothing', '', 1, /nothing was given/],
])('%s is refused without being quoted', async (_, value, exit, says) => {
  const { code, out } = await put('staging', value);
  expect(code).toBe(exit);
  expect(out).toMatch(says);
  const body = value.trim().slice(8, 24);
  if (body) expect(out).not.toContain(body);
});

test('what is typed at the prompt is stored and never shown, however fast it is', async () => {
  const python = await ensurePython({ root });
  const value = `first ${canary('typed').slice(6, 30)}`;
  const { code, out } = await bulkhead(['secrets', 'put', 'pre-production', 'self', 'dashboard'], {
    account: '222222222222', terminal: [python.executable, resolve(__dirname, 'support/terminal.py'), value],
  });
  expect(code).toBe(0);
  expect(out).toContain('dashboard of \'self\' in \'pre-production\' (hidden): ');
  expect(out).not.toContain(value.slice(0, 10));
  const { SecretString: text } = await new SecretsManagerClient(settings('222222222222')).send(new GetSecretValueCommand({ SecretId: 'dashboard' }));
  expect(JSON.parse(text!)).toMatchObject({ value });
});

test('a value is never an argument', async () => {
  const value = canary('argument');
  const { code } = await bulkhead(['secrets', 'put', 'staging', 'self', 'signing-secret', value]);
  expect(code).toBe(3);
});

test('status tells what is there, what is missing and what cannot be reached, and is undecided', async () => {
  const { code, out } = await bulkhead(['secrets', 'status', 'staging', 'self', '--json']);
  const rows = JSON.parse(out) as { kind: string; present: boolean; versions: { class: string; unique: boolean; lastSeen: null }[] }[];
  expect(code).toBe(2);
  expect(rows.map(({ kind, present }) => [kind, present])).toEqual([['api-key', false], ['signing-secret', true], ['dashboard', false]]);
  expect(rows[1]!.versions).toEqual([expect.objectContaining({ class: 'test', unique: true, lastSeen: null })]);
  expect(await bulkhead(['secrets', 'status', 'staging', 'self', 'signing-secret'])).toMatchObject({ code: 0 });
  const foreign = await bulkhead(['secrets', 'status', 'production', 'self']);
  expect(foreign).toMatchObject({ code: 2, out: expect.stringContaining('but \'production\' is account 333333333333') });
});

test('what is stored is rotated only with a value of its own, and a probe that cannot be asked leaves the current value', async () => {
  const { code, out } = await bulkhead(['secrets', 'rotate', 'staging', 'self', 'signing-secret'], { input: canary('successor') });
  expect(code).toBe(3);
  expect(out).toContain('/bulkhead/operator/probe cannot be read');
  expect(out).not.toContain(canary('successor').slice(8, 24));
  expect(JSON.parse((await stored('111111111111')).SecretString!)).toMatchObject({ value: canary('staging') });
  expect(await bulkhead(['secrets', 'rotate', 'staging', 'self', 'signing-secret', '--abandon'])).toMatchObject({ code: 0, out: expect.stringContaining('what was staged is dropped') });
  expect(await bulkhead(['secrets', 'retire', 'staging', 'self', 'signing-secret'])).toMatchObject({ code: 0, out: expect.stringContaining('nothing to retire') });
});

test.each<[readonly string[], RegExp]>([
  [['secrets', 'put', 'nowhere', 'self', 'api-key'], /there is no environment 'nowhere'/],
  [['secrets', 'put', 'staging', 'nobody', 'api-key'], /has no binding 'nobody'/],
  [['secrets', 'put', 'staging', 'self', 'password'], /there is no kind 'password'/],
  [['secrets', 'rotate', 'staging', 'self', 'api-key', '--open', '--resume'], /give one of/],
  [['replay', 'staging', '--since', 'yesterday'], /is no time/],
])('%j is unusable input', async (args, says) => {
  const { code, out } = await bulkhead(args);
  expect(code).toBe(3);
  expect(out).toMatch(says);
});
