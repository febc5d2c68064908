// deliveries as independent clients verify them, on a clock that the test drives.
import { createHmac } from 'node:crypto';
import { Webhook as Svix } from 'svix';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { startSandbox, type DeliveryFault, type Endpoint, type Sandbox } from '../../../lib/local/sandbox';
import { call, selfCustomer, startReceiver, uaeKycCustomer, type Received, type Receiver } from './support';
import { completed, pressBatch } from './schemas';

let sandbox: Sandbox;
let receiver: Receiver;
let customer: ReturnType<typeof selfCustomer>;
let endpoint: Endpoint;

beforeEach(async () => {
  sandbox = await startSandbox({ frozen: true });
  receiver = await startReceiver();
  customer = selfCustomer(sandbox);
  endpoint = await customer.organization.registerEndpoint({ environment: 'test', url: receiver.url });
});

afterEach(async () => {
  await sandbox.close();
  await receiver.close();
});

const complete = async (scenario = 'adult', environment: 'test' | 'live' = 'test') => {
  const { body } = await customer.create(environment);
  sandbox.complete(body.id, { scenario });
  await sandbox.clock.settled();
  return body.id as string;
};

const verify = ({ headers, body }: Received, secret = endpoint.secret) => new Svix(secret).verify(body, headers as Record<string, string>);

const outcome = (about?: string) => sandbox.deliveries(about).map(({ state, attempts }) => [state, ...attempts.map(({ status }) => status)]);

/** Seconds after the first at which attempts were made. */
const schedule = () => {
  const [delivery] = sandbox.deliveries();
  const [first] = delivery!.attempts;
  return delivery!.attempts.map(({ at }) => (at - first!.at) / 1_000);
};

const DAY = 86_400_000;

test.each([['adult', 'valid'], ['minor', 'invalid'], ['forged-document', 'error'], ['abandoned', 'expired']])('%s: two independent libraries verify the event, and it says %s', async (scenario, status) => {
  const id = await complete(scenario);
  const [received] = receiver.received;
  expect(verify(received!)).toEqual(JSON.parse(received!.body));
  const { 'svix-id': name, 'svix-timestamp': timestamp, 'svix-signature': signature } = received!.headers as Record<string, string>;
  expect(new StandardWebhook(endpoint.secret).verify(received!.body, { 'webhook-id': name!, 'webhook-timestamp': timestamp!, 'webhook-signature': signature! })).toBeTruthy();
  const event = completed.parse(JSON.parse(received!.body));
  expect(event).toMatchObject({ verification_id: id, status, environment: 'test', flow_id: customer.flows.test });
  expect(event.proof === null).toBe(status !== 'valid');
  expect(Object.keys(event.proof_attributes).length > 0).toBe(status === 'valid');
  expect(outcome()).toEqual([['accepted', 200]]);
});

test('every endpoint of an environment receives every event of it, signed with its own secret, and no event of another', async () => {
  const [second, live] = [await startReceiver(), await startReceiver()];
  const other = await customer.organization.registerEndpoint({ environment: 'test', url: second.url });
  await customer.organization.registerEndpoint({ environment: 'live', url: live.url });
  await complete();
  expect([receiver.received.length, second.received.length, live.received.length]).toEqual([1, 1, 0]);
  expect(verify(second.received[0]!, other.secret)).toBeTruthy();
  expect(() => verify(second.received[0]!)).toThrow();
  await Promise.all([second.close(), live.close()]);
});

test('Self\'s schedule: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h after one another, then the event is given up', async () => {
  receiver.answer = () => 503;
  await complete();
  await sandbox.clock.advance(3 * DAY);
  expect(schedule()).toEqual([0, 5, 305, 2_105, 9_305, 27_305, 63_305, 99_305]);
  expect(outcome()).toEqual([['exhausted', ...Array<number>(8).fill(503)]]);
});

test.each([408, 429, 500, 503, 301])('an answer of %d is retried until one is 2xx, under the same id', async (status) => {
  receiver.answer = () => (receiver.received.length < 3 ? status : 204);
  await complete();
  await sandbox.clock.advance(DAY);
  expect(outcome()).toEqual([['accepted', status, status, 204]]);
  expect(new Set(receiver.received.map(({ headers }) => headers['svix-id'])).size).toBe(1);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
});

test.each([400, 401, 403, 404, 409, 410, 413, 422])('an answer of %d is final: the event is lost until somebody replays it', async (status) => {
  receiver.answer = () => status;
  const id = await complete();
  await sandbox.clock.advance(DAY);
  expect(outcome()).toEqual([['refused', status]]);
  receiver.answer = () => 200;
  const [delivery] = sandbox.deliveries(id);
  await call(`${sandbox.url}/dashboard/v1/webhooks/${endpoint.id}/replay`, { token: customer.organization.dashboardToken, body: { event: delivery!.event } });
  await sandbox.clock.settled();
  expect(outcome()).toEqual([['refused', status], ['accepted', 200]]);
  expect(verify(receiver.received[1]!)).toBeTruthy();
});

