// a provider whose dashboard is for people: the steps are printed, and the id that somebody brings back is looked at.
import { configuration, World } from './support/world';

const id = '3f0c8f5e-1a51-4d2f-9d70-0d3c2b1a9f10';
const nobody = () => Promise.resolve(undefined);

let world: World;

beforeEach(async () => {
  world = await World.start();
  world.begin();
});

afterEach(() => world.close());

const promote = (options: Parameters<World['promote']>[2] = {}) => world.promote('staging', 'pre-production', { dashboards: nobody, ...options });

test('the steps name what to set, where, and end with the id', async () => {
  await promote({ ask: () => Promise.resolve(` ${id}\n`) });
  expect(world.said.slice(0, -1)).toEqual([
    '\'onboarding\' of \'self\' has to be made on the provider\'s dashboard for \'pre-production\':',
    '  1. sign in to https://dashboard.self-pre-production.example.net, organization org-self-pre-production, environment test',
    '  2. open Products → Pre KYC',
    '  3. New config',
    '  4. set Configuration name: onboarding',
    '  5. set Minimum age: 18',
    '  6. set Excluded countries: IRN, PRK',
    '  7. set OFAC check: on',
    '  8. documents: passport — the dashboard keeps no list of documents for a flow: have the provider confirm that only these are accepted',
    '  9. set Security level: Hi-security',
    '  10. set Additional data: nationality',
    '  11. leave every other rule off, and compare with what the dashboard shows',
    '  12. Publish',
    '  13. copy the flowId on the product\'s tab of that environment',
  ]);
  expect(world.entries('pre-production')).toEqual([expect.objectContaining({ id, promoted: expect.objectContaining({ from: 'staging' }) })]);
});

test('the flow before is archived first where the product has room for one, and that day is kept', async () => {
  await promote({ ids: { onboarding: id } });
  world.change(configuration({ ruleSet: { minimumAge: 21, excludedCountries: ['IRN', 'PRK'], ofac: true } }));
  world.said.length = 0;
  await promote({ ask: () => Promise.resolve('11111111-2222-4333-8444-555555555555') });
  expect(world.said.join('\n')).toContain(`Archive: the flow ${id}, because a product keeps one active flow`);
  expect(world.entries('pre-production')[1]?.replaced).toEqual({ by: '11111111-2222-4333-8444-555555555555', archivedOn: '2026-11-20' });
});

test('where nobody can be asked the id is missing evidence, and the next run takes it', async () => {
  const text = world.text;
  await expect(promote()).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('--id \'onboarding=<id>\'') });
  expect(world.text).toBe(text);
  await promote({ ids: { onboarding: id } });
  expect((await promote()).promoted).toEqual([]);
});

test.each<[string, string, RegExp]>([
  ['nothing', '  ', /no id was given/],
  ['no UUID', 'flow-1', /is no flow id of Self, which is a UUID/],
  ['a key', `sk_live_${'c0a1'.repeat(8)}`, /is no flow id/],
  ['two ids', `${id} ${id}`, /is no flow id/],
])('%s as the id is refused and not quoted', async (_, given, says) => {
  const text = world.text;
  const run = promote({ ids: { onboarding: given } });
  await expect(run).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(says) });
  await expect(run).rejects.not.toMatchObject({ message: expect.stringContaining('c0a1') });
  expect(world.text).toBe(text);
});

test.each(['staging', 'pre-production', 'production'])('an id of %s is refused with its owner, however it is spelt', async owner => {
  world.write({ ...world.flows, [owner]: { self: [{ id, configuration: configuration({ name: owner === 'staging' ? 'onboarding' : 'other' }) }] } });
  await expect(promote({ ids: { onboarding: id.toUpperCase() } })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining(`is in use in '${owner}' ('self')`) });
});

test('an id of a name that is no own one is not taken from the prototype', async () => {
  const odd = configuration({ name: 'toString' });
  world.write({ ...world.flows, staging: { self: [{ id: world.flow('staging', odd), configuration: odd }] } });
  await expect(promote()).rejects.toMatchObject({ exitCode: 2 });
});
