import * as fc from 'fast-check';
import { sendInOrder } from '../../../lambda/dispatcher/in-order';
import { faults } from '../support/fake-aws';
import { OutboxWorld } from '../support/outbox-world';
import { createDispatcher } from '../../../lambda/dispatcher/handler';
import { entry, press } from '../support/world';

test('whatever fails, nothing of a group is sent after one of its group that was not', async () => {
  const cases = fc.array(fc.record({ group: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() }), { maxLength: 30 });
  await fc.assert(fc.asyncProperty(cases, fc.integer({ min: 1, max: 5 }), async (all, largest) => {
    const things = all.map((thing, index) => ({ ...thing, index }));
    const sent: number[] = [];
    const held = await sendInOrder(things, largest, batch => {
      expect(batch.length).toBeLessThanOrEqual(largest);
      expect(new Set(batch.map(({ group }) => group)).size).toBe(batch.length);
      sent.push(...batch.filter(({ fails }) => !fails).map(({ index }) => index));
      return Promise.resolve(batch.map(({ fails }) => !fails));
    });
    for (const group of ['a', 'b', 'c']) {
      const own = things.filter(thing => thing.group === group);
      const before = own.slice(0, own.findIndex(({ fails }) => fails) < 0 ? undefined : own.findIndex(({ fails }) => fails));
      expect(sent.filter(index => things[index]!.group === group)).toEqual(before.map(({ index }) => index));
      const after = own.slice(before.length + 1).map(({ index }) => index);
      expect(held.filter(thing => thing.group === group).map(({ index }) => index).sort((x, y) => x - y)).toEqual(after);
    }
  }));
});

test('an event waits for the one before it of its verification, and the stream brings both again in order', async () => {
  const world = new OutboxWorld();
  const dispatch = createDispatcher(world.context);
  await world.deliver(world.uae(press([entry('evt-1', 1), entry('evt-2', 1), entry('evt-3', 2)])));
  world.aws.refuses = ({ event }) => event === 'evt-1';
  const failures = async () => (await dispatch({ Records: world.records() })).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  expect(await failures()).toEqual(['100', '101']);
  expect(world.aws.sent.map(({ detail }) => detail['event'])).toEqual(['evt-3']);
  world.aws.refuses = () => false;
  world.aws.failing.set('UpdateItem', faults['throttled']!);
  expect(await failures()).toEqual(['100', '101']);
  world.aws.failing.clear();
  expect(await failures()).toEqual([]);
  expect(world.aws.sent.map(({ detail }) => detail['event'])).toEqual(['evt-3', 'evt-1', 'evt-1', 'evt-2']);
});
