import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { readBalance } from '../../../lambda/sessions/told-balance';
import { explore } from './support/explore';
import { answerOf } from './support/fake-provider';
import { request, SessionsWorld, wordOf } from './support/world';

// thousands of runs, on whatever machine.
jest.setTimeout(120_000);

test('two workers in every order, each stopped at any of its calls, hand out one session at most, and the next caller gets it', async () => {
  const { runs, violations } = await explore({ workers: 2, crashes: 2, jumps: 0 });
  expect(violations).toEqual([]);
  expect(runs).toBeGreaterThan(100);
});

test('nor does it help if a worker sleeps through its lease and wakes up again', async () => {
  const { runs, violations } = await explore({ workers: 2, crashes: 1, jumps: 1 });
  expect(violations).toEqual([]);
  expect(runs).toBeGreaterThan(100);
});

test('a memory that forgets its conditions is caught', async () => {
  const { violations } = await explore({ workers: 2, crashes: 0, jumps: 1 }, world => {
    const send = world.dynamo.client.send as (command: { input: object }) => Promise<unknown>;
    Object.assign(world.dynamo.client, {
      send: (command: { input: object; constructor: { name: string } }) => {
        if (command.constructor.name === 'UpdateItemCommand') Object.assign(command.input, { ConditionExpression: undefined });
        return send(command);
      },
    });
  });
  expect(violations).toContainEqual(expect.stringMatching(/two sessions|not remembered/));
});

test('fifty callers at once get one session between them, or are told to wait', async () => {
  const world = new SessionsWorld();
  const instances = Array.from({ length: 10 }, () => world.instance());
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => instances[index % 10]!(request(), () => 30_000)));
  expect(world.provider.sessions).toHaveLength(1);
  expect(new Set(answers.map(wordOf))).toEqual(new Set(['created', 'in-progress']));
  expect(answers.filter(answer => answer.outcome === 'created')).toHaveLength(1);
});

test('a worker that stopped after the provider\'s answer leaves a session that nobody gets, and says so', async () => {
  const world = new SessionsWorld();
  world.dynamo.interrupt = name => (name === 'UpdateItem' ? { fault: Object.assign(new Error('gone'), { name: 'TimeoutError' }) } : undefined);
  expect(wordOf(await world.call(request()))).toBe('unavailable');
  expect(world.metric('SessionDoubtful')).toBe(1);
  world.dynamo.interrupt = () => undefined;
  expect(await world.call(request())).toMatchObject({ code: 'in-progress', retryable: true, retryAfterSeconds: expect.any(Number) });
  world.time += 60_000;
  expect(await world.call(request())).toMatchObject({ outcome: 'created', session: { id: world.provider.sessions[1]!.id } });
});

test('a write that arrived although it seemed lost is not repeated as another session', async () => {
  const world = new SessionsWorld();
  let lost = 0;
  world.dynamo.interrupt = name => (name === 'UpdateItem' && lost++ === 0
    ? { fault: Object.assign(new Error('timed out'), { name: 'TimeoutError' }), afterEffect: true } : undefined);
  const created = await world.call(request());
  expect(created).toMatchObject({ outcome: 'created' });
  expect(await world.call(request())).toEqual({ ...created, outcome: 'existing' });
});

test('a claim whose write was repeated by the client is its own', async () => {
  const world = new SessionsWorld();
  world.dynamo.interrupt = (name, { Item }) => (name === 'PutItem'
    ? { fault: new ConditionalCheckFailedException({ message: 'twice', $metadata: {}, Item }), afterEffect: true } : undefined);
  expect(wordOf(await world.call(request()))).toBe('created');
});

test('after a storm of refusals for want of credits the provider is asked once a minute by all together', async () => {
  const world = new SessionsWorld();
  world.provider.interrupt = () => answerOf(402, { error: { code: 'unauthenticated', details: { balance: 4.5, required: 25 } } });
  const instances = Array.from({ length: 20 }, () => world.instance());
  const uuid = (index: number) => `a1b2c3d4-5678-4e9a-b012-${String(index).padStart(12, '0')}`;
  for (let index = 0; index < 1_000; index++) {
    const answer = await instances[index % 20]!(request({ externalUuid: uuid(index) }), () => 30_000);
    expect(answer).toMatchObject({ code: 'no-credits', retryable: true });
  }
  expect(world.provider.requests).toHaveLength(1);
  expect([world.metric('SessionNoCredits'), world.metric('CreditBalance'), world.metric('SessionCharge')]).toEqual([1, 4.5, 1]);
  const balance = () => readBalance(world.dynamo.client, 'sessions', 'self', world.time);
  const toldAt = world.time;
  expect(await balance()).toEqual({ credits: 4.5, at: toldAt });
  // a minute later one of them finds out, though all come at once.
  world.time += 61_000;
  await Promise.all(instances.map((instance, index) => instance(request({ externalUuid: uuid(index) }), () => 30_000)));
  expect(world.provider.requests).toHaveLength(2);
  world.provider.interrupt = () => undefined;
  world.time += 61_000;
  const words: string[] = [];
  for (const [index, instance] of instances.entries()) words.push(wordOf(await instance(request({ externalUuid: uuid(index) }), () => 30_000)));
  expect(words).toEqual(Array<string>(20).fill('created'));
  // what was told outlives the circuit.
  expect(await balance()).toEqual({ credits: 4.5, at: toldAt + 61_000 });
});

test('a storm that comes all at once costs a call for each instance, not for each caller', async () => {
  const world = new SessionsWorld();
  world.provider.interrupt = () => answerOf(402, {});
  const instances = Array.from({ length: 20 }, () => world.instance());
  await Promise.all(instances.map(async (instance, first) => {
    for (let index = 0; index < 50; index++) await instance(request({ externalUuid: `a1b2c3d4-5678-4e9a-b012-${String(first * 50 + index).padStart(12, '0')}` }), () => 30_000);
  }));
  expect(world.provider.requests.length).toBeLessThanOrEqual(20);
});
