import { fakeOrganization, type Moods } from './fake-organization';
import { fleet } from '../../fixtures/fleet';
import { pending, type FleetConfig } from '../../../lib/environment';
import { prepareOrganization, type Change, type PrepareOptions } from '../../../lib/organization/prepare';
import { perform } from '../../../lib/organization/prepare/perform';

const create = (name: string) => ({ create: { email: `${name}@example.com` } });
const unborn: FleetConfig = {
  organization: { ...fleet.organization, region: 'us-east-1', rootId: pending('bulkhead org prepare'), auditAccount: create('audit') },
  environments: fleet.environments.map(environment => ({ ...environment, account: create(environment.name) })),
};

const driven = () => {
  let now = 0;
  const sleep = (milliseconds: number) => {
    now += milliseconds;
    return Promise.resolve();
  };
  return { now: () => now, sleep };
};

const run = async (world: ReturnType<typeof fakeOrganization>, moods: Moods = {}, options: Partial<PrepareOptions> = {}, config = unborn) => {
  const said: string[] = [];
  const access = world.access(moods);
  const result = await prepareOrganization(access, config, {
    confirm: () => Promise.resolve(true), say: line => { said.push(line); }, clock: driven(), waitMinutes: 20, ...options,
  });
  return { ...result, said, calls: access.calls() };
};

/** Everything that a whole run changes. */
const whole = [
  'CreateOrganization', ...Array<string>(3).fill('EnablePolicyType'), ...Array<string>(3).fill('EnableAWSServiceAccess'), ...Array<string>(4).fill('CreateAccount'),
  ...Array<string>(4).fill('EnableRegion'), 'RegisterDelegatedAdministrator',
];

test('every change is said before it is made, and made once', async () => {
  const world = fakeOrganization();
  const before: number[] = [];
  const { said, exitCode } = await run(world, {}, { say: () => { before.push(world.state.changes.length); } });
  expect(world.state.changes).toEqual(whole);
  expect(before).toEqual(whole.map((_, index) => index));
  expect([said, exitCode]).toEqual([[], 2]);
});

test('a second run says and changes nothing', async () => {
  const world = fakeOrganization();
  await run(world);
  const { said } = await run(world);
  expect([said, world.state.changes]).toEqual([[], whole]);
});

test('a plan asks nobody, says nothing and changes nothing', async () => {
  const world = fakeOrganization();
  const { said, exitCode, steps } = await run(world, {}, { plan: true, confirm: () => Promise.reject(new Error('asked')) });
  expect([said, exitCode, world.state.changes]).toEqual([[], 0, []]);
  expect(steps.map(({ status }) => status)).toContain('open');
});

test('nothing is changed unless it is confirmed', async () => {
  const world = fakeOrganization();
  await expect(run(world, {}, { confirm: () => Promise.resolve(false) })).rejects.toMatchObject({ exitCode: 1, message: 'nothing was changed' });
  expect(world.state.changes).toEqual([]);
});

describe.each(['before', 'after'] as const)('interrupted %s a call took effect', (effect) => {
  test('it carries on from wherever it was, and changes nothing twice', async () => {
    const { calls } = await run(fakeOrganization(), { creationTakes: 2 });
    expect(calls).toBeGreaterThan(100);
    for (let call = 1; call <= calls; call++) {
      const world = fakeOrganization();
      const stopped = await run(world, { creationTakes: 2, stopAt: { call, effect } }).catch((error: unknown) => (error as Error).name);
      expect(stopped).toBe('Interrupted');
      await run(world, { creationTakes: 2 });
      // while an account is on its way, what does not need it goes on.
      expect([...world.state.changes].sort()).toEqual([...whole].sort());
      expect(world.state.accounts.map(({ Email }) => Email)).toEqual(['audit', 'staging', 'pre-production', 'production'].map(name => `${name}@example.com`));
    }
  });
});

