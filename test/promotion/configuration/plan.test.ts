import fc from 'fast-check';
import { configuration, fleet } from './support/world';
import { currentFlows, isPending, type FlowEntry, type FlowsConfig } from '../../../lib/environment';
import { changes, exitCodeOf, planJson, planPromotion, planText } from '../../../lib/promotion/configuration';
import { withPromoted } from '../../../lib/promotion/configuration/entries';

const names = ['onboarding', 'age check', 'renewal'] as const;

const flowArbitrary = (environment: string): fc.Arbitrary<FlowEntry[]> => fc.uniqueArray(fc.record({
  name: fc.constantFrom(...names),
  minimumAge: fc.integer({ min: 0, max: 30 }),
  ofac: fc.boolean(),
}), { minLength: 1, maxLength: 3, selector: ({ name }) => name }).map(flows => flows.map(({ name, minimumAge, ofac }, index) => (
  { id: `${environment}-${index}`, configuration: configuration({ name, ruleSet: { minimumAge, ofac } }) })));

const flowsArbitrary: fc.Arbitrary<FlowsConfig> = fc.tuple(flowArbitrary('staging'), flowArbitrary('pre-production'))
  .map(([there, here]) => ({ 'staging': { self: there }, 'pre-production': { self: here }, 'production': { self: [{ id: { pending: 'later' } }] } }));

const route = { fleet, from: 'staging', to: 'pre-production' };

test('an environment differs from itself in nothing', () => {
  fc.assert(fc.property(flowsArbitrary, flows => {
    for (const name of ['staging', 'pre-production']) {
      const plan = planPromotion({ fleet, flows, from: name, to: name });
      expect(changes(plan)).toEqual([]);
      expect(exitCodeOf(plan)).toBe(0);
    }
  }));
});

test('once every step is done nothing is left to do, and every earlier id is still listed', () => {
  fc.assert(fc.property(flowsArbitrary, flows => {
    const plan = planPromotion({ ...route, flows });
    const source = flows['staging']!['self']!.map(({ configuration: config }) => config!.name);
    const after = changes(plan).reduce<FlowEntry[]>((entries, step, index) =>
      withPromoted(entries, step, 'staging', { id: `new-${index}` }, source), [...flows['pre-production']!['self']!]);
    const next = planPromotion({ ...route, flows: { ...flows, 'pre-production': { self: after } } });
    expect(changes(next)).toEqual([]);
    expect(exitCodeOf(next)).toBe(0);
    const ids = after.map(({ id }) => id);
    for (const { id } of flows['pre-production']!['self']!) expect(ids).toContain(id);
    expect(new Set(ids).size).toBe(ids.length);
    const current = currentFlows(after).map(({ configuration: config }) => config!.name);
    expect(new Set(current).size).toBe(current.length);
  }), { numRuns: 300 });
});

test('equal input gives an equal plan, and another flow another digest', () => {
  fc.assert(fc.property(flowsArbitrary, flows => {
    expect(planPromotion({ ...route, flows: structuredClone(flows) })).toEqual(planPromotion({ ...route, flows }));
  }));
  const flowsWith = (minimumAge: number): FlowsConfig => ({
    'staging': { self: [{ id: 'a', configuration: configuration({ ruleSet: { minimumAge } }) }] },
    'pre-production': { self: [{ id: 'b', configuration: configuration() }] },
  });
  expect(planPromotion({ ...route, flows: flowsWith(16) }).digest).not.toBe(planPromotion({ ...route, flows: flowsWith(17) }).digest);
});

test('placeholders go once every flow of the source has its counterpart, and not before', () => {
  const flows: FlowsConfig = {
    'staging': { self: [{ id: 'a', configuration: configuration() }, { id: 'b', configuration: configuration({ name: 'age check' }) }] },
    'pre-production': { self: [{ id: { pending: 'the dashboard' } }] },
  };
  const [first, second] = changes(planPromotion({ ...route, flows }));
  const half = withPromoted(flows['pre-production']!['self']!, first!, 'staging', { id: 'c' }, ['onboarding', 'age check']);
  expect(half.filter(({ id }) => isPending(id))).toHaveLength(1);
  expect(withPromoted(half, second!, 'staging', { id: 'd' }, ['onboarding', 'age check']).map(({ id }) => id)).toEqual(['c', 'd']);
});