test('a replay since a time sends what happened from then on', async () => {
  await complete();
  await sandbox.clock.advance(60_000);
  await complete();
  const since = new Date(sandbox.clock.now()).toISOString();
  const { body } = await call(`${sandbox.url}/dashboard/v1/webhooks/${endpoint.id}/replay`, { token: customer.organization.dashboardToken, body: { since } });
  await sandbox.clock.settled();
  expect([body, receiver.received.length]).toEqual([{ replayed: 1 }, 3]);
});

test('what does not answer is given up on after the provider\'s patience, and retried', async () => {
  const { organization, keys: _ } = uaeKycCustomer(sandbox);
  receiver.answer = () => (receiver.received.length === 1 ? 'hang' : 200);
  await organization.registerEndpoint({ environment: 'staging', url: receiver.url });
  organization.generateEvents([{ resident: organization.addResident('staging').id, type: 'NEW_ID' }]);
  await sandbox.clock.settled();
  await sandbox.clock.advance(60_000);
  expect(outcome()).toEqual([['accepted', 'timeout', 200]]);
});

test('an endpoint that is not there is retried like one that fails', async () => {
  await receiver.close();
  await complete();
  receiver = await startReceiver();
  expect(outcome()).toEqual([['pending', 'unreachable']]);
});

test('an endpoint that has failed for five days is disabled, receives nothing more, and can be enabled again', async () => {
  receiver.answer = () => 500;
  for (let day = 0; day < 6; day += 1) {
    await complete();
    await sandbox.clock.advance(DAY);
  }
  const count = receiver.received.length;
  const state = async () => (await call(`${sandbox.url}/dashboard/v1/webhooks`, { token: customer.organization.dashboardToken })).body.endpoints[0].status;
  expect(await state()).toBe('disabled');
  expect(sandbox.deliveries().filter(({ state: now }) => now === 'pending')).toEqual([]);
  await complete();
  expect(receiver.received).toHaveLength(count);
  await call(`${sandbox.url}/dashboard/v1/webhooks/${endpoint.id}/enable`, { method: 'POST', token: customer.organization.dashboardToken });
  receiver.answer = () => 200;
  await complete();
  expect([await state(), receiver.received.length]).toEqual(['enabled', count + 1]);
});

test('one success within the five days keeps an endpoint enabled', async () => {
  for (let day = 0; day < 8; day += 1) {
    receiver.answer = () => (day === 4 ? 200 : 500);
    await complete();
    await sandbox.clock.advance(DAY);
  }
  expect((await call(`${sandbox.url}/dashboard/v1/webhooks`, { token: customer.organization.dashboardToken })).body.endpoints[0].status).toBe('enabled');
});

describe('rotation', () => {
  test('with overlap every delivery carries both signatures for a day, then the new one alone', async () => {
    const old = endpoint.secret;
    const { secret } = customer.organization.rotateSecret(endpoint.id, { overlap: true });
    await complete();
    expect([verify(receiver.received[0]!, old), verify(receiver.received[0]!, secret)]).toEqual([expect.anything(), expect.anything()]);
    await sandbox.clock.advance(DAY);
    await complete();
    expect(verify(receiver.received[1]!, secret)).toBeTruthy();
    expect(() => verify(receiver.received[1]!, old)).toThrow();
  });

  test('without overlap the old secret is over at once', async () => {
    const old = endpoint.secret;
    const answered = await call(`${sandbox.url}/dashboard/v1/webhooks/${endpoint.id}/rotate`, { method: 'POST', token: customer.organization.dashboardToken });
    await complete();
    expect(verify(receiver.received[0]!, answered.body.secret)).toBeTruthy();
    expect(() => verify(receiver.received[0]!, old)).toThrow();
  });
});

describe('what is made to go wrong', () => {
  const fault = (kind: DeliveryFault, more = {}) => sandbox.fault({ on: 'webhooks', kind, ...more });

  test('duplicate: the same delivery twice at once', async () => {
    fault('duplicate');
    await complete();
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[0]).toEqual(receiver.received[1]);
  });

  test('corrupt: a byte that the signature does not cover', async () => {
    fault('corrupt');
    await complete();
    expect(() => verify(receiver.received[0]!)).toThrow();
  });

  test('lost: nothing arrives, and the next attempt comes after 5 seconds', async () => {
    fault('lost');
    await complete();
    expect(receiver.received).toHaveLength(0);
    await sandbox.clock.advance(5_000);
    expect(outcome()).toEqual([['accepted', 'lost', 200]]);
  });

  test('reorder: the next event overtakes this one; alone, it comes a second later', async () => {
    fault('reorder');
    const [first, second] = [await complete(), await complete()];
    expect(receiver.received.map(({ body }) => JSON.parse(body).verification_id)).toEqual([second, first]);
    fault('reorder');
    const third = await complete();
    expect(receiver.received).toHaveLength(2);
    await sandbox.clock.advance(1_000);
    expect(JSON.parse(receiver.received[2]!.body).verification_id).toBe(third);
  });

  test('slow: it takes its time', async () => {
    fault('slow', { delay: 60 });
    const started = performance.now();
    await complete();
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });
});

