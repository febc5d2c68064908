import { startSandbox, type Sandbox } from '../../../lib/local/sandbox';
import { adults, call, selfCustomer, startReceiver } from './support';
import * as schemas from './schemas';

let sandbox: Sandbox;
let token: string;
let organization: ReturnType<Sandbox['organization']>;

beforeEach(async () => {
  sandbox = await startSandbox({ frozen: true });
  organization = sandbox.organization({ name: 'customer', provider: 'self' });
  token = organization.dashboardToken;
});

afterEach(() => sandbox.close());

const dashboard = (path: string, options: Parameters<typeof call>[1] = {}) => call(`${sandbox.url}/dashboard/v1${path}`, { token, ...options });

test.each(['/organization', '/flows', '/keys', '/webhooks', '/usage', '/residents'])('%s is closed to everybody else', async (path) => {
  expect((await call(`${sandbox.url}/dashboard/v1${path}`)).status).toBe(401);
  expect((await dashboard(path, { token: 'dash_nobody' })).status).toBe(401);
  expect((await dashboard(path, { token: sandbox.token })).status).toBe(401);
  expect((await dashboard(path)).status).toBe(200);
});

test('an organization begins with sandbox mode off', async () => {
  expect(schemas.customer.parse((await dashboard('/organization')).body)).toMatchObject({ sandboxMode: false, provider: 'self' });
});

test('a change of the organization is made as a whole or not at all', async () => {
  const { dashboardToken } = sandbox.organization({ name: 'other', provider: 'uae-kyc' });
  const before = await dashboard('/organization', { token: dashboardToken });
  const put = async (body: unknown) => (await dashboard('/organization', { method: 'PATCH', token: dashboardToken, body })).status;
  expect(await put({ sandboxMode: true, addresses: { nowhere: [] } })).toBe(422);
  expect(await put({ sandboxMode: true, addresses: { production: ['1.1.2.1'], staging: ['1.1.1.1', '1.1.1.2', '1.1.1.3'] } })).toBe(422);
  expect(await put({ sandboxMode: true, addresses: { production: ['1.1.2.1'], staging: ['1.1.2.1'] } })).toBe(409);
  expect(await put({ sandboxMode: true, addresses: null })).toBe(422);
  expect(await dashboard('/organization', { token: dashboardToken })).toMatchObject({ body: before.body });
  expect(await put({ sandboxMode: true, addresses: { staging: ['1.1.1.1'] } })).toBe(200);
});

