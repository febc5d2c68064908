// what a promotion refuses: nothing is changed then, neither at the provider nor in the file.
import { writeFileSync } from 'node:fs';
import { configuration, fleet, World } from './support/world';
import type { FlowsConfig } from '../../../lib/environment';

let world: World;

beforeEach(async () => { world = await World.start(); });

afterEach(() => world.close());

const untouched = async (run: Promise<unknown>, exitCode: number, says: RegExp, target = 'pre-production') => {
  const [text, flows] = [world.text, await world.onDashboard(target)];
  await expect(run).rejects.toMatchObject({ exitCode, message: expect.stringMatching(says) });
  expect(world.text).toBe(text);
  expect(await world.onDashboard(target)).toEqual(flows);
  expect(world.leftOvers).toEqual([]);
};

describe('the way', () => {
  test.each<[string, string, RegExp]>([
    ['staging', 'production', /'production' is promoted from 'pre-production', not from 'staging'/],
    ['production', 'pre-production', /'pre-production' is promoted from 'staging'/],
    ['pre-production', 'staging', /'staging' has no promotion source/],
    ['staging', 'staging', /'staging' has no promotion source/],
  ])('from %s to %s is not the configured one', async (from, to, says) => {
    world.begin();
    await untouched(world.promote(from, to), 1, says, to);
  });

  test('to an environment that does not exist is unusable', async () => {
    world.begin();
    await untouched(world.promote('staging', 'nowhere'), 3, /there is no environment 'nowhere'/);
  });

  test('by a binding that does not exist is unusable', async () => {
    world.begin();
    await untouched(world.promote('staging', 'pre-production', { binding: 'nobody' }), 3, /has no binding 'nobody'/);
  });

  test('to a binding of another provider is refused', async () => {
    world.begin();
    const environments = fleet.environments.map(environment => (environment.name !== 'pre-production' ? environment
      : { ...environment, providers: { self: { ...environment.providers['self']!, provider: 'standard-webhooks' as const } } }));
    const configured = { fleet: { ...fleet, environments }, flowsPath: world.flowsPath };
    await untouched(world.promote('staging', 'pre-production', { configured }), 1, /has the provider standard-webhooks behind 'self', which is self in 'staging'/);
  });
});

