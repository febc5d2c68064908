// the same function and reconciler against the sandbox provider, over HTTP: what the provider is documented to do decides, not a fake.
import { request as plainRequest } from 'node:http';
import { createTransport } from '../../../lambda/sessions/transport';
import { startSandbox } from '../../../lib/local/sandbox';
import type { Sandbox, SandboxOrganization } from '../../../lib/local/sandbox';
import { ReconcilerWorld } from '../reconciler/support';
import { request, wordOf } from './support/world';

let sandbox: Sandbox;
let self: SandboxOrganization;
let uae: SandboxOrganization;

beforeAll(async () => {
  sandbox = await startSandbox({ frozen: true, publicUrl: 'https://verify.sandbox.example' });
  self = sandbox.organization({ name: 'ours', provider: 'self', sandboxMode: true });
  uae = sandbox.organization({ name: 'ours', provider: 'uae-kyc', sandboxMode: true });
});

afterAll(() => sandbox.close());

const configuration = { ruleSet: { minimumAge: 18 }, documents: ['passport'], settings: {} };
const flowOf = (environment: 'test' | 'live', options = {}) =>
  self.createFlow({ environment, name: `adults ${Math.random()}`, product: 'pre_kyc', configuration }, options).id;

/** An environment that is connected to the sandbox and shares its clock. */
class ConnectedWorld extends ReconcilerWorld {
  constructor(flowIds: readonly string[], environment: 'test' | 'live' = 'test') {
    super();
    this.time = sandbox.clock.now();
    this.credentials = environment;
    this.change('self', { flowIds });
    const key = self.createKey(environment);
    this.store(key, environment);
    this.onEnd.push(() => self.revokeKey(key));
    const { port } = new URL(sandbox.url);
    const transport = createTransport((options, answered) => plainRequest({ ...options, agent: undefined, host: '127.0.0.1', port }, answered));
    Object.assign(this.provider, { transport });
  }

  readonly onEnd: (() => void)[] = [];

  async advance(milliseconds: number): Promise<void> {
    await sandbox.clock.advance(milliseconds);
    this.time = sandbox.clock.now();
  }
}

const worlds: ConnectedWorld[] = [];
const connect = (...given: ConstructorParameters<typeof ConnectedWorld>): ConnectedWorld => {
  const world = new ConnectedWorld(...given);
  worlds.push(world);
  return world;
};

afterEach(() => {
  // an organization has two active keys at most.
  for (const world of worlds.splice(0)) for (const end of world.onEnd) end();
});

const minutes = 60_000;
const events = (world: ConnectedWorld) => world.dynamo.all('inbox').map(item => [item['verification']!.S, item['status']!.S, item['flow']?.S]);

test('a session is created, completed by a mock passport, and settled by asking', async () => {
  const flow = flowOf('test');
  const world = connect([flow]);
  const created = await world.call(request({ flowId: flow, parameters: { expiresInSeconds: 3_600, metadata: { order: 7 } } }));
  expect(created).toMatchObject({ outcome: 'created', session: { url: expect.stringMatching(/^https:\/\/verify\.sandbox\.example\/verify\/verify_test_/) } });
  const { id } = (created as { session: { id: string } }).session;
  expect(await world.call({ version: 1, operation: 'get', binding: 'self', externalUuid: request().externalUuid })).toMatchObject({ session: { status: null } });
  sandbox.complete(id, { scenario: 'adult' });
  await world.advance(20 * minutes);
  await world.reconcile();
  expect(events(world)).toEqual([[`self#${id}`, 'valid', flow]]);
});

test('a session that nobody completes is settled as expired', async () => {
  const flow = flowOf('test');
  const world = connect([flow]);
  await world.call(request({ flowId: flow, parameters: { expiresInSeconds: 60 } }));
  await world.advance(12 * minutes);
  await world.reconcile();
  expect(events(world)).toMatchObject([[expect.anything(), 'expired', flow]]);
});