describe('flows', () => {
  test('begin as drafts, are published once and never change again', async () => {
    const created = await dashboard('/flows', { body: adults });
    expect([created.status, schemas.flow.parse(created.body).status]).toEqual([201, 'draft']);
    const path = `/flows/${created.body.id}`;
    const edited = await dashboard(path, { method: 'PATCH', body: { configuration: { ...adults.configuration, ruleSet: { minimumAge: 21 } } } });
    expect(schemas.flow.parse(edited.body).configuration.ruleSet).toEqual({ minimumAge: 21 });
    const published = await dashboard(`${path}/publish`, { method: 'POST' });
    expect(published.body).toEqual({ ...edited.body, status: 'published' });
    expect((await dashboard(`${path}/publish`, { method: 'POST' })).body).toEqual(published.body);
    expect((await dashboard(path, { method: 'PATCH', body: { configuration: adults.configuration } })).status).toBe(409);
    expect((await dashboard(path)).body).toEqual(published.body);
    expect((await dashboard('/flows')).body.flows).toEqual([published.body]);
  });

  test('an archived one is over', async () => {
    const { id } = organization.createFlow(adults);
    expect((await dashboard(`/flows/${id}/archive`, { method: 'POST' })).body.status).toBe('archived');
    expect((await dashboard(`/flows/${id}/publish`, { method: 'POST' })).status).toBe(409);
  });

  test('the same request under one idempotency key makes one flow; another request under it is refused', async () => {
    const headers = { 'idempotency-key': 'promotion-1' };
    const [first, second] = [await dashboard('/flows', { body: adults, headers }), await dashboard('/flows', { body: adults, headers })];
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect((await dashboard('/flows')).body.flows).toHaveLength(1);
    expect((await dashboard('/flows', { body: { ...adults, name: 'others' }, headers })).status).toBe(409);
    const other = sandbox.organization({ name: 'other', provider: 'self' });
    expect((await dashboard('/flows', { body: adults, headers, token: other.dashboardToken })).body.id).not.toBe(first.body.id);
  });

  test.each([
    ['an environment that the provider does not have', { environment: 'staging' }], ['an unknown product', { product: 'everything' }], ['no name', { name: ' ' }],
    ['an age that is none', { configuration: { ...adults.configuration, ruleSet: { minimumAge: -1 } } }],
    ['a country that is none', { configuration: { ...adults.configuration, ruleSet: { excludedCountries: ['Korea'] } } }],
    ['an unknown document', { configuration: { ...adults.configuration, documents: ['library-card'] } }],
    ['no rules at all', { configuration: { documents: [], settings: {} } }], ['no configuration', { configuration: null }],
  ])('422: %s', async (_, changes) => {
    const { status, body } = await dashboard('/flows', { body: { ...adults, ...changes } });
    expect([status, schemas.problem.parse(body).code]).toEqual([422, 'validation_failed']);
    expect(body.details.issues.length).toBeGreaterThan(0);
  });

  test('are unknown to every other organization', async () => {
    const { id } = organization.createFlow(adults);
    const other = sandbox.organization({ name: 'other', provider: 'self' });
    expect((await dashboard(`/flows/${id}`, { token: other.dashboardToken })).status).toBe(404);
    expect((await dashboard(`/flows/${id}/publish`, { method: 'POST', token: other.dashboardToken })).status).toBe(404);
  });

  test('one active flow for each product and environment, where the provider is strict', async () => {
    await call(`${sandbox.url}/sandbox/v1/organizations/${organization.id}`, { method: 'PATCH', token: sandbox.token, body: { quirks: { oneFlowPerProduct: true } } });
    const first = organization.createFlow(adults);
    const second = organization.createFlow(adults, { draft: true });
    expect((await dashboard(`/flows/${second.id}/publish`, { method: 'POST' })).status).toBe(409);
    await dashboard(`/flows/${first.id}/archive`, { method: 'POST' });
    expect((await dashboard(`/flows/${second.id}/publish`, { method: 'POST' })).status).toBe(200);
  });
});

describe('keys', () => {
  const issue = (environment = 'test') => dashboard('/keys', { body: { environment } });

  test('are shown once, begin with their class and are kept as hashes', async () => {
    const { body } = await issue('live');
    expect(schemas.issuedKey.parse(body).key).toMatch(/^sk_live_[0-9A-Za-z]{40}$/);
    const { body: { keys } } = await dashboard('/keys');
    expect(keys.map((key: unknown) => schemas.key.parse(key))).toEqual([expect.objectContaining({ hint: `…${body.key.slice(-4)}` })]);
    expect(JSON.stringify(keys)).not.toContain(body.key);
  });

  test('two are active at most in each environment; revoking one makes room and cannot be undone', async () => {
    const first = await issue();
    expect([(await issue()).status, (await issue()).status, (await issue('live')).status]).toEqual([201, 409, 201]);
    expect((await dashboard(`/keys/${first.body.id}/revoke`, { method: 'POST' })).body.active).toBe(false);
    expect((await issue()).status).toBe(201);
    expect((await call(`${sandbox.url}/v1/sessions/x`, { token: first.body.key })).status).toBe(401);
  });
});