describe('the source', () => {
  test('as a draft', async () => {
    world.begin();
    const id = world.flow('staging', configuration(), { draft: true });
    world.write({ ...world.flows, staging: { self: [{ id, configuration: configuration() }] } });
    await untouched(world.promote('staging', 'pre-production'), 1, /is a draft; only what is published/);
  });

  test('as an archived flow', async () => {
    const id = world.begin();
    await (await world.dashboards('staging')).archive(id);
    await untouched(world.promote('staging', 'pre-production'), 1, /is archived; only what is published/);
  });

  test('with another configuration than the reviewed one', async () => {
    const id = world.begin();
    world.write({ ...world.flows, staging: { self: [{ id, configuration: configuration({ documents: ['passport', 'id_card'] }) }] } });
    await untouched(world.promote('staging', 'pre-production'), 1, /is not what bin\/flows.json says \(documents\)/);
  });

  test('under another name than the reviewed one', async () => {
    const id = world.begin();
    world.write({ ...world.flows, staging: { self: [{ id, configuration: configuration({ name: 'other' }) }] } });
    await untouched(world.promote('staging', 'pre-production'), 1, /is not what bin\/flows.json says \(name\)/);
  });

  test('with an id that its dashboard does not have', async () => {
    world.begin();
    world.write({ ...world.flows, staging: { self: [{ id: '00000000-0000-4000-8000-000000000000', configuration: configuration() }] } });
    await untouched(world.promote('staging', 'pre-production'), 1, /which its dashboard does not have/);
  });

  test('as a live flow in a test environment', async () => {
    world.begin();
    const { name, product, ruleSet, documents, settings } = configuration();
    const { id } = world.organization('staging').createFlow({ environment: 'live', name, product, configuration: { ruleSet, documents, settings } });
    world.write({ ...world.flows, staging: { self: [{ id, configuration: configuration() }] } });
    await untouched(world.promote('staging', 'pre-production'), 1, /belongs to the provider's environment 'live', but 'staging' stands on 'test'/);
  });

  test('without an id yet is undecided', async () => {
    world.begin();
    world.write({ ...world.flows, staging: { self: [{ id: { pending: 'the dashboard' } }] } });
    await untouched(world.promote('staging', 'pre-production'), 2, /whose id is pending \(the dashboard\)/);
  });

  test('without a reviewed configuration is undecided, and is shown what to write down', async () => {
    const id = world.begin();
    world.write({ ...world.flows, staging: { self: [{ id }] } });
    await untouched(world.promote('staging', 'pre-production'), 2, /nobody has reviewed it; write it into bin\/flows.json: \{.*"minimumAge":18/);
  });
});

describe('the target', () => {
  test('with a test flow where a live one belongs', async () => {
    world.begin();
    await world.promote('staging', 'pre-production');
    const { name, product, ruleSet, documents, settings } = configuration();
    const { id } = world.organization('production').createFlow({ environment: 'test', name, product, configuration: { ruleSet, documents, settings } });
    world.write({ ...world.flows, production: { self: [{ id, configuration: configuration() }] } });
    await untouched(world.promote('pre-production', 'production'), 1, /belongs to the provider's environment 'test', but 'production' stands on 'live'/, 'production');
  });

  test('with a flow whose configuration nobody knows is undecided', async () => {
    world.begin();
    world.write({ ...world.flows, 'pre-production': { self: [{ id: '00000000-0000-4000-8000-000000000000' }] } });
    await untouched(world.promote('staging', 'pre-production', { dashboards: () => Promise.resolve(undefined) }), 2, /without its configuration/);
  });

  test('whose flow was archived by hand gets another one', async () => {
    world.begin();
    await world.promote('staging', 'pre-production');
    const old = world.entries('pre-production')[0]!.id as string;
    await (await world.dashboards('pre-production')).archive(old);
    await world.promote('staging', 'pre-production');
    expect(world.entries('pre-production')).toEqual([
      expect.objectContaining({ id: expect.not.stringContaining(old) }),
      expect.objectContaining({ id: old, replaced: { by: world.entries('pre-production')[0]!.id, archivedOn: '2026-11-20' } }),
    ]);
  });
});

describe('high risk', () => {
  beforeEach(async () => {
    world.begin();
    await world.promote('staging', 'pre-production');
    world.change(configuration({ ruleSet: { minimumAge: 16, excludedCountries: ['IRN', 'PRK'], ofac: false } }));
  });

  test('needs the consent to this very plan', async () => {
    const { digest } = world.plan('staging', 'pre-production');
    await untouched(world.promote('staging', 'pre-production'), 1, new RegExp(`2 differences are of high risk; if that is meant, repeat with --accept ${digest}`));
    await world.promote('staging', 'pre-production', { accept: digest });
    expect(world.entries('pre-production')[0]?.configuration?.ruleSet['ofac']).toBe(false);
  });

  test('is refused with the consent to another plan', async () => {
    const { digest } = world.plan('staging', 'pre-production');
    world.change(configuration({ ruleSet: { minimumAge: 12, excludedCountries: ['IRN', 'PRK'], ofac: false } }));
    await untouched(world.promote('staging', 'pre-production', { accept: digest }), 1, /something changed since; review it again/);
  });
});

test('a file that changes while the flow is made is left as the other one wrote it', async () => {
  world.begin();
  const other: FlowsConfig = { ...world.flows, production: { self: [{ id: { pending: 'somewhere else' } }] } };
  await expect(world.promote('staging', 'pre-production', { say: () => world.write(other) }))
    .rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('was changed meanwhile') });
  expect(world.flows).toEqual(other);
  await world.promote('staging', 'pre-production');
  expect(await world.onDashboard('pre-production')).toHaveLength(1);
});

test.each<[string, unknown]>([
  ['a flow of the source', undefined],
  ['an environment of another class', { environment: 'live' }],
  ['another configuration', { configuration: { ruleSet: {}, documents: [], settings: {} } }],
])('a dashboard that answers with %s is not believed', async (_, change) => {
  const source = world.begin();
  const [text, real] = [world.text, await world.dashboards('pre-production')];
  const lying = Object.assign(Object.create(real) as typeof real, {
    create: async (...asked: Parameters<typeof real.create>) => {
      const flow = await real.create(...asked);
      if (change === undefined) return { ...flow, id: source };
      return { ...flow, ...change as object, ...'configuration' in (change as object) && { configuration: configuration({ ruleSet: {} }) } };
    },
    list: () => Promise.resolve([]),
  });
  await expect(world.promote('staging', 'pre-production', { dashboards: name => (name === 'staging' ? world.dashboards(name) : Promise.resolve(lying)) }))
    .rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('nothing was written') });
  expect(world.text).toBe(text);
});