describe('patience', () => {
  test.each(['ConcurrentModificationException', 'TooManyRequestsException', 'FinalizingOrganizationException', 'ThrottlingException'])(
    '%s is answered by asking again', async (name) => {
      const world = fakeOrganization();
      await run(world, { busy: { name, times: 5 } });
      expect(world.state.changes).toEqual(whole);
    });

  test('it ends, and what was done is kept', async () => {
    const world = fakeOrganization();
    await expect(run(world, { busy: { name: 'TooManyRequestsException', times: 1000 } })).rejects.toMatchObject({
      exitCode: 2, message: expect.stringContaining('run the same command again'),
    });
  });

  test('an account that takes its time is waited for, and the next is begun when it is there', async () => {
    const world = fakeOrganization();
    await run(world, { creationTakes: 7 });
    expect(world.state.accounts).toHaveLength(4);
  });

  test('an account that is not there in time is waited for by the next run, and not asked for again', async () => {
    const world = fakeOrganization();
    const slow = await run(world, { creationTakes: 1000 });
    expect(slow.exitCode).toBe(2);
    expect(slow.steps.filter(({ id }) => id.startsWith('account-')).map(({ status }) => status)).toEqual(['waiting', 'later', 'later', 'later']);
    await run(world);
    expect([...world.state.changes].sort()).toEqual([...whole].sort());
  });

  test('a region that is still being switched on is said, and is no success', async () => {
    const world = fakeOrganization();
    const { exitCode, steps, said } = await run(world, { regionTakes: 100_000 });
    expect(exitCode).toBe(2);
    expect(steps.find(({ id }) => id === 'region-staging-me-central-1')?.status).toBe('waiting');
    expect(said.filter(line => line.startsWith('waiting: switch me-central-1'))).toHaveLength(4);
  });

  test('what does not show yet is not done again', async () => {
    const world = fakeOrganization();
    const { said } = await run(world, { typeShowsAfter: 4 });
    expect(said.filter(line => line.startsWith('switch on'))).toHaveLength(3);
    expect(world.state.changes.filter(change => change === 'EnablePolicyType')).toHaveLength(3);
  });

  test('what somebody else did in the meantime is no error', async () => {
    const world = fakeOrganization();
    const changes: Change[] = [
      { call: 'CreateOrganization' }, { call: 'EnablePolicyType', rootId: 'r-fake', policyType: 'SERVICE_CONTROL_POLICY' },
      { call: 'RegisterDelegatedAdministrator', account: '500000000000', service: 'access-analyzer.amazonaws.com' },
    ];
    for (const change of changes) {
      for (let time = 0; time < 2; time++) await perform(world.access(), change, driven(), 0);
    }
    expect(world.state.changes).toEqual(changes.map(({ call }) => call));
  });
});

describe('an account that AWS does not make', () => {
  test.each([
    ['EMAIL_ALREADY_EXISTS', 'give another address, or invite that account by its id'],
    ['ACCOUNT_LIMIT_EXCEEDED', 'raise the quota'],
    ['SOMETHING_NEW', 'see the reason in AWS\'s documentation'],
  ])('%s is told with what to do, and nothing is begun after it', async (creationFails, remedy) => {
    const world = fakeOrganization();
    await expect(run(world, { creationFails })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining(remedy) });
    expect(world.state.changes.filter(change => change === 'CreateAccount')).toHaveLength(1);
  });
});

describe('an account that exists outside of the organization', () => {
  const invited: FleetConfig = { ...unborn, environments: unborn.environments.map((environment, index) => (index === 0 ? { ...environment, account: '123456789012' } : environment)) };

  test('is invited once, and its owner is told what to do', async () => {
    const world = fakeOrganization();
    const first = await run(world, {}, {}, invited);
    expect(first.exitCode).toBe(2);
    expect(first.steps.find(({ id }) => id === 'account-staging')).toMatchObject({ status: 'yours', does: expect.stringContaining('accept-handshake --handshake-id h-123456789012') });
    await run(world, {}, {}, invited);
    expect(world.state.changes.filter(change => change === 'InviteAccountToOrganization')).toHaveLength(1);
  });

  test('has its region switched on as soon as it has joined', async () => {
    const world = fakeOrganization();
    await run(world, {}, {}, invited);
    world.state.accounts.push({ Id: '123456789012', Name: 'old', Email: 'old@example.com', State: 'ACTIVE' });
    world.state.handshakes.length = 0;
    const { steps } = await run(world, {}, {}, invited);
    expect(steps.find(({ id }) => id === 'region-staging-me-central-1')?.status).toBe('done');
  });
});