describe('webhooks', () => {
  test('a secret is shown when it is issued and not again', async () => {
    const receiver = await startReceiver();
    const { status, body } = await dashboard('/webhooks', { body: { environment: 'test', url: receiver.url } });
    expect([status, schemas.registeredEndpoint.parse(body).secret]).toEqual([201, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{32}$/)]);
    const { body: { endpoints } } = await dashboard('/webhooks');
    expect(endpoints.map((endpoint: unknown) => schemas.endpoint.parse(endpoint))).toHaveLength(1);
    expect((await dashboard(`/webhooks/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await dashboard('/webhooks')).body.endpoints).toEqual([]);
    await receiver.close();
  });

  test.each(['http://example.com/webhooks', 'ftp://127.0.0.1/', 'webhooks', undefined])('422: %p is nowhere to deliver to', async (url) => {
    expect((await dashboard('/webhooks', { body: { environment: 'test', url } })).status).toBe(422);
  });

  test.each([{ name: { first: 'x' } }, { secret: 'whsec_' }, { secret: 'whsec_test_a' }, { secret: 7 }, { subscriptionId: 7 }, { subscriptionId: 'a\r\nb' }])('422: %j is nothing to register', async (more) => {
    expect((await dashboard('/webhooks', { body: { environment: 'test', url: 'https://example.com/', ...more } })).status).toBe(422);
  });
});

test('the helper API opens to the sandbox\'s own token alone, and says what it was asked wrongly', async () => {
  const helper = (path: string, options: Parameters<typeof call>[1] = {}) => call(`${sandbox.url}/sandbox/v1${path}`, { token: sandbox.token, ...options });
  for (const path of ['/organizations', '/clock', '/scenarios', '/faults', '/deliveries']) {
    expect([(await helper(path)).status, (await helper(path, { token })).status, (await call(`${sandbox.url}/sandbox/v1${path}`)).status]).toEqual([200, 401, 401]);
  }
  expect((await helper('/faults', { body: { on: 'api', kind: 'corrupt' } })).status).toBe(422);
  expect((await helper('/faults', { body: { on: 'webhooks', kind: 'lost', environment: 'nowhere' } })).status).toBe(422);
  expect((await helper('/clock', { body: { advanceSeconds: -1 } })).status).toBe(422);
  // past the end of the calendar nothing would work any more.
  expect((await helper('/clock', { body: { advanceSeconds: 9e15 } })).status).toBe(422);
  expect((await helper('/clock')).status).toBe(200);
  expect((await helper('/organizations', { body: { name: 'x', provider: 'nobody' } })).status).toBe(422);
});

test('a web page cannot drive it: it is granted no header, and without one every door is closed', async () => {
  const origin = 'https://page.example';
  for (const path of ['/sandbox/v1/clock', '/dashboard/v1/keys', '/v1/sessions']) {
    const preflight = await call(`${sandbox.url}${path}`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } });
    expect([preflight.status, [...preflight.headers.keys()].filter(name => name.startsWith('access-control-'))]).toEqual([405, []]);
    // what a page may send without asking first, and from a name that was pointed at this machine.
    expect((await call(`${sandbox.url}${path}`, { method: 'POST', body: '{}', headers: { origin, 'content-type': 'text/plain' } })).status).toBe(401);
  }
});

test('all of it can be done over HTTP alone', async () => {
  const helper = (path: string, body: unknown) => call(`${sandbox.url}/sandbox/v1${path}`, { token: sandbox.token, body });
  const receiver = await startReceiver();
  const { body: mine } = await helper('/organizations', { name: 'mine', provider: 'self' });
  const at = (path: string, body: unknown) => dashboard(path, { token: mine.dashboardToken, body });
  const { body: flow } = await at('/flows', adults);
  await at(`/flows/${flow.id}/publish`, {});
  const { body: { key } } = await at('/keys', { environment: 'test' });
  await at('/webhooks', { environment: 'test', url: receiver.url });
  const { body: session } = await call(`${sandbox.url}/v1/sessions`, { token: key, body: { flowId: flow.id, externalUuid: crypto.randomUUID() } });
  const { body: { credential } } = await helper('/documents', { document: { age: 17 } });
  expect((await helper(`/sessions/${session.id}/complete`, { credential })).body).toEqual({ status: 'invalid', reason: 'younger than 18' });
  await sandbox.clock.settled();
  const { body: { deliveries } } = await call(`${sandbox.url}/sandbox/v1/deliveries?about=${session.id}`, { token: sandbox.token });
  expect(deliveries).toEqual([expect.objectContaining({ state: 'accepted', attempts: [expect.objectContaining({ status: 200 })] })]);
  await receiver.close();
});

test('every answer of the dashboard has its schema', async () => {
  const { dashboardToken } = sandbox.organization({ name: 'uae', provider: 'uae-kyc', sandboxMode: true });
  const ask = async (path: string, options: Parameters<typeof call>[1] = {}) => (await dashboard(path, { token: dashboardToken, ...options })).body;
  schemas.customer.parse(await ask('/organization', { method: 'PATCH', body: { addresses: { staging: ['198.18.0.1'] } } }));
  const key = schemas.issuedKey.parse(await ask('/keys', { body: { environment: 'staging' } }));
  expect(schemas.key.parse(await ask(`/keys/${key.id}/revoke`, { method: 'POST' })).active).toBe(false);
  const receiver = await startReceiver();
  const endpoint = schemas.registeredEndpoint.parse(await ask('/webhooks', { body: { environment: 'staging', url: receiver.url } }));
  expect(schemas.registeredEndpoint.parse(await ask(`/webhooks/${endpoint.id}/rotate`, { method: 'POST' })).secret).not.toBe(endpoint.secret);
  schemas.endpoint.parse(await ask(`/webhooks/${endpoint.id}/enable`, { method: 'POST' }));
  const resident = schemas.resident.parse(await ask('/residents', { body: { environment: 'staging' } }));
  schemas.resident.parse(await ask(`/residents/${resident.id}`, { method: 'PATCH', body: { document: { sanctioned: true } } }));
  expect((await ask('/residents')).residents.map((one: unknown) => schemas.resident.parse(one))).toHaveLength(1);
  const event = schemas.event.parse(await ask('/events', { body: { events: [{ resident: resident.id, type: 'NEW_ID' }] } }));
  expect(schemas.replay.parse(await ask(`/webhooks/${endpoint.id}/replay`, { body: { event: event.id } }))).toEqual({ replayed: 1 });
  await sandbox.clock.settled();
  expect(receiver.received.map(({ headers }) => headers['x-webhook-id'])).toEqual([event.id, event.id]);
  await receiver.close();
});

test('every answer of the helper API has its schema', async () => {
  const ask = async (path: string, options: Parameters<typeof call>[1] = {}) => (await call(`${sandbox.url}/sandbox/v1${path}`, { token: sandbox.token, ...options })).body;
  const receiver = await startReceiver();
  const customer = selfCustomer(sandbox);
  await customer.organization.registerEndpoint({ environment: 'test', url: receiver.url });
  const { body: session } = await customer.create();
  const uae = schemas.helper.createdOrganization.parse(await ask('/organizations', { body: { name: 'uae', provider: 'uae-kyc' } }));
  const { organizations } = await ask('/organizations');
  expect(organizations.map((one: unknown) => schemas.helper.organization.parse(one))).toHaveLength(3);
  schemas.helper.organization.parse(await ask(`/organizations/${uae.id}`, { method: 'PATCH', body: { credits: 7, quirks: { firstTimestamps: true } } }));
  schemas.helper.record.parse(await ask(`/organizations/${uae.id}/records`, { body: { environment: 'pre-production' } }));
  schemas.helper.scenarios.parse(await ask('/scenarios'));
  schemas.helper.document.parse(await ask('/documents', { body: { document: { age: 20 }, authority: 'live' } }));
  schemas.helper.faults.parse(await ask('/faults', { body: { on: 'webhooks', kind: 'lost', times: 1 } }));
  schemas.helper.completion.parse(await ask(`/sessions/${session.id}/complete`, { body: { scenario: 'minor' } }));
  schemas.helper.clock.parse(await ask('/clock', { body: { advanceSeconds: 5 } }));
  schemas.helper.clock.parse(await ask('/clock'));
  expect(schemas.helper.deliveries.parse(await ask('/deliveries')).deliveries[0]!.attempts.map(({ status }) => status)).toEqual(['lost', 200]);
  expect(await ask('/faults', { method: 'DELETE' })).toBeUndefined();
  await receiver.close();
});

test('it starts and ends within a fraction of a second', async () => {
  const started = performance.now();
  const another = await startSandbox();
  selfCustomer(another);
  await another.close();
  expect(performance.now() - started).toBeLessThan(1_000);
});