describe('a product that keeps one active flow', () => {
  let narrow: World;
  beforeEach(async () => {
    narrow = await World.start({ oneFlowPerProduct: true });
    narrow.begin();
    await narrow.promote('staging', 'pre-production');
    await (await narrow.dashboards('staging')).archive(narrow.entries('staging')[0]!.id as string);
    narrow.change(configuration({ ruleSet: { minimumAge: 21, excludedCountries: ['IRN', 'PRK'], ofac: true } }));
  });
  afterEach(() => narrow.close());

  test('keeps it until somebody says that it may go', async () => {
    const text = narrow.text;
    await expect(narrow.promote('staging', 'pre-production')).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('--archive-first') });
    expect(narrow.text).toBe(text);
    expect((await narrow.onDashboard('pre-production')).map(({ status }) => status).sort()).toEqual(['draft', 'published']);
    await narrow.promote('staging', 'pre-production', { archiveFirst: true });
    expect((await narrow.onDashboard('pre-production')).map(({ status }) => status).sort()).toEqual(['archived', 'published']);
    expect(narrow.entries('pre-production')[1]?.replaced).toEqual({ by: narrow.entries('pre-production')[0]!.id, archivedOn: '2026-11-20' });
  });

  test('is never emptied of a flow that nobody asked to replace', async () => {
    const { id } = narrow.organization('pre-production').createFlow({ environment: 'test', name: 'by hand', product: 'pre_kyc', configuration: { ruleSet: {}, documents: [], settings: {} } }, { draft: true });
    const dashboard = await narrow.dashboards('pre-production');
    await dashboard.archive(narrow.entries('pre-production')[0]!.id as string);
    await dashboard.publish(id);
    await expect(narrow.promote('staging', 'pre-production', { archiveFirst: true })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining(`${id} is not the one`) });
    expect((await narrow.onDashboard('pre-production')).find(flow => flow.id === id)?.status).toBe('published');
  });
});

test('a file that cannot be replaced leaves the old one, and the next run needs no second flow', async () => {
  world.begin();
  const text = world.text;
  await expect(world.promote('staging', 'pre-production', {
    files: { read: () => text, write: (path, draft) => writeFileSync(path, draft), rename: () => { throw Object.assign(new Error('write'), { code: 'ENOSPC' }); }, remove: () => undefined },
  })).rejects.toThrow(/cannot be written: the disk is full \(ENOSPC\)/);
  expect(world.text).toBe(text);
  await world.promote('staging', 'pre-production');
  expect(await world.onDashboard('pre-production')).toHaveLength(1);
  expect(world.leftOvers).toEqual([]);
});
