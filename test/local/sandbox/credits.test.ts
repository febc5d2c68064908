import { startSandbox, type Sandbox } from '../../../lib/local/sandbox';
import { adults, call, selfCustomer, uaeKycCustomer } from './support';
import { journeyProblem, problem, usage } from './schemas';

let sandbox: Sandbox;

beforeEach(async () => { sandbox = await startSandbox({ frozen: true }); });
afterEach(() => sandbox.close());

const usageOf = async (organization: { dashboardToken: string }) =>
  usage.parse((await call(`${sandbox.url}/dashboard/v1/usage`, { token: organization.dashboardToken })).body);

const today = () => new Date(sandbox.clock.now()).toISOString().slice(0, 10);

describe('Self', () => {
  test.each([['valid', { age: 40 }, 'live', 25], ['invalid', { age: 17 }, 'live', 25], ['error', { age: 40 }, 'mock', 0]] as const)(
    'a live session that ends %s costs what it should', async (status, document, signer, cost) => {
      const { organization, create } = selfCustomer(sandbox);
      const { body } = await create('live');
      expect(sandbox.complete(body.id, { document, signer }).status).toBe(status);
      expect(await usageOf(organization)).toMatchObject({
        balance: 1_000 - cost, held: 0, days: cost === 0 ? [] : [{ day: today(), environment: 'live', kind: 'pre_kyc', count: 1, credits: cost }],
      });
    });

  test('one that expires costs nothing', async () => {
    const { organization, create } = selfCustomer(sandbox);
    await create('live', { expiresInSeconds: 60 });
    expect(await usageOf(organization)).toMatchObject({ balance: 1_000, held: 25 });
    await sandbox.clock.advance(60_000);
    expect(await usageOf(organization)).toMatchObject({ balance: 1_000, held: 0, days: [] });
  });

  test('test sessions are counted and never charged, even without a credit', async () => {
    const { organization, create } = selfCustomer(sandbox, { credits: 0 });
    const { body, status } = await create('test');
    expect(status).toBe(201);
    sandbox.complete(body.id, { scenario: 'adult' });
    expect(await usageOf(organization)).toMatchObject({ balance: 0, days: [{ environment: 'test', count: 1, credits: 0 }] });
  });

  test('402 once the balance does not cover another one: nothing is created, and the answer says what is missing', async () => {
    const { create } = selfCustomer(sandbox, { credits: 49 });
    expect((await create('live')).status).toBe(201);
    const refused = await create('live');
    expect(refused.status).toBe(402);
    expect(problem.parse(refused.body)).toMatchObject({ code: 'unauthenticated', details: { balance: 24, required: 25, planTier: 'starter' } });
  });

  test('open sessions together never cost more than there is', async () => {
    const { organization, create } = selfCustomer(sandbox, { credits: 60 });
    const made = await Promise.all(Array.from({ length: 5 }, () => create('live')));
    const created = made.filter(({ status }) => status === 201);
    expect(created).toHaveLength(2);
    for (const { body } of created) sandbox.complete(body.id, { scenario: 'adult' });
    expect(organization.credits()).toBe(10);
  });

  test('each kind of check has its price, fixed when the session is created', async () => {
    const { organization, create } = selfCustomer(sandbox);
    const flowId = organization.createFlow({ ...adults, environment: 'live', product: 'age_verification' }).id;
    const { body } = await create('live', { flowId });
    await call(`${sandbox.url}/sandbox/v1/organizations/${organization.id}`, { method: 'PATCH', token: sandbox.token, body: { costs: { age_verification: 99 } } });
    sandbox.complete(body.id, { scenario: 'adult' });
    expect((await usageOf(organization)).balance).toBe(990);
  });

  test('metering has a line for each day and kind', async () => {
    const { organization, create } = selfCustomer(sandbox);
    for (const _ of [1, 2, 3]) {
      sandbox.complete((await create('live')).body.id, { scenario: 'adult' });
      await sandbox.clock.advance(16 * 3_600_000);
    }
    const { days } = await usageOf(organization);
    expect(days.length).toBeGreaterThan(1);
    expect(days.reduce((sum, { credits }) => sum + credits, 0)).toBe(75);
  });
});

describe('UAE KYC', () => {
  test('every transaction in production is charged, also the one that asks', async () => {
    const { organization, keys, create } = uaeKycCustomer(sandbox, { credits: 3 });
    const { body } = await create('production');
    const ask = () => call(`${sandbox.addresses['uae-kyc/production']}/otk-service/v2/journey-details/${body.data.journeyToken}`, { headers: { 'x-transaction-key': keys.production } });
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const refused = await ask();
    expect([refused.status, journeyProblem.parse(refused.body).errors[0]!.code]).toEqual([402, 'unauthenticated']);
    expect((await create('production')).status).toBe(402);
    expect(await usageOf(organization)).toMatchObject({ balance: 0, days: [{ environment: 'production', kind: 'transaction', count: 3, credits: 3 }] });
  });

  test('a transaction that is refused costs nothing', async () => {
    const { organization, create } = uaeKycCustomer(sandbox);
    expect((await create('production', { body: {} })).status).toBe(400);
    expect(organization.credits()).toBe(1_000);
  });

  test.each(['staging', 'pre-production'] as const)('%s is never charged', async (environment) => {
    const { organization, create } = uaeKycCustomer(sandbox, { credits: 0 });
    expect((await create(environment)).status).toBe(200);
    expect(organization.credits()).toBe(0);
  });
});
