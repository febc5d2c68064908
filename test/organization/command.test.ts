// `org prepare` as it is called: what it takes, what it prints and how it ends.
import { join } from 'node:path';
import { Command } from 'commander';
import { addOrganizationCommands } from '../../bin/organization';
import { fleet, flows } from '../fixtures/fleet';
import { adoptAccounts, createOrganization, startEmbeddedAws, type EmbeddedAws } from '../../lib/local/aws';
import { pending } from '../../lib/environment';

jest.setTimeout(180_000);

const management = fleet.organization.managementAccount;
const environment = { ...process.env };
let aws: EmbeddedAws;
let out: string[];
beforeAll(async () => {
  aws = await startEmbeddedAws({ root: join(__dirname, '../..') });
});
afterAll(() => aws?.stop());
beforeEach(() => {
  out = [];
  jest.spyOn(process.stdout, 'write').mockImplementation(text => out.push(String(text)) > 0);
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  process.exitCode = undefined;
});

const prepare = async (args: readonly string[], { account = management, config = fleet }: { account?: string; config?: unknown } = {}) => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  });
  if (account === '') for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) delete process.env[name];
  const program = new Command('bulkhead').exitOverride().configureOutput({ writeErr: () => undefined });
  addOrganizationCommands(program, { fleet: config, flows });
  await program.parseAsync(['node', 'bulkhead', 'org', 'prepare', ...args]);
  return { exitCode: process.exitCode, out: out.join('') };
};

test.each(['--plan', '--dry-run'])('%s says every step in its order, and founds nothing', async (flag) => {
  const { exitCode, out: printed } = await prepare([flag, '--json']);
  const { steps } = JSON.parse(printed) as { steps: { id: string; status: string }[] };
  expect(exitCode).toBe(0);
  expect(steps.map(({ id }) => id.split('-')[0]).filter((id, index, all) => id !== all[index - 1])).toEqual(
    ['organization', 'policy', 'service', 'account', 'region', 'analyzer', 'configuration', 'bootstrap', 'policies', 'record']);
  expect(steps[0]).toMatchObject({ id: 'organization', status: 'open' });
});

test('where nobody can be asked it changes nothing without --yes', async () => {
  await expect(prepare([])).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('give --yes') });
  expect((await prepare(['--plan'])).out).toMatch(/^to do {4}found the organization/);
});

test('with the credentials of another account it is refused', async () => {
  await expect(prepare(['--yes'], { account: '111111111111' })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('belong to account 111111111111') });
});

test('without credentials it says how to get some', async () => {
  await expect(prepare(['--yes'], { account: '' })).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('aws sso login') });
});

test('an unsound configuration is refused before AWS is asked', async () => {
  await expect(prepare(['--plan'], { config: {} })).rejects.toMatchObject({ exitCode: 3 });
});

test.each(['x', '-1', '1.5'])('--wait %s is no time', async (wait) => {
  await expect(prepare(['--plan', `--wait=${wait}`])).rejects.toMatchObject({ exitCode: 3, message: `--wait is '${wait}'; give whole minutes` });
});

test('it does what is to be done, prints ids to write down, and ends with 2 until they stand there', async () => {
  const { rootId } = await createOrganization(aws.endpoint, management);
  const accounts = [fleet.organization.auditAccount as string, ...fleet.environments.map(({ account }) => account as string)];
  await adoptAccounts(aws.endpoint, management, accounts.map(accountId => ({ accountId, name: accountId, email: `${accountId}@example.com` })));
  const config = { ...fleet, organization: { ...fleet.organization, rootId: pending('bulkhead org prepare') } };
  const first = await prepare(['--yes', '--wait', '2'], { config });
  expect(first.exitCode).toBe(2);
  expect(first.out).toContain(`write into bin/environments.ts: organization.rootId: '${rootId}'`);
  expect(first.out).not.toMatch(/^(to do|waiting|later) /m);

  out = [];
  const { organizationId: _, ...organization } = { ...config.organization, rootId, organizationId: undefined };
  const done = await prepare(['--json'], { config: { ...fleet, organization: { ...organization, organizationId: /o-[a-z0-9]+/.exec(first.out)![0] } } });
  expect(done.exitCode).toBe(0);
});
