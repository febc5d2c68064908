import { configuration, World } from './support/world';
import { quietAfter } from '../../../lib/promotion/configuration/retire';

const day = 86_400_000;
let world: World;
let old: string;

beforeEach(async () => {
  world = await World.start();
  world.begin();
  await world.promote('staging', 'pre-production');
  old = world.entries('pre-production')[0]!.id as string;
  world.change(configuration({ ruleSet: { minimumAge: 21, excludedCountries: ['IRN', 'PRK'], ofac: true } }));
  await world.promote('staging', 'pre-production');
});

afterEach(() => world.close());

const statusOf = async (id: string) => (await world.onDashboard('pre-production')).find(flow => flow.id === id)?.status;

test('a session of Self lives a day and its event is retried for 27.6 hours', () => {
  expect(quietAfter('self')).toBe(4);
});

test('a replaced flow is archived first, and taken out when its last events have come', async () => {
  expect(await world.retire('pre-production', old)).toBe('archived');
  expect(await statusOf(old)).toBe('archived');
  expect(world.entries('pre-production')[1]).toMatchObject({ id: old, replaced: { archivedOn: '2026-11-20' } });
  await expect(world.retire('pre-production', old)).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('its last events can come until 2026-11-24') });
  world.time += 4 * day;
  expect(await world.retire('pre-production', old)).toBe('removed');
  expect(world.entries('pre-production').map(({ id }) => id)).not.toContain(old);
});

test('it can go at once where somebody says so', async () => {
  await world.retire('pre-production', old);
  expect(await world.retire('pre-production', old, { now: true })).toBe('removed');
});

test('a flow in use is refused', async () => {
  const inUse = world.entries('pre-production')[0]!.id as string;
  await expect(world.retire('pre-production', inUse)).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('is in use') });
  expect(await statusOf(inUse)).toBe('published');
});

test.each([['pre-production', 'nobody'], ['nowhere', 'x'], ['production', 'x']])('in %s the flow %s is unusable input', async (environment, flow) => {
  await expect(world.retire(environment, flow)).rejects.toMatchObject({ exitCode: 3 });
});

test('a person says that it is archived where programs cannot', async () => {
  const dashboards = () => Promise.resolve(undefined);
  await expect(world.retire('pre-production', old, { dashboards })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('--archived') });
  expect(await world.retire('pre-production', old, { dashboards, archived: true })).toBe('archived');
});

test('stopped at every call, the same command ends as it would have', async () => {
  for (let call = 1; call <= 6; call++) {
    for (const when of ['before', 'after'] as const) {
      const kept = world.flows;
      world.calls = 0;
      world.crash = { call, when };
      await world.retire('pre-production', old).catch(() => undefined);
      world.crash = undefined;
      if (world.entries('pre-production')[1]?.replaced?.archivedOn === undefined) await world.retire('pre-production', old);
      expect(await statusOf(old)).toBe('archived');
      expect(world.entries('pre-production')[1]?.replaced?.archivedOn).toBe('2026-11-20');
      expect(world.leftOvers).toEqual([]);
      world.write(kept);
    }
  }
});

test('what one flow had replaced points to the next when that one goes', async () => {
  world.change(configuration({ ruleSet: { minimumAge: 25, excludedCountries: ['IRN', 'PRK'], ofac: true } }));
  await world.promote('staging', 'pre-production');
  const [newest, second, first] = [0, 2, 1].map(index => world.entries('pre-production')[index]!);
  expect(first?.id).toBe(old);
  await world.retire('pre-production', second!.id as string);
  await world.retire('pre-production', second!.id as string, { now: true });
  expect(world.entries('pre-production').find(({ id }) => id === old)?.replaced?.by).toBe(newest!.id);
});
