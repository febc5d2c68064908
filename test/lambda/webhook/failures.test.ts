import type { ProxyEvent } from '../../../lambda/webhook/request';
import { faults } from '../support/fake-aws';
import type { Fault } from '../support/fake-aws';
import { World, completed, entry, press, secretOf } from '../support/world';

/** Deliveries whose handling needs each of the receiver's AWS calls. */
const deliveries: Record<string, (world: World) => ProxyEvent> = {
  'a small event': world => world.self(completed()),
  'a large event': world => world.self(completed({ proof: 'x'.repeat(400_000) })),
  'a batch': world => world.uae(press([entry('evt-1'), entry('evt-2')])),
  'a contradiction': world => world.self(completed({ environment: 'live' })),
  'an unreadable body': world => world.self('{'),
  'a late event': world => world.uae(press(), { at: world.time - 400_000 }),
};

const calls: Record<string, { readonly malformed: readonly unknown[]; readonly of: readonly string[] }> = {
  GetParameter: {
    malformed: [undefined, null, {}, { Parameter: {} }, { Parameter: { Value: '' } }, { Parameter: { Value: 'null' } }, { Parameter: { Value: '{}' } },
      { Parameter: { Value: '{"version":1,"binding":"other"}' } }],
    of: Object.keys(deliveries),
  },
  GetSecretValue: {
    malformed: [undefined, {}, { SecretString: 'x' }, { SecretString: '{}', VersionId: 'v', CreatedDate: new Date(0) },
      { SecretString: '{}', VersionId: 'v', CreatedDate: new Date(NaN) }, { SecretString: '{}', VersionId: 'v', CreatedDate: 'today' }],
    of: Object.keys(deliveries),
  },
  PutItem: { malformed: [undefined, null, '<html>'], of: Object.keys(deliveries) },
  PutObject: { malformed: [undefined, {}, { ETag: null }], of: ['a large event'] },
  // asks whether a large body's event was erased.
  UpdateItem: { malformed: [undefined, null, {}, '<html>'], of: ['a large event'] },
};

const combinations = Object.entries(calls).flatMap(([call, { malformed, of }]) => of.flatMap(delivery => [
  ...Object.entries(faults).map(([fault, value]): [string, string, string, Fault] => [delivery, call, fault, value]),
  ...malformed.map((answer): [string, string, string, Fault] => [delivery, call, `answered ${JSON.stringify(answer)}`, { answer }]),
]));

test.each(combinations)('%s is answered 503 while %s is %s, and stored by the retry', async (delivery, call, _, fault) => {
  const world = new World();
  const event = deliveries[delivery]!(world);
  world.aws.failing.set(call, fault);
  expect(await world.status(event)).toBe(503);
  expect(world.aws.table.writes).toBe(0);
  expect(JSON.parse(world.lines.at(-1)!)).toMatchObject({ DeliveryAlarm: 1 });
  // nothing of the failure is remembered: the next attempt finds everything well.
  world.aws.failing.clear();
  expect([200, 202, 403]).toContain(await world.status(event));
  expect(world.aws.table.writes).toBeGreaterThan(0);
});

test('a conditional failure that does not say what is stored is no proof of storage', async () => {
  const world = new World();
  await world.status(world.self(completed()));
  const put = world.aws.table.put.bind(world.aws.table);
  world.aws.table.put = input => put({ ...input, ReturnValuesOnConditionCheckFailure: undefined });
  expect(await world.status(world.self(completed()))).toBe(503);
});

test('a conflict that cannot be set aside is retried', async () => {
  const world = new World();
  await world.status(world.self(completed()));
  const put = world.aws.table.put.bind(world.aws.table);
  world.aws.table.put = input => {
    if (input.Item!['verification']!.S!.startsWith('quarantine#')) throw faults['throttled'] as Error;
    return put(input);
  };
  expect(await world.status(world.self(completed({ status: 'invalid' })))).toBe(503);
});

test('settings and secrets are read once for many deliveries, and again when they have aged', async () => {
  const world = new World();
  const deliver = async (count: number) => {
    for (let index = 0; index < count; index++) await world.status(world.self(completed()));
    return [world.aws.count('GetParameter'), world.aws.count('GetSecretValue')];
  };
  expect(await deliver(20)).toEqual([1, 3]);
  world.time += 60_000;
  expect(await deliver(20)).toEqual([2, 3]);
  world.time += 240_000;
  expect(await deliver(20)).toEqual([3, 6]);
});

test('an expired secret is not used while the store is down', async () => {
  const world = new World();
  expect(await world.status(world.self(completed()))).toBe(200);
  world.time += 300_000;
  world.aws.failing.set('GetSecretValue', faults['denied']!);
  expect(await world.status(world.self(completed(), { secret: secretOf('self') }))).toBe(503);
});
