import { mostAttempts, pauseAfter, sweep } from '../../../lambda/sweeper/sweep';
import { faults } from '../support/fake-aws';
import { OutboxWorld } from '../support/outbox-world';

const minute = 60_000;
let world: OutboxWorld;
beforeEach(() => {
  world = new OutboxWorld();
});
const run = (timeLeft = () => 50_000) => sweep(world.context(), timeLeft);

test('an empty inbox leaves nothing to do, and says so: silence would mean that nobody swept', async () => {
  await run();
  expect(world.lines.map(line => (JSON.parse(line) as { Binding?: string }).Binding)).toEqual([undefined]);
  expect(world.metric('OldestUndispatched')).toEqual([0]);
});

test('leaves to the stream what is younger than a minute', async () => {
  await world.fill(1);
  world.time += minute;
  await run();
  expect(world.aws.sent).toEqual([]);
  world.time += 1;
  await run();
  expect(world.aws.sent).toHaveLength(1);
  // nothing at first, then of the binding and of all.
  expect(world.metric('OldestUndispatched')).toEqual([0, 60, 60]);
  expect(world.undispatched()).toEqual([]);
});

test('goes through every page, and stops in time', async () => {
  await world.fill(250);
  world.time += 2 * minute;
  await run(() => 5_000);
  expect(world.aws.sent).toHaveLength(100);
  await run();
  expect(world.aws.sent).toHaveLength(250);
});

test('waits longer after each failure and gives up after the last, keeping the item', async () => {
  await world.fill(2);
  world.aws.refuses = ({ verification }) => verification === 'self#ver_0';
  const started = world.time;
  let sweeps = 0;
  while (world.undispatched().length > 0 && sweeps++ < 5_000) {
    world.time += minute;
    await run();
  }
  const [dead, sent] = world.aws.table.all();
  expect(sent).toHaveProperty('dispatchedAt');
  expect(dead).toHaveProperty('deadLetterAt');
  expect(dead).toHaveProperty('body');
  expect(world.metric('DispatchFailed').reduce((sum, value) => sum + value)).toBe(mostAttempts);
  expect(world.metric('DeadLetter')).toEqual([1]);
  expect((world.time - started) / 3_600_000).toBeGreaterThan(24);
  expect(world.lines.join('')).not.toContain('CANARY');
});

test('gives up at once an item that nothing can be made of', async () => {
  await world.fill(1);
  delete world.aws.table.all()[0]!['type'];
  world.time += 2 * minute;
  await run();
  expect(world.metric('DeadLetter')).toEqual([1]);
  expect(world.undispatched()).toEqual([]);
});

test.each(['GetItem', 'UpdateItem', 'PutEvents'])('survives %s being down and sends everything afterwards', async call => {
  await world.fill(3);
  world.time += 2 * minute;
  world.aws.failing.set(call, faults['throttled']!);
  await run();
  expect(world.undispatched()).toHaveLength(3);
  world.aws.failing.clear();
  world.time += 3 * minute;
  await run();
  expect(world.undispatched()).toEqual([]);
});

test('an index that cannot be read fails the run, so that it alarms', async () => {
  world.aws.failing.set('Query', faults['denied']!);
  await expect(run()).rejects.toThrow();
});

test('pauses from one minute to two hours', () => {
  expect([0, 1, 6, 7, 30].map(attempts => pauseAfter(attempts) / minute)).toEqual([1, 2, 64, 120, 120]);
});
