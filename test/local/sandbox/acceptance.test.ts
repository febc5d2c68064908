// the acceptance run against the real receiver in this process, and against one that loses or doubles what it takes.
import { runAcceptance, type Observe, type SelfSubject } from '../../../lib/local/sandbox/acceptance';
import { scenariosOf, startSandbox, type Sandbox } from '../../../lib/local/sandbox';
import { adults, call, selfCustomer, uaeKycCustomer } from './support';
import { eventsAbout, startEnvironment, type LocalEnvironment } from './environment';
import { secretOf } from '../../lambda/support/world';

const assemblyDigest = `sha256:${'0'.repeat(64)}` as const;

let sandbox: Sandbox;
let environment: LocalEnvironment;
let customer: ReturnType<typeof selfCustomer>;

beforeEach(async () => {
  [sandbox, environment] = await Promise.all([startSandbox(), startEnvironment()]);
  customer = selfCustomer(sandbox);
  environment.world.configure('self', { flowIds: [customer.flows.test] });
  await customer.organization.registerEndpoint({ environment: 'test', url: `${environment.url}/webhooks/self`, secret: secretOf('self') });
});

afterEach(() => Promise.all([sandbox.close(), environment.close()]));

const self = (observe: Observe = id => Promise.resolve(eventsAbout(environment.world, id))): SelfSubject => ({
  provider: 'self', class: 'test', binding: 'self', configuration: adults.configuration, observe, createSession: async () => ({ id: (await customer.create()).body.id }),
});

const run = (...subjects: Parameters<typeof runAcceptance>[0]['subjects']) =>
  runAcceptance({ sandbox, environment: 'pre-production', assemblyDigest, subjects });

test('an environment in order passes every scenario of both providers', async () => {
  const { organization, keys, create } = uaeKycCustomer(sandbox);
  environment.world.configure('uae', { subscriptionIds: ['sub_acceptance'] });
  await organization.registerEndpoint({ environment: 'pre-production', url: `${environment.url}/webhooks/uae`, secret: secretOf('uae'), subscriptionId: 'sub_acceptance' });
  const result = await run(self(), {
    provider: 'uae-kyc', binding: 'uae', environment: 'pre-production', organization,
    createSession: async () => ({ id: (await create('pre-production')).body.data.journeyToken }),
    journeyStatus: async id => (await call(`${sandbox.url}/otk-service/v2/journey-details/${id}`, { headers: { 'x-transaction-key': keys['pre-production'] } })).body.result.data.currentStatus,
    observe: number => Promise.resolve(eventsAbout(environment.world, number)),
  });
  expect(result.cases.filter(({ passed }) => !passed)).toEqual([]);
  const names = result.cases.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(scenariosOf('self', 'test').map(({ name }) => `self: ${name}`)));
  expect(names).toEqual(expect.arrayContaining([...scenariosOf('uae-kyc', 'test').map(({ name }) => `uae: ${name}`), 'uae: FILE_CANCEL', 'uae: a batch of every event']));
  expect(new Set(names).size).toBe(names.length);
  expect(result).toMatchObject({ kind: 'acceptance', environment: 'pre-production', assemblyDigest });
  expect(Date.parse(result.finishedAt)).toBeGreaterThanOrEqual(Date.parse(result.startedAt));
});

test.each([
  ['loses an event', () => []],
  ['hands an event on twice', events => [...events, ...events]],
  ['takes every outcome for success', events => events.map(() => ({ status: 'valid' }))],
] as [string, (events: { status?: string }[]) => { status?: string }[]][])('one that %s does not pass', async (_, spoil) => {
  const { cases } = await run(self(id => Promise.resolve(spoil(eventsAbout(environment.world, id)))));
  expect(cases.some(({ passed }) => !passed)).toBe(true);
});

test('a case that breaks down fails by itself, and quotes nothing', async () => {
  const { cases } = await run(self(() => Promise.reject(new RangeError('person@example.com'))));
  expect(cases.every(({ passed, detail }) => !passed && detail === 'ended by RangeError')).toBe(true);
});
