// the session API as its clients see it: over HTTP, each answer against its schema.
import { randomUUID } from 'node:crypto';
import { startSandbox, type Sandbox } from '../../../lib/local/sandbox';
import { adults, call, selfCustomer, type Answered } from './support';
import { createdSession, problem, sessionDetail } from './schemas';

let sandbox: Sandbox;
let customer: ReturnType<typeof selfCustomer>;

beforeEach(async () => {
  sandbox = await startSandbox({ frozen: true });
  customer = selfCustomer(sandbox);
});

afterEach(() => sandbox.close());

const expectProblem = ({ status, body, headers }: Answered, expected: number, code: string) => {
  expect([status, problem.parse(body).code]).toEqual([expected, code]);
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
};

const get = (id: string, token: string) => call(`${sandbox.url}/v1/sessions/${id}`, { token });

test('a session is created pending, with what the documentation names, and can be read', async () => {
  const { status, body } = await customer.create('test', { metadata: { campaign: 'spring' }, successUrl: 'https://app.example/ok' });
  expect(status).toBe(201);
  const session = createdSession.parse(body);
  expect(Date.parse(session.expiresAt) - Date.parse(session.createdAt)).toBe(3_600_000);
  const detail = sessionDetail.parse((await get(session.id, customer.keys.test)).body);
  expect(detail).toMatchObject({ status: 'pending', metadata: { campaign: 'spring' }, predicatesConfig: { minimumAge: 18 }, proofAttributes: null });
});

test('the person ends it at the address that the session names, with a document that the mock authority has signed', async () => {
  const { body } = await customer.create();
  const credential = sandbox.issueDocument({ age: 40 }, 'mock');
  expect((await call(body.verificationUrl, { body: { credential } })).body).toEqual({ status: 'valid' });
  expect(sessionDetail.parse((await get(body.id, customer.keys.test)).body)).toMatchObject({
    status: 'valid', proofAttributes: { age_gte_18: true, country_allowed: true, ofac_clear: true },
  });
  expectProblem(await call(body.verificationUrl, { body: { credential } }), 409, 'conflict');
});

describe('refused', () => {
  test.each([
    ['no key', undefined], ['a malformed key', 'sk_test_'], ['nobody\'s key', `sk_test_${'x'.repeat(40)}`],
  ])('401: %s', async (_, token) => {
    expectProblem(await call(`${sandbox.url}/v1/sessions`, { token, body: { flowId: customer.flows.test, externalUuid: randomUUID() } }), 401, 'unauthenticated');
  });

  test('401: a key that was revoked', async () => {
    customer.organization.revokeKey(customer.keys.test);
    expectProblem(await customer.create(), 401, 'unauthenticated');
  });

  test.each([
    ['a person who is named by no UUID', { externalUuid: 'user-17' }, 'externalUuid'],
    ['a flow that is named by no UUID', { flowId: 'adults' }, 'flowId'],
    ['59 seconds', { expiresInSeconds: 59 }, 'expiresInSeconds'],
    ['86,401 seconds', { expiresInSeconds: 86_401 }, 'expiresInSeconds'],
    ['half a second', { expiresInSeconds: 60.5 }, 'expiresInSeconds'],
    ['seconds as text', { expiresInSeconds: '3600' }, 'expiresInSeconds'],
    ['metadata over 4 KB', { metadata: { text: 'x'.repeat(4_096) } }, 'metadata'],
    ['metadata that is a list', { metadata: [] }, 'metadata'],
    ['an address that is none', { successUrl: 'javascript:alert(1)' }, 'successUrl'],
  ])('422: %s', async (_, changes, field) => {
    const answered = await customer.create('test', changes);
    expectProblem(answered, 422, 'validation_failed');
    expect(answered.body.details.issues).toEqual([expect.objectContaining({ path: [field] })]);
  });

  test.each([60, 86_400])('but not %d seconds', async (expiresInSeconds) => {
    expect((await customer.create('test', { expiresInSeconds })).status).toBe(201);
  });

  test.each(['', '{', '[]', 'null'])('400: %p instead of a JSON object', async (body) => {
    expectProblem(await call(`${sandbox.url}/v1/sessions`, { method: 'POST', token: customer.keys.test, body }), 400, 'validation_failed');
  });

  test('404: a flow or a session that is not there, or a flow that is archived', async () => {
    expectProblem(await customer.create('test', { flowId: randomUUID() }), 404, 'not_found');
    expectProblem(await get(randomUUID(), customer.keys.test), 404, 'not_found');
    await call(`${sandbox.url}/dashboard/v1/flows/${customer.flows.test}/archive`, { token: customer.organization.dashboardToken, method: 'POST' });
    expectProblem(await customer.create(), 404, 'not_found');
  });

  test('409: a flow without a published version', async () => {
    const draft = customer.organization.createFlow(adults, { draft: true });
    expectProblem(await customer.create('test', { flowId: draft.id }), 409, 'conflict');
  });

  test.each([['test', 'live'], ['live', 'test']] as const)('403: a %s key against a %s flow, and its sessions', async (mine, other) => {
    expectProblem(await customer.create(mine, { flowId: customer.flows[other] }), 403, 'forbidden');
    const { body } = await customer.create(other);
    expectProblem(await get(body.id, customer.keys[mine]), 403, 'forbidden');
  });

  test('403: another organization\'s flow, and its sessions', async () => {
    const other = selfCustomer(sandbox);
    expectProblem(await customer.create('test', { flowId: other.flows.test }), 403, 'forbidden');
    expectProblem(await get((await other.create()).body.id, customer.keys.test), 403, 'forbidden');
  });

  test('429: more requests in a second than the key may make, until the second is over', async () => {
    const slow = selfCustomer(sandbox, { requestsPerSecond: 2 });
    expect([(await slow.create()).status, (await slow.create()).status]).toEqual([201, 201]);
    const refused = await slow.create();
    expectProblem(refused, 429, 'rate_limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await sandbox.clock.advance(Number(refused.headers.get('retry-after')) * 1_000);
    expect((await slow.create()).status).toBe(201);
  });

  test('503 and 429 as they are asked for, as often as they are asked for', async () => {
    sandbox.fault({ on: 'api', kind: 'unavailable', times: 2 });
    sandbox.fault({ on: 'api', kind: 'rate-limited' });
    expectProblem(await customer.create(), 503, 'vendor_unavailable');
    expectProblem(await customer.create(), 503, 'vendor_unavailable');
    expectProblem(await customer.create(), 429, 'rate_limited');
    expect((await customer.create()).status).toBe(201);
  });
});

test('a session that nobody completes expires at its time and not before', async () => {
  const { body } = await customer.create('test', { expiresInSeconds: 60 });
  const status = async () => sessionDetail.parse((await get(body.id, customer.keys.test)).body).status;
  await sandbox.clock.advance(59_999);
  expect(await status()).toBe('pending');
  await sandbox.clock.advance(1);
  expect(await status()).toBe('expired');
});

test('an unknown path and an unknown method say so', async () => {
  expectProblem(await call(`${sandbox.url}/v2/sessions`), 404, 'not_found');
  expectProblem(await call(`${sandbox.url}/v1/sessions`, { method: 'PUT', body: {} }), 405, 'validation_failed');
});