describe('what no step can mend is refused before anything is changed', () => {
  test.each<[string, (state: ReturnType<typeof fakeOrganization>['state']) => void, RegExp, Partial<FleetConfig['organization']>?]>([
    ['a member of another organization', state => { state.founded = { master: '000000000001', features: 'ALL' }; },
      /is a member of the organization o-fakefakefa, whose management account is 000000000001/],
    ['an organization for bills only', state => { state.founded = { master: '999999999999', features: 'CONSOLIDATED_BILLING' }; }, /enable-all-features/],
    ['another root', state => { state.founded = { master: '999999999999', features: 'ALL' }; }, /organization\.rootId is 'r-ab12', but the root is r-fake/, { rootId: 'r-ab12' }],
    ['another organization', state => { state.founded = { master: '999999999999', features: 'ALL' }; }, /organization\.organizationId is 'o-otherother'/, { organizationId: 'o-otherother' }],
    ['a closed account', state => {
      state.founded = { master: '999999999999', features: 'ALL' };
      state.accounts.push({ Id: '1', Name: 'x', Email: 'Staging@example.com', State: 'CLOSED' });
    }, /account 1 \(Staging@example\.com\) is closed or suspended/],
  ])('%s', async (_, arrange, message, overrides = {}) => {
    const world = fakeOrganization();
    arrange(world.state);
    const config = { ...unborn, organization: { ...unborn.organization, ...overrides } };
    await expect(run(world, {}, {}, config)).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(message) });
    expect(world.state.changes).toEqual([]);
  });
});

test('the administration that the accounts are made with is the one that the policies exempt', async () => {
  const { steps } = await run(fakeOrganization(), {}, { plan: true });
  expect(steps.find(({ id }) => id === 'account-audit')?.change).toBeUndefined();
  const founded = fakeOrganization();
  founded.state.founded = { master: '999999999999', features: 'ALL' };
  const named = { ...unborn, organization: { ...unborn.organization, administrationRole: 'LandingZone' } };
  const roleOf = async (config: FleetConfig) => (await run(founded, {}, { plan: true }, config)).steps.find(({ id }) => id === 'account-audit')?.change;
  expect(await roleOf(named)).toMatchObject({ roleName: 'LandingZone' });
  expect(await roleOf(unborn)).toMatchObject({ roleName: 'OrganizationAccountAccessRole' });
  expect(await roleOf({ ...named, organization: { ...named.organization, administrationRole: 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1' } }))
    .toMatchObject({ roleName: 'OrganizationAccountAccessRole' });
});

test('an environment whose policies are all attached is bound, and one that lacks any is not', async () => {
  const world = fakeOrganization();
  await run(world);
  const { steps } = await run(world);
  expect(steps.filter(({ id }) => id.startsWith('policies-')).map(({ status }) => status)).toEqual(['yours', 'yours', 'yours']);
  world.state.policies.set(
    world.state.accounts[1]!.Id,
    ['bulkhead-staging-principals-1', 'bulkhead-staging-principals-2', 'bulkhead-staging-resources-1', 'bulkhead-staging-network'],
  );
  world.state.policies.set(world.state.accounts[2]!.Id, ['bulkhead-pre-production-principals-1']);
  const bound = await run(world);
  expect(bound.steps.filter(({ id }) => id.startsWith('policies-')).map(({ status }) => status)).toEqual(['done', 'yours', 'yours']);
});
