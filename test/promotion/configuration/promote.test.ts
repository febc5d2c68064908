import { writeFileSync } from 'node:fs';
import { configuration, World } from './support/world';

const higher = configuration({ ruleSet: { minimumAge: 21, excludedCountries: ['IRN', 'PRK'], ofac: true } });

let world: World;

beforeEach(async () => { world = await World.start(); });

afterEach(() => world.close());

test('a flow is created and published in the target, and takes the placeholder\'s place in the file', async () => {
  const source = world.begin();
  const before = world.flows;
  expect((await world.promote('staging', 'pre-production')).promoted).toEqual(['self \'onboarding\'']);
  const [made, ...more] = world.entries('pre-production');
  expect(more).toEqual([]);
  expect(made).toEqual({
    id: expect.any(String),
    configuration: configuration(),
    promoted: { from: 'staging', flow: source, configuration: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), version: expect.any(String) },
  });
  expect(await world.onDashboard('pre-production')).toEqual([expect.objectContaining({ id: made!.id, status: 'published', environment: 'test' })]);
  expect({ ...world.flows, 'pre-production': before['pre-production'] }).toEqual(before);
  expect(world.leftOvers).toEqual([]);
});

test('a flow goes on from pre-production to production, where it is a live one', async () => {
  world.begin();
  await world.promote('staging', 'pre-production');
  await world.promote('pre-production', 'production');
  const [made] = world.entries('production');
  expect(made?.promoted).toMatchObject({ from: 'pre-production', flow: world.entries('pre-production')[0]!.id });
  expect(await world.onDashboard('production')).toEqual([expect.objectContaining({ id: made!.id, status: 'published', environment: 'live' })]);
});

test('run twice it changes nothing', async () => {
  world.begin();
  await world.promote('staging', 'pre-production');
  const [text, flows] = [world.text, await world.onDashboard('pre-production')];
  expect((await world.promote('staging', 'pre-production')).promoted).toEqual([]);
  expect(world.text).toBe(text);
  expect(await world.onDashboard('pre-production')).toEqual(flows);
});

test('the other environments keep their text, letter for letter', async () => {
  world.begin();
  const staging = '{ "self":[ {"id" : "flow-of-staging",\n"configuration":' + JSON.stringify(configuration()) + '}] }';
  const pending = '{ "self": [{ "id": { "pending": "later" } }] }';
  writeFileSync(world.flowsPath, `{ "staging":${staging},   "pre-production": ${pending},\n\n"production":${pending}}`);
  await world.promote('staging', 'pre-production', { dashboards: name => (name === 'staging' ? Promise.resolve(undefined) : world.dashboards(name)) });
  expect(world.text).toContain(`"staging": ${staging},`);
  expect(world.text).toContain(`"production": ${pending}`);
  expect(world.text).not.toContain(`"pre-production": ${pending}`);
});

test('the flow before stays allowed, marked as replaced by the new one', async () => {
  world.begin();
  await world.promote('staging', 'pre-production');
  const old = world.entries('pre-production')[0]!.id;
  world.change(higher);
  await world.promote('staging', 'pre-production');
  const [made, replaced] = world.entries('pre-production');
  expect(made?.configuration?.ruleSet['minimumAge']).toBe(21);
  expect(replaced).toMatchObject({ id: old, replaced: { by: made!.id } });
  // nobody is kept from beginning a session before the backend has the new id.
  expect((await world.onDashboard('pre-production')).map(({ status }) => status)).toEqual(['published', 'published']);
});

test('a return to an earlier configuration is another flow', async () => {
  world.begin();
  await world.promote('staging', 'pre-production');
  world.change(higher);
  await world.promote('staging', 'pre-production');
  world.change(configuration());
  await world.promote('staging', 'pre-production', { accept: world.plan('staging', 'pre-production').digest });
  expect(new Set(world.entries('pre-production').map(({ id }) => id)).size).toBe(3);
  expect(world.entries('pre-production').filter(({ replaced }) => !replaced)).toEqual([expect.objectContaining({ configuration: configuration() })]);
});

test('a dashboard that knows no keys is given no second flow by a second run', async () => {
  world.begin();
  const real = await world.dashboards('pre-production');
  let ended = true;
  const forgetful = Object.assign(Object.create(real) as typeof real, {
    create: async (environment: string, config: Parameters<typeof real.create>[1]) => {
      const flow = await real.create(environment, config, Math.random().toString());
      if (ended) throw new Error('ended after the creation');
      return flow;
    },
  });
  const run = () => world.promote('staging', 'pre-production', { dashboards: name => (name === 'staging' ? world.dashboards(name) : Promise.resolve(forgetful)) });
  await expect(run()).rejects.toThrow('ended after the creation');
  ended = false;
  await run();
  expect(await world.onDashboard('pre-production')).toHaveLength(1);
});

const over = async (world: World): Promise<void> => {
  world.begin();
  await world.promote('staging', 'pre-production');
  await (await world.dashboards('staging')).archive(world.entries('staging')[0]!.id as string);
  world.change(higher);
};

describe('stopped at every call of the dashboard and of the file system', () => {
  test.each<[string, boolean, (world: World) => void | Promise<void>, readonly string[]]>([
    ['a first promotion', false, w => { w.begin(); }, ['published']],
    ['a promotion over another flow', false, over, ['published', 'published']],
    ['a promotion where there is room for one flow', true, over, ['archived', 'published']],
  ])('%s converges, with no flow too many', async (_, oneFlowPerProduct, prepare, statuses) => {
    const run = (world: World) => world.promote('staging', 'pre-production', { archiveFirst: true });
    const prepared = async () => {
      const made = await World.start({ oneFlowPerProduct });
      await prepare(made);
      made.calls = 0;
      return made;
    };
    const whole = await prepared();
    await run(whole);
    const { calls } = whole;
    await whole.close();
    expect(calls).toBeGreaterThan(6);
    for (let call = 1; call <= calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const stopped = await prepared();
        const text = stopped.text;
        stopped.crash = { call, when };
        await expect(run(stopped)).rejects.toThrow();
        // the file is the old one or the new one, whole: it names a flow only once that is published.
        const there = new Map((await stopped.onDashboard('pre-production')).map(({ id, status }) => [id, status]));
        if (stopped.text !== text) expect(there.get(stopped.entries('pre-production')[0]!.id as string)).toBe('published');
        stopped.crash = undefined;
        await run(stopped);
        const flows = await stopped.onDashboard('pre-production');
        expect(flows.map(({ status }) => status).sort()).toEqual(statuses);
        expect(stopped.entries('pre-production').map(({ id }) => id).sort()).toEqual(flows.map(({ id }) => id).sort());
        expect(stopped.entries('pre-production')[1]?.replaced?.archivedOn).toBe(oneFlowPerProduct ? '2026-11-20' : undefined);
        expect(stopped.leftOvers).toEqual([]);
        expect((await run(stopped)).promoted).toEqual([]);
        await stopped.close();
      }
    }
  }, 120_000);
});
