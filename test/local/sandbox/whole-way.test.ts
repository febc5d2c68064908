// an environment's own code on both sides of the sandbox: its sessions function asks, its receiver is told.
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { createSessions } from '../../../lambda/sessions/sessions';
import { createTransport } from '../../../lambda/sessions/transport';
import { startSandbox, type Sandbox } from '../../../lib/local/sandbox';
import { SessionsWorld } from '../../lambda/sessions/support/world';
import { secretOf } from '../../lambda/support/world';
import { eventsAbout, startEnvironment, type LocalEnvironment } from './environment';
import { selfCustomer } from './support';

let sandbox: Sandbox;
let environment: LocalEnvironment;
let customer: ReturnType<typeof selfCustomer>;
let world: SessionsWorld;

beforeEach(async () => {
  [sandbox, environment] = await Promise.all([startSandbox({ publicUrl: 'https://verify.example' }), startEnvironment()]);
  customer = selfCustomer(sandbox);
  world = new SessionsWorld();
  world.time = Date.now();
  world.store(customer.keys.test);
  world.change('self', { flowIds: [customer.flows.test] });
  environment.world.configure('self', { flowIds: [customer.flows.test] });
  await customer.organization.registerEndpoint({ environment: 'test', url: `${environment.url}/webhooks/self`, secret: secretOf('self') });
});

afterEach(() => Promise.all([sandbox.close(), environment.close()]));

/** The function, with the provider's host standing for the sandbox. */
const sessions = () => {
  const { hostname, port } = new URL(sandbox.url);
  const transport = createTransport((options, answered) => httpRequest({ ...options, agent: undefined, hostname, host: hostname, port }, answered));
  return createSessions({
    ssm: world.configuration, secretsManager: world.configuration, dynamodb: world.dynamo.client, transport,
    environment: 'staging', credentials: 'test', path: '/sessions', table: 'sessions', now: Date.now, pause: () => Promise.resolve(), random: () => 0.5,
    newOwner: randomUUID, write: line => world.lines.push(line),
  });
};

const ask = (changes: object = {}) =>
  sessions()({ version: 1, operation: 'create', binding: 'self', externalUuid: randomUUID(), flowId: customer.flows.test, ...changes }, () => 30_000);

test('a session that the environment creates comes back as one event with its outcome', async () => {
  const made = await ask();
  if (made.outcome === 'refused') throw new Error(made.code);
  expect([made.outcome, made.session.url]).toEqual(['created', expect.stringMatching(/^https:\/\/verify\.example\/verify\/verify_test_/)]);
  sandbox.fault({ on: 'webhooks', kind: 'duplicate' });
  expect(sandbox.complete(made.session.id, { scenario: 'minor' }).status).toBe('invalid');
  await sandbox.clock.settled();
  expect(eventsAbout(environment.world, made.session.id)).toEqual([{ status: 'invalid' }]);
});

test('a thousand people at once, each asked for twice: one session and one event for everybody', async () => {
  for (const kind of ['duplicate', 'lost', 'reorder'] as const) sandbox.fault({ on: 'webhooks', kind, times: 50 });
  const serve = sessions();
  const people = Array.from({ length: 1_000 }, () => randomUUID());
  const create = (externalUuid: string) => serve({ version: 1, operation: 'create', binding: 'self', externalUuid, flowId: customer.flows.test }, () => 30_000);
  const answers = await Promise.all([...people, ...people].map(create));
  expect(answers.filter(({ outcome }) => outcome === 'created')).toHaveLength(people.length);

  const ids = (await Promise.all(people.map(create))).map(answer => (answer.outcome === 'existing' ? answer.session.id : answer.outcome));
  expect(new Set(ids).size).toBe(people.length);
  for (const id of ids) sandbox.complete(id, { scenario: 'adult' });
  await sandbox.clock.settled();
  await sandbox.clock.advance(300_000);
  // the provider made none beside them, and told of each.
  expect(sandbox.events()).toHaveLength(people.length);
  expect(environment.world.aws.table.events()).toHaveLength(people.length);
  expect(ids.filter(id => eventsAbout(environment.world, id).length !== 1)).toEqual([]);
}, 300_000);

test('a moment of the provider\'s is waited for, its refusal is told', async () => {
  sandbox.fault({ on: 'api', kind: 'unavailable' });
  sandbox.fault({ on: 'api', kind: 'rate-limited' });
  expect((await ask()).outcome).toBe('created');
  customer.organization.revokeKey(customer.keys.test);
  expect(await ask()).toMatchObject({ outcome: 'refused' });
});

test('a live key never leaves a test environment', async () => {
  world.store(customer.keys.live);
  expect(await ask()).toMatchObject({ outcome: 'refused', code: 'no-key' });
});
