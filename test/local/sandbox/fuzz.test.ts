// whatever is sent anywhere, the sandbox answers with a reason and never breaks.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { startSandbox, type Sandbox } from '../../../lib/local/sandbox';
import { adults, call, selfCustomer, uaeKycCustomer } from './support';
import { journeyProblem, problem } from './schemas';

let sandbox: Sandbox;
beforeAll(async () => { sandbox = await startSandbox({ frozen: true }); });
afterAll(() => sandbox.close());

/** Members that mean something somewhere, with values that mostly do not fit. */
const body = fc.dictionary(
  fc.constantFrom('flowId', 'externalUuid', 'metadata', 'environment', 'name', 'product', 'configuration', 'ruleSet', 'url', 'secret', 'overlap', 'event', 'since', 'events',
    'resident', 'type', 'document', 'age', 'kind', 'birthDate', 'scenario', 'credential', 'signer', 'authority', 'advanceSeconds', 'on', 'times', 'credits', 'costs', 'quirks',
    'requestsPerSecond', 'provider', 'sandboxMode', 'addresses', 'journeyType', 'identifier', 'sdkConfig', '__proto__', 'constructor'),
  fc.oneof(
    fc.constantFrom('test', 'staging', 'self', 'uae-kyc', 'adult', 'ONBOARDING', 'mock', 'webhooks', 'api', 'lost', 'http://127.0.0.1:9/', 'a.b', {}, [], null, -1, 0, 1.5, { age: 'old' }, { age: -1 },
      { birthDate: 'yesterday' }, { kind: 1 }, { visa: null }, { documents: [null] }, [{}], [null], ['x'], { staging: 'x' }, { nowhere: [] }, { pre_kyc: 'free' }, adults.configuration),
    fc.jsonValue({ maxDepth: 2 }),
  ),
  { maxKeys: 6 },
);

const targets = () => {
  const self = selfCustomer(sandbox);
  const uae = uaeKycCustomer(sandbox);
  const at = (token: string, ...paths: (readonly [string, string])[]) => paths.map(([method, path]) => ({ method, path, token }));
  return {
    uae,
    create: self.create,
    list: [self, uae].flatMap(({ organization }) => [
      ...at(organization.dashboardToken, ...[
        ['POST', '/flows'], ['POST', '/keys'], ['POST', '/webhooks'], ['POST', '/residents'], ['POST', '/events'], ['PATCH', '/organization'], ['PATCH', `/flows/${self.flows.test}`],
      ].map(([method, path]) => [method!, `/dashboard/v1${path}`] as const)),
      ...at(sandbox.token, ['PATCH', `/sandbox/v1/organizations/${organization.id}`], ['POST', `/sandbox/v1/organizations/${organization.id}/records`]),
    ]).concat(
      at(sandbox.token, ['POST', '/sandbox/v1/organizations'], ['POST', '/sandbox/v1/documents'], ['POST', '/sandbox/v1/faults']),
      at(self.keys.test, ['POST', '/v1/sessions']),
    ),
  };
};

test('no body breaks a route, and every refusal is worded', async () => {
  const { list, uae, create } = targets();
  const resident = uae.organization.addResident('staging').id;
  list.push({ method: 'PATCH', path: `/dashboard/v1/residents/${resident}`, token: uae.organization.dashboardToken });
  await fc.assert(fc.asyncProperty(fc.constantFrom(...list), body, async ({ method, path, token }, sent) => {
    const { status, body: answered } = await call(`${sandbox.url}${path}`, { method, token, body: sent });
    expect(status).toBeLessThan(500);
    if (status >= 400) problem.parse(answered);
  }), { numRuns: 600 });

  await fc.assert(fc.asyncProperty(body, async sent => {
    const { body: { id } } = await create();
    const { status, body: answered } = await call(`${sandbox.url}/sandbox/v1/sessions/${id}/complete`, { token: sandbox.token, body: sent });
    expect(status).toBeLessThan(500);
    if (status >= 400) problem.parse(answered);
  }), { numRuns: 200 });

  await fc.assert(fc.asyncProperty(body, async sent => {
    await sandbox.clock.advance(1_000);
    const { status, body: answered } = await uae.create('staging', { body: sent });
    expect(status).toBeLessThan(500);
    if (status >= 400) journeyProblem.parse(answered);
  }), { numRuns: 200 });
}, 300_000);

test('a caller who goes away in the middle is nothing to report', async () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
  socket.write('POST /v1/sessions HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{');
  await pause(50);
  socket.destroy();
  await pause(50);
  expect(write).not.toHaveBeenCalled();
  write.mockRestore();
});

test('no path breaks it either', async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT'), fc.array(fc.constantFrom('v1', 'sessions', 'dashboard', 'flows', '..', '%', '%2F', '%ff', '__proto__', 'verify', '', 'é'), { maxLength: 5 }), async (method, parts) => {
    const { status } = await call(`${sandbox.url}/${parts.join('/')}`, { method, token: sandbox.token });
    expect(status).toBeLessThan(500);
  }), { numRuns: 300 });
});