describe('what no source settles', () => {
  const retried = async (quirks: object) => {
    await call(`${sandbox.url}/sandbox/v1/organizations/${customer.organization.id}`, { method: 'PATCH', token: sandbox.token, body: { quirks } });
    receiver.answer = () => (receiver.received.length === 1 ? 500 : 200);
    await complete();
    await sandbox.clock.advance(5_000);
    return receiver.received.map(({ headers }) => headers as Record<string, string>);
  };

  test('a retry may carry a delivery id of its own', async () => {
    const [first, second] = await retried({ freshDeliveryIds: true });
    expect(first!['svix-id']).not.toBe(second!['svix-id']);
    expect(verify(receiver.received[1]!)).toBeTruthy();
  });

  test('an endpoint may have to answer a test event before it is saved', async () => {
    await call(`${sandbox.url}/sandbox/v1/organizations/${customer.organization.id}`, { method: 'PATCH', token: sandbox.token, body: { quirks: { probesEndpoints: true } } });
    receiver.answer = () => 503;
    const register = () => call(`${sandbox.url}/dashboard/v1/webhooks`, { token: customer.organization.dashboardToken, body: { environment: 'test', url: receiver.url } });
    expect((await register()).status).toBe(409);
    receiver.answer = () => 200;
    expect((await register()).status).toBe(201);
  });
});

test('stamped with its own time, a retry of a driven clock carries that; with first timestamps the first attempt\'s', async () => {
  const own = await startSandbox({ frozen: true, stampsOwnTime: true });
  const theirs = selfCustomer(own);
  await theirs.organization.registerEndpoint({ environment: 'test', url: receiver.url });
  receiver.answer = () => 500;
  const stamps = async (quirks: object) => {
    await call(`${own.url}/sandbox/v1/organizations/${theirs.organization.id}`, { method: 'PATCH', token: own.token, body: { quirks } });
    receiver.received.length = 0;
    const { body } = await theirs.create();
    own.complete(body.id, { scenario: 'adult' });
    await own.clock.advance(400_000);
    const [first, second, third] = receiver.received.map(({ headers }) => Number(headers['svix-timestamp']));
    return [second! - first!, third! - first!];
  };
  expect(await stamps({})).toEqual([5, 305]);
  expect(await stamps({ firstTimestamps: true })).toEqual([0, 0]);
  await own.close();
});

describe('UAE KYC', () => {
  const start = async () => {
    const { organization } = uaeKycCustomer(sandbox);
    const registered = await organization.registerEndpoint({ environment: 'staging', url: receiver.url });
    const residents = [organization.addResident('staging'), organization.addResident('staging')];
    return { organization, registered, residents };
  };

  test('one batch carries what happened, grouped by type and signed over timestamp and body with the whole secret', async () => {
    const { organization, registered, residents: [one, two] } = await start();
    organization.generateEvents([{ resident: one!.id, type: 'IMMIGRATION_ENTRY' }, { resident: two!.id, type: 'IMMIGRATION_ENTRY' }, { resident: one!.id, type: 'VISA_CANCELLATION' }]);
    await sandbox.clock.settled();
    const [{ headers, body }] = receiver.received as [Received];
    const batch = pressBatch.parse(JSON.parse(body));
    expect([batch.total_records, batch.data.map(({ records }) => records.length)]).toEqual([3, [2, 1]]);
    const tag = createHmac('sha256', Buffer.from(registered.secret, 'utf8')).update(`${String(headers['x-webhook-timestamp'])}.`).update(body).digest('hex');
    expect(headers).toMatchObject({
      'x-webhook-signature': `sha256=${tag}`, 'x-webhook-subscription-id': registered.subscriptionId, 'x-webhook-id': batch.id, 'x-webhook-delivery-attempt': '1',
      'content-type': 'application/cloudevents+json',
    });
  });

  test('its schedule: six attempts in 7 h 21 min, each with its number', async () => {
    const { organization, residents: [one] } = await start();
    receiver.answer = () => 500;
    organization.generateEvents([{ resident: one!.id, type: 'NEW_ID' }]);
    await sandbox.clock.advance(2 * DAY);
    expect(schedule()).toEqual([0, 60, 360, 1_260, 4_860, 26_460]);
    expect(receiver.received.map(({ headers }) => headers['x-webhook-delivery-attempt'])).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(outcome()[0]![0]).toBe('exhausted');
  });

  test('it signs with one secret at a time, so that a rotation with overlap is refused', async () => {
    const { organization, registered } = await start();
    const rotate = (overlap: boolean) => call(`${sandbox.url}/dashboard/v1/webhooks/${registered.id}/rotate`, { token: organization.dashboardToken, body: { overlap } });
    expect([(await rotate(true)).status, (await rotate(false)).status]).toEqual([409, 200]);
  });
});
