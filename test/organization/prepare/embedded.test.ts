// the whole preparation with the real clients of the SDK, against the embedded AWS.
import { join } from 'node:path';
import { AccountClient } from '@aws-sdk/client-account';
import { DescribeAccountCommand, ListPoliciesForTargetCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fleet } from '../../fixtures/fleet';
import { adoptAccounts, startEmbeddedAws, type EmbeddedAws } from '../../../lib/local/aws';
import { pending, type FleetConfig } from '../../../lib/environment';
import { prepareOrganization, type PrepareAccess } from '../../../lib/organization/prepare';

jest.setTimeout(180_000);

let aws: EmbeddedAws;
beforeAll(async () => {
  aws = await startEmbeddedAws({ root: join(__dirname, '../../..') });
});
afterAll(() => aws?.stop());

const accessOf = (accessKeyId: string): PrepareAccess => {
  const settings = { endpoint: aws.endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'test' }, maxAttempts: 1 };
  const sts = new STSClient(settings);
  return {
    organizations: new OrganizationsClient(settings), account: new AccountClient(settings),
    caller: async () => (await sts.send(new GetCallerIdentityCommand({}))).Account!,
  };
};

/** Time passes as fast as it is waited for. */
const clock = () => {
  let now = 0;
  const sleep = (milliseconds: number) => {
    now += milliseconds;
    return Promise.resolve();
  };
  return { now: () => now, sleep };
};

const prepare = async (config: FleetConfig, { plan }: { plan?: boolean } = {}) => {
  const said: string[] = [];
  const result = await prepareOrganization(accessOf(config.organization.managementAccount), config, {
    plan, confirm: () => Promise.resolve(true), say: line => said.push(line), clock: clock(),
  });
  return { ...result, said, statusOf: (id: string) => result.steps.find(step => step.id === id)?.status, does: (id: string) => result.steps.find(step => step.id === id)?.does };
};

const { organizationId: _, ...organization } = fleet.organization;
const unborn = (managementAccount: string): FleetConfig => ({
  organization: { ...organization, region: 'us-east-1', managementAccount, rootId: pending('bulkhead org prepare'), auditAccount: { create: { email: `audit-${managementAccount}@example.com` } } },
  environments: fleet.environments.map(environment => ({ ...environment, account: { create: { email: `${environment.name}-${managementAccount}@example.com` } } })),
});

test('from nothing to an organization whose accounts can be bootstrapped, and nothing more when it is run again', async () => {
  const management = '999999999999';
  const nothing = await prepare(unborn(management), { plan: true });
  expect(nothing.said).toEqual([]);
  expect(nothing.exitCode).toBe(0);
  expect(nothing.statusOf('organization')).toBe('open');

  const first = await prepare(unborn(management));
  expect(first.exitCode).toBe(2);
  expect(first.steps.filter(({ status }) => status !== 'done' && status !== 'yours')).toEqual([]);
  // one account after the other, each whole before the next.
  expect(first.said.filter(line => line.startsWith('create')).map(line => /bulkhead-[a-z-]+/.exec(line)![0])).toEqual(
    ['bulkhead-audit', 'bulkhead-staging', 'bulkhead-pre-production', 'bulkhead-production']);
  expect(first.said.indexOf('found the organization with all features in the management account')).toBe(0);
  expect(first.said.findLastIndex(line => line.startsWith('create'))).toBeLessThan(first.said.findIndex(line => line.startsWith('switch me-central-1')));
  expect(first.does('configuration')).toMatch(/^write into bin\/environments\.ts: organization\.rootId: 'r-[a-z0-9]+', organization\.organizationId: 'o-[a-z0-9]+', organization\.auditAccount: '\d{12}', staging\.account: '\d{12}'/);

  const again = await prepare(unborn(management));
  expect(again.said).toEqual([]);
  expect(again.steps).toEqual(first.steps);

  // with the ids that it printed, nothing is left to do but what is yours.
  const ids = Object.fromEntries([...first.does('configuration')!.matchAll(/([\w.-]+): '([^']+)'/g)].map(([, name, value]) => [name, value]));
  const written: FleetConfig = {
    organization: { ...unborn(management).organization, rootId: ids['organization.rootId']!, organizationId: ids['organization.organizationId']!, auditAccount: ids['organization.auditAccount']! },
    environments: fleet.environments.map(environment => ({ ...environment, account: ids[`${environment.name}.account`]! })),
  };
  const done = await prepare(written);
  expect([done.exitCode, done.said]).toEqual([0, []]);
  expect(done.steps.filter(({ status }) => status === 'yours').map(({ id }) => id)).toEqual([
    'bootstrap-organization-us-east-1', 'bootstrap-audit-us-east-1', 'bootstrap-audit-me-central-1', 'bootstrap-staging', 'bootstrap-pre-production',
    'bootstrap-production', 'policies-staging', 'policies-pre-production', 'policies-production', 'record',
  ]);

  const { organizations } = accessOf(management);
  const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId: ids['staging.account'] }));
  expect(Account).toMatchObject({ Name: 'bulkhead-staging', Email: `staging-${management}@example.com` });
  expect((await organizations.send(new ListPoliciesForTargetCommand({ TargetId: ids['staging.account']!, Filter: 'SERVICE_CONTROL_POLICY' }))).Policies!.map(({ Name }) => Name))
    .toEqual(['FullAWSAccess']);
});

test('accounts that are members already are taken as they are', async () => {
  const management = '777777777777';
  const base = unborn(management);
  const adopted: FleetConfig = {
    organization: { ...base.organization, auditAccount: '666666666666' },
    environments: fleet.environments.map((environment, index) => ({ ...environment, account: `55555555555${index}` })),
  };
  const founded = await prepare({ ...base, environments: [] as never });
  expect(founded.statusOf('organization')).toBe('done');
  await adoptAccounts(aws.endpoint, management, [
    { accountId: '666666666666', name: 'audit', email: 'a@example.com' },
    ...adopted.environments.map(({ name, account }) => ({ accountId: account as string, name, email: `${name}@elsewhere.example` })),
  ]);
  const result = await prepare(adopted);
  expect(result.said.filter(line => /^(create|invite|account)/.test(line))).toEqual([]);
  expect(result.steps.filter(({ id, status }) => id.startsWith('account-') && status !== 'done')).toEqual([]);
  expect(result.statusOf('region-staging-me-central-1')).toBe('done');
  expect(result.statusOf('analyzer')).toBe('done');
});

test('credentials of another account are refused before anything is asked', async () => {
  const result = prepareOrganization(accessOf('111111111111'), unborn('999999999999'), { confirm: () => Promise.resolve(true), say: () => undefined, clock: clock() });
  await expect(result).rejects.toMatchObject({
    exitCode: 1,
    message: 'these credentials belong to account 111111111111, but the organization\'s management account is 999999999999; use those of a person in that account, for instance with --profile',
  });
});
