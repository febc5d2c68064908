import { createDispatcher } from '../../../lambda/dispatcher/handler';
import { faults } from '../support/fake-aws';
import { OutboxWorld } from '../support/outbox-world';

let world: OutboxWorld;
let dispatch: ReturnType<typeof createDispatcher>;
beforeEach(() => {
  world = new OutboxWorld();
  dispatch = createDispatcher(world.context);
});
const run = async () => (await dispatch({ Records: world.records() })).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

test('sends ids and status, and marks what the bus has taken', async () => {
  await world.fill(1);
  expect(await run()).toEqual([]);
  expect(world.aws.sent).toEqual([{
    bus: 'events', source: 'bulkhead.webhook', detailType: 'verification.completed',
    detail: {
      version: 1, environment: 'staging', binding: 'self', provider: 'self', verification: 'self#ver_0', event: 'verification.completed',
      type: 'verification.completed', status: 'valid', occurredAt: '2026-04-01T09:59:58.000Z', rank: 3,
      receivedAt: '2026-04-01T10:00:00.000Z', deliveryId: 'msg_1',
    },
  }]);
  const [item] = world.aws.table.all();
  expect(item).toMatchObject({ dispatchedAt: { S: '2026-04-01T10:00:00.000Z' } });
  expect(item).not.toHaveProperty('undispatched');
  expect(world.metric('Dispatched')).toEqual([1]);
});

test('sends in calls of ten, in order, and nothing a second time', async () => {
  await world.fill(25);
  expect(await run()).toEqual([]);
  expect(world.aws.sent.map(({ detail }) => detail['verification'])).toEqual(Array.from({ length: 25 }, (_, index) => `self#ver_${index}`));
  expect(world.aws.count('PutEvents')).toBe(3);
  expect(await run()).toEqual([]);
  expect(world.aws.sent).toHaveLength(25);
});

test('reports the entries that the bus refused, and marks only the others', async () => {
  await world.fill(12);
  world.aws.refuses = ({ verification }) => ['self#ver_3', 'self#ver_11'].includes(String(verification));
  expect(await run()).toEqual(['103', '111']);
  expect(world.undispatched()).toEqual(['self#ver_3', 'self#ver_11']);
  expect([world.metric('Dispatched'), world.metric('DispatchFailed')]).toEqual([[10], [2]]);
  world.aws.refuses = () => false;
  expect(await run()).toEqual([]);
  expect(world.aws.sent).toHaveLength(12);
});

test.each(['GetItem', 'PutEvents', 'UpdateItem'].flatMap(call => Object.keys(faults).map(fault => [call, fault] as const)))(
  'reports everything while %s is %s, and the retry completes it', async (call, fault) => {
    await world.fill(2);
    world.aws.failing.set(call, faults[fault]!);
    expect(await run()).toEqual(['100', '101']);
    expect(world.undispatched()).toHaveLength(2);
    expect(world.lines.join('')).not.toContain('CANARY');
    world.aws.failing.clear();
    expect(await run()).toEqual([]);
    expect(world.undispatched()).toEqual([]);
  });

test.each([{}, { Entries: [] }, { Entries: [{}, {}] }, undefined])('takes the bus\'s answer %j for a refusal', async answer => {
  await world.fill(2);
  world.aws.failing.set('PutEvents', { answer });
  expect(await run()).toEqual(['100', '101']);
  expect(world.undispatched()).toHaveLength(2);
});

test('two at once mark the same event without error', async () => {
  await world.fill(3);
  expect(await Promise.all([run(), run()])).toEqual([[], []]);
  expect(world.undispatched()).toEqual([]);
});

test('passes over what was set aside, deleted, or is not of the receiver\'s', async () => {
  await world.deliver(world.self('not json'));
  await world.fill(1);
  const records = [...world.records(), { eventName: 'REMOVE' as const, dynamodb: world.records()[1]!.dynamodb }, {}, { dynamodb: {} }];
  world.aws.table.items.clear();
  expect(await dispatch({ Records: records })).toEqual({ batchItemFailures: [] });
  expect(await dispatch({} as never)).toEqual({ batchItemFailures: [] });
  expect(world.aws.sent).toEqual([]);
});

test.each([['type', ''], ['occurredAt', ''], ['occurredAt', 'yesterday'], ['rank', ''], ['provider', '']])('an item whose %s is "%s" neither goes out nor holds the others up', async (name, value) => {
  await world.fill(2);
  world.aws.table.all()[0]![name] = { S: value };
  expect(await run()).toEqual([]);
  expect(world.aws.sent).toHaveLength(1);
  expect(world.metric('DispatchFailed')).toEqual([1]);
});