test.each<[string, () => string, string]>([
  ['a live flow that stands on the list by mistake', () => flowOf('live'), 'forbidden'],
  ['a flow without a published version', () => flowOf('test', { draft: true }), 'conflict'],
  ['a flow that does not exist', () => '9c0b4f1c-1d6c-4f1b-a8c4-9f0fa0a8d9e2', 'not-found'],
])('%s is refused by the provider too', async (_, flow, code) => {
  const flowId = flow();
  const world = connect([flowId]);
  expect(await world.call(request({ flowId }))).toMatchObject({ outcome: 'refused', code });
  expect(world.metric('SessionAlarm')).toBe(1);
});

test('a key that was revoked is none', async () => {
  const flow = flowOf('test');
  const world = connect([flow]);
  const key = self.createKey('test');
  world.store(key);
  self.revokeKey(key);
  expect(wordOf(await world.call(request({ flowId: flow })))).toBe('unauthenticated');
});

test('without credits a live session is refused, with the balance that the provider names, and a test session is not', async () => {
  self.setCredits(20);
  const live = flowOf('live');
  const world = connect([live], 'live');
  expect(wordOf(await world.call(request({ flowId: live })))).toBe('no-credits');
  expect([world.metric('CreditBalance'), world.metric('SessionCharge')]).toEqual([20, 0]);
  const flow = flowOf('test');
  expect(wordOf(await connect([flow]).call(request({ flowId: flow })))).toBe('created');
  self.setCredits(1_000);
});

test('what the provider charges is what was settled as charged', async () => {
  const live = flowOf('live');
  const world = connect([live], 'live');
  const before = self.credits();
  const ids = await Promise.all(['adult', 'adult', undefined].map(async (scenario, index) => {
    const made = await world.call(request({ flowId: live, externalUuid: `a1b2c3d4-5678-4e9a-b012-${String(index).padStart(12, '0')}`, parameters: { expiresInSeconds: 600 } }));
    const { id } = (made as { session: { id: string } }).session;
    if (scenario !== undefined) sandbox.complete(id, { scenario });
    return id;
  }));
  expect(ids).toHaveLength(3);
  await world.advance(30 * minutes);
  await world.reconcile();
  const noted = world.dynamo.all('sessions').filter(item => item['session']!.S!.startsWith('settled#'));
  expect(before - self.credits()).toBe(noted.length * 25);
  expect(noted).toHaveLength(2);
});

test('a moment\'s fault and a rate limit are waited out', async () => {
  const flow = flowOf('test');
  const world = connect([flow]);
  sandbox.fault({ on: 'api', kind: 'unavailable', times: 2 });
  expect(wordOf(await world.call(request({ flowId: flow })))).toBe('created');
  sandbox.fault({ on: 'api', kind: 'rate-limited' });
  expect(wordOf(await world.call(request({ flowId: flow, externalUuid: 'b1b2c3d4-5678-4e9a-b012-3456789abcde' })))).toBe('created');
});

test('a journey is created and settled by asking, for no webhook tells of it', async () => {
  const world = connect([]);
  const key = uae.createKey('staging');
  world.secrets.set('arn:aws:secretsmanager:me-central-1:111111111111:secret:self-key-uae', {
    id: 'version-2', value: JSON.stringify({ value: key, class: 'test', provider: 'uae-kyc' }),
  });
  const journey = request({ binding: 'uae', flowId: undefined, parameters: { journeyType: 'ONBOARDING' } });
  const made = await world.call(journey);
  expect(made).toMatchObject({ outcome: 'created' });
  const { id } = (made as { session: { id: string } }).session;
  sandbox.complete(id, { scenario: 'resident' });
  const other = await world.call({ ...journey, externalUuid: 'b1b2c3d4-5678-4e9a-b012-3456789abcde' });
  await world.advance(21 * minutes);
  await world.reconcile();
  expect(events(world).sort()).toEqual([[`uae#${id}`, 'COMPLETED', undefined], [`uae#${(other as { session: { id: string } }).session.id}`, 'ABANDONED', undefined]].sort());
});