test('a flow of the target alone is told of and left', () => {
  const flows: FlowsConfig = {
    'staging': { self: [{ id: 'a', configuration: configuration() }] },
    'pre-production': { self: [{ id: 'b', configuration: configuration() }, { id: 'c', configuration: configuration({ name: 'age check' }) }] },
  };
  const plan = planPromotion({ ...route, flows });
  expect(plan.notices).toEqual(['\'age check\' of \'self\' (c) is in \'pre-production\' only; the promotion leaves it as it is']);
  expect(exitCodeOf(plan)).toBe(0);
});

test('a replaced flow is compared with nothing', () => {
  const flows: FlowsConfig = {
    'staging': { self: [{ id: 'a', configuration: configuration() }, { id: 'old', configuration: configuration({ ruleSet: {} }), replaced: { by: 'a' } }] },
    'pre-production': { self: [{ id: 'b', configuration: configuration() }] },
  };
  expect(exitCodeOf(planPromotion({ ...route, flows }))).toBe(0);
});

test('any two environments can be compared, and the plan says where no promotion goes', () => {
  const flows: FlowsConfig = { staging: { self: [{ id: 'a', configuration: configuration() }] }, production: { self: [{ id: { pending: 'x' } }] } };
  const plan = planPromotion({ fleet, flows, from: 'staging', to: 'production' });
  expect(plan.notices).toEqual(['`promote` will refuse: \'production\' is promoted from \'pre-production\', not from \'staging\'; promote along promotedFrom']);
  expect(exitCodeOf(plan)).toBe(1);
});

test('what is not known is undecided, what is refused outweighs it', () => {
  const unknown: FlowsConfig = { 'staging': { self: [{ id: { pending: 'the dashboard' } }] }, 'pre-production': { self: [{ id: 'b' }] } };
  expect(exitCodeOf(planPromotion({ ...route, flows: unknown }))).toBe(2);
  const archived = { id: 'a', environment: 'test', status: 'archived' as const, configuration: configuration() };
  const flows: FlowsConfig = { ...unknown, staging: { self: [{ id: 'a', configuration: configuration() }] } };
  expect(exitCodeOf(planPromotion({ ...route, flows, live: { staging: { self: [archived] } } }))).toBe(1);
});

const changed: FlowsConfig = {
  'staging': { self: [{ id: 'a', configuration: configuration({ documents: ['passport', 'id_card'], ruleSet: { minimumAge: 21, excludedCountries: ['PRK'], ofac: true }, settings: { securityLevel: 'hi-security', theme: 'dark' } }) }] },
  'pre-production': { self: [{ id: 'b', configuration: configuration() }] },
};

test('a person reads the riskiest first', () => {
  const plan = planPromotion({ ...route, flows: changed });
  expect(planText(plan).split('\n').map(line => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
    'risk | flow | what | \'pre-production\' → \'staging\' | why',
    'high | self \'onboarding\' | documents | +"id_card" | more documents are accepted',
    'high | self \'onboarding\' | ruleSet.excludedCountries | -"IRN" | an excluded country is admitted',
    'medium | self \'onboarding\' | ruleSet.minimumAge | 18 → 21 | the minimum age is raised',
    'medium | self \'onboarding\' | settings.reveals | ["nationality"] → — | less personal data is disclosed',
    'low | self \'onboarding\' | settings.theme | — → "dark" | what people see, not what is decided',
    `1 of 1 flow would be promoted; plan ${plan.digest}`,
  ]);
});

test('a machine reads the same', () => {
  expect(JSON.parse(planJson(planPromotion({ ...route, flows: changed })))).toMatchObject({
    version: 1, from: 'staging', to: 'pre-production', steps: [{ name: 'onboarding', differences: [{ risk: 'high', path: 'documents', is: ['passport'], becomes: ['id_card', 'passport'] }, {}, {}, {}, {}] }],
  });
});

test('nothing that stands in a configuration drives the terminal', () => {
  const hostile = configuration({ settings: { theme: '\u001b[2J\u202eexe', x: '\u2028' } });
  const text = planText(planPromotion({ ...route, flows: { ...changed, staging: { self: [{ id: 'a', configuration: hostile }] } } }));

  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
});
