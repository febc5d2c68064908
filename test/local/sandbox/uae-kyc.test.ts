import { randomUUID } from 'node:crypto';
import { scenariosOf, startSandbox, type Sandbox } from '../../../lib/local/sandbox';
import { call, uaeKycCustomer } from './support';
import { createdJourney, journeyDetail, journeyProblem } from './schemas';

let sandbox: Sandbox;
let customer: ReturnType<typeof uaeKycCustomer>;

beforeEach(async () => {
  sandbox = await startSandbox({ frozen: true });
  customer = uaeKycCustomer(sandbox);
});

afterEach(() => sandbox.close());

const details = (token: string, environment: 'staging' | 'pre-production' | 'production' = 'staging') =>
  call(`${sandbox.addresses[`uae-kyc/${environment}`]}/otk-service/v2/journey-details/${token}`, { headers: { 'x-transaction-key': customer.keys[environment] } });

const journey = async () => createdJourney.parse((await customer.create('staging')).body).data;

const codeOf = ({ status, body }: { status: number; body: unknown }) => [status, journeyProblem.parse(body).errors[0]!.code];

test('each environment has an address of its own, for its API and its dashboard, and knows no other environment\'s key', async () => {
  expect(new Set(Object.values(sandbox.addresses)).size).toBe(3);
  for (const environment of ['staging', 'pre-production', 'production'] as const) {
    for (const at of ['staging', 'pre-production', 'production'] as const) expect((await customer.create(environment, { at })).status).toBe(at === environment ? 200 : 401);
    const dashboard = await call(`${sandbox.addresses[`uae-kyc/${environment}`]}/dashboard/v1/organization`, { token: customer.organization.dashboardToken });
    expect(dashboard.status).toBe(200);
  }
});

test('a journey\'s token lives ten minutes, its data a day', async () => {
  const { journeyToken, expiresAt } = await journey();
  expect(expiresAt - sandbox.clock.now()).toBe(600_000);
  const status = async () => journeyDetail.parse((await details(journeyToken)).body).result.data.currentStatus;
  expect(await status()).toBe('NOT STARTED');
  await sandbox.clock.advance(600_000);
  expect(await status()).toBe('ABANDONED');
  await sandbox.clock.advance(86_400_000 - 600_000);
  expect(await status()).toBe('ABANDONED');
  await sandbox.clock.advance(1);
  expect(codeOf(await details(journeyToken))).toEqual([403, 'UAEKYC-ERR-JOURNEY-004']);
});

test.each(scenariosOf('uae-kyc', 'test').map(({ name, expected }) => [name, expected]))('%s ends %s', async (scenario, expected) => {
  const { journeyToken } = await journey();
  expect(sandbox.complete(journeyToken, { scenario })).toMatchObject({ status: expected });
  const { result } = journeyDetail.parse((await details(journeyToken)).body);
  expect(result.data.currentStatus).toBe(expected);
  expect(result.errors.length > 0).toBe(expected === 'REJECTED');
});

test('a resident\'s own document passes in staging, and nowhere else', async () => {
  const resident = customer.organization.addResident('staging');
  const credential = customer.organization.documentOf(resident.id);
  const present = async (environment: 'staging' | 'pre-production' | 'production') =>
    sandbox.complete((await customer.create(environment)).body.data.journeyToken, { credential }).status;
  expect([await present('staging'), await present('pre-production'), await present('production')]).toEqual(['COMPLETED', 'REJECTED', 'REJECTED']);
});

test('a resident is edited until the visa has expired', async () => {
  const dashboard = `${sandbox.addresses['uae-kyc/staging']}/dashboard/v1`;
  const token = customer.organization.dashboardToken;
  const { body } = await call(`${dashboard}/residents`, { token, body: { document: { fullName: 'Test Resident' } } });
  await call(`${dashboard}/residents/${body.id}`, { method: 'PATCH', token, body: { document: { visa: { status: 'expired', expiresOn: '2020-01-01' } } } });
  expect(sandbox.complete((await journey()).journeyToken, { credential: customer.organization.documentOf(body.id) })).toEqual({ status: 'REJECTED', reason: 'the visa has expired' });
  const invented = await call(`${dashboard}/residents`, { token, body: { environment: 'production' } });
  expect(invented.status).toBe(403);
});

