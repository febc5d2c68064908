import { countSetAside } from '../../../lambda/sweeper/quarantine';
import { faults } from '../support/fake-aws';
import { World, completed } from '../support/world';

const day = 86_400_000;
let world: World;
beforeEach(() => {
  world = new World();
});

const run = () => countSetAside({
  dynamodb: world.aws.client, table: 'inbox', bindings: ['self', 'uae'], environment: 'staging', now: () => world.time, write: line => world.lines.push(line),
});
const counted = async (): Promise<object> => {
  world.lines.length = 0;
  await run();
  return Object.fromEntries(world.lines.map(line => JSON.parse(line) as Record<string, unknown>).map(line => [line['Binding'], line['Quarantined']]));
};
const setAside = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index++) await world.deliver(world.self(`{"unreadable": ${index}`, { id: `msg_${index}` }));
};

test('nothing set aside is counted as nothing, so that a gap means that nobody counted', async () => {
  expect(await counted()).toEqual({ self: 0, uae: 0 });
});

test('what is set aside is counted by binding, over all pages and reasons, and events are not', async () => {
  await setAside(5);
  await world.deliver(world.self(completed()));
  await world.deliver(world.self(completed({ status: 'invalid' }), { id: 'msg_conflict' }));
  expect(await counted()).toEqual({ self: 6, uae: 0 });
  expect(JSON.parse(world.lines[0]!)).toMatchObject({ conflict: 1, late: 0, unreadable: 5, contradiction: 0 });
});

test.each(['replayedAt', 'erasedAt'])('what has its %s waits for nobody', async mark => {
  await setAside(3);
  world.aws.table.quarantined()[1]![mark] = { S: '2026-04-01T10:00:00.000Z' };
  expect(await counted()).toEqual({ self: 2, uae: 0 });
});

test('what has expired is not counted, whether or not it has been deleted', async () => {
  await setAside(2);
  world.time += 31 * day;
  expect(await counted()).toEqual({ self: 0, uae: 0 });
});

test('a table that cannot be read fails the run, so that it alarms', async () => {
  world.aws.failing.set('Query', faults['denied']!);
  await expect(run()).rejects.toThrow();
});

test('nothing of what is set aside is in the log', async () => {
  await world.deliver(world.self('{"CANARY-PERSON": 1'));
  await counted();
  expect(world.lines.join('')).not.toMatch(/CANARY|msg_/);
});