describe('refused', () => {
  test.each([
    ['no type', {}, 'UAEKYC-ERR-VAL-003'], ['an unknown type', { journeyType: 'HELLO' }, 'UAEKYC-ERR-VAL-002'],
    ['an identifier that must not be there', { journeyType: 'ONBOARDING', identifier: { uaekycId: 1 } }, 'UAEKYC-ERR-VAL-010'],
    ['no identifier to authorise', { journeyType: 'AUTHORISE' }, 'UAEKYC-ERR-VAL-010'],
    ['an unknown document', { journeyType: 'ONBOARDING', sdkConfig: { documents: [{ type: 'library-card' }] } }, 'UAEKYC-ERR-VAL-009'],
  ])('400: %s', async (_, body, code) => {
    expect(codeOf(await customer.create('staging', { body }))).toEqual([400, code]);
  });

  test('404, 403 and 400: a journey that is not there, somebody else\'s, and no token at all', async () => {
    const other = uaeKycCustomer(sandbox);
    const theirs = (await other.create('staging')).body.data.journeyToken;
    expect(codeOf(await details(randomUUID()))).toEqual([404, 'UAEKYC-ERR-JOURNEY-002']);
    expect(codeOf(await details(theirs))).toEqual([403, 'UAEKYC-ERR-JOURNEY-003']);
    expect(codeOf(await details('token'))).toEqual([400, 'UAEKYC-ERR-JOURNEY-001']);
  });

  test('403: staging while sandbox mode is off, which it is unless somebody switches it on', async () => {
    const organization = sandbox.organization({ name: 'new', provider: 'uae-kyc' });
    expect(() => organization.createKey('staging')).toThrow('sandbox mode is off');
    const dashboard = `${sandbox.url}/dashboard/v1`;
    const token = organization.dashboardToken;
    const key = () => call(`${dashboard}/keys`, { token, body: { environment: 'staging' } });
    expect([(await key()).status, (await call(`${dashboard}/residents`, { token, body: {} })).status]).toEqual([403, 403]);
    await call(`${dashboard}/organization`, { method: 'PATCH', token, body: { sandboxMode: true } });
    const issued = await key();
    expect(issued.status).toBe(201);
    await call(`${dashboard}/organization`, { method: 'PATCH', token, body: { sandboxMode: false } });
    const create = await call(`${sandbox.addresses['uae-kyc/staging']}/otk-service/v2/create-journey`, {
      body: { journeyType: 'ONBOARDING' }, headers: { 'x-transaction-key': issued.body.key },
    });
    expect(codeOf(create)).toEqual([403, 'forbidden']);
  });

  test('429: the 26th request of a second', async () => {
    const statuses = [];
    for (let count = 0; count < 26; count += 1) statuses.push((await customer.create('staging')).status);
    expect(statuses).toEqual([...Array<number>(25).fill(200), 429]);
    await sandbox.clock.advance(1_000);
    expect((await customer.create('staging')).status).toBe(200);
  });
});

describe('the allow-list', () => {
  const probe = (environment: 'staging' | 'production', address: string) =>
    call(`${sandbox.addresses[`uae-kyc/${environment}`]}/otk-service/v2/create-journey`, { method: 'POST', headers: { 'x-sandbox-source-address': address } });

  test('answers an empty request with 400 from an address that is on it, with 403 from any other', async () => {
    customer.organization.allowAddresses('staging', ['198.18.0.1', '198.18.0.2']);
    customer.organization.allowAddresses('production', ['198.18.2.1']);
    expect([(await probe('staging', '198.18.0.1')).status, (await probe('staging', '198.18.2.1')).status]).toEqual([400, 403]);
    expect([(await probe('production', '198.18.2.1')).status, (await probe('production', '198.18.0.1')).status]).toEqual([400, 403]);
    expect((await customer.create('staging')).status).toBe(403);
    expect((await customer.create('staging', { headers: { 'x-sandbox-source-address': '198.18.0.2' } })).status).toBe(200);
  });

  test('is no way into another organization\'s key', async () => {
    const other = uaeKycCustomer(sandbox);
    other.organization.allowAddresses('staging', ['198.18.9.9']);
    expect((await customer.create('staging', { headers: { 'x-sandbox-source-address': '198.18.9.9' } })).status).toBe(403);
  });

  test('takes two addresses in staging and three in production, and no address for both', async () => {
    const put = (addresses: Record<string, string[]>) => call(`${sandbox.url}/dashboard/v1/organization`, { method: 'PATCH', token: customer.organization.dashboardToken, body: { addresses } });
    expect((await put({ staging: ['1.1.1.1', '1.1.1.2', '1.1.1.3'] })).status).toBe(422);
    expect((await put({ production: ['1.1.2.1', '1.1.2.2', '1.1.2.3'] })).status).toBe(200);
    expect((await put({ staging: ['1.1.2.1'] })).status).toBe(409);
  });
});
