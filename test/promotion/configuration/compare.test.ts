import fc from 'fast-check';
import { configuration } from './support/world';
import type { FlowConfiguration, FlowSetting } from '../../../lib/environment';
import { flowConfigurationSchema } from '../../../lib/environment/flow-schema';
import { byRisk, compare } from '../../../lib/promotion/configuration/compare';
import { configurationDigest } from '../../../lib/promotion/configuration/digest';
import { risks } from '../../../lib/promotion/configuration/risk';

const rules = (ruleSet: FlowConfiguration['ruleSet']) => configuration({ ruleSet });
const settings = (values: FlowConfiguration['settings']) => configuration({ settings: values });
const documents = (...names: string[]) => configuration({ documents: names });

test.each<[string, FlowConfiguration, FlowConfiguration, string, RegExp]>([
  ['a lowered minimum age', rules({ minimumAge: 21 }), rules({ minimumAge: 18 }), 'high', /lowered/],
  ['a minimum age removed', rules({ minimumAge: 18 }), rules({}), 'high', /removed/],
  ['a raised minimum age', rules({ minimumAge: 18 }), rules({ minimumAge: 21 }), 'medium', /raised/],
  ['a minimum age introduced', rules({}), rules({ minimumAge: 18 }), 'medium', /introduced/],
  ['a sanctions check removed', rules({ ofac: true }), rules({ ofac: false }), 'high', /removed/],
  ['a sanctions check left out', rules({ ofac: true }), rules({}), 'high', /removed/],
  ['a sanctions check introduced', rules({}), rules({ ofac: true }), 'medium', /introduced/],
  ['a sanctions check off in so many words', rules({}), rules({ ofac: false }), 'low', /written differently/],
  ['an excluded country admitted', rules({ excludedCountries: ['IRN', 'PRK'] }), rules({ excludedCountries: ['IRN'] }), 'high', /admitted/],
  ['one country exchanged for another', rules({ excludedCountries: ['PRK'] }), rules({ excludedCountries: ['IRN'] }), 'high', /admitted/],
  ['every country admitted', rules({ excludedCountries: ['PRK'] }), rules({}), 'high', /admitted/],
  ['another country excluded', rules({ excludedCountries: ['PRK'] }), rules({ excludedCountries: ['IRN', 'PRK'] }), 'medium', /excluded/],
  ['a weaker security level', settings({ securityLevel: 'hi-security' }), settings({ securityLevel: 'standard' }), 'high', /weakened/],
  ['a stronger security level', settings({ securityLevel: 'standard' }), settings({ securityLevel: 'hi-security' }), 'medium', /raised/],
  ['a security level left out', settings({ securityLevel: 'hi-security' }), settings({}), 'high', /weakened/],
  ['a security level of no ladder', settings({ securityLevel: 'standard' }), settings({ securityLevel: 'ultra' }), 'high', /not comparable/],
  ['a security level that is no text', settings({ securityLevel: 'standard' }), settings({ securityLevel: 1 }), 'high', /not comparable/],
  ['a wider document list', documents('passport'), documents('passport', 'id_card'), 'high', /more documents/],
  ['every document', documents('passport'), documents(), 'high', /every document/],
  ['a narrower document list', documents('passport', 'id_card'), documents('passport'), 'medium', /fewer documents/],
  ['some documents instead of all', documents(), documents('passport'), 'medium', /fewer documents/],
  ['more personal data', settings({}), settings({ reveals: ['full name'] }), 'high', /disclosed/],
  ['less personal data', settings({ reveals: ['full name'] }), settings({}), 'medium', /less/],
  ['another product', configuration(), configuration({ product: 'age_verification' }), 'high', /another kind/],
  ['another icon', settings({ applicationIcon: 'old' }), settings({ applicationIcon: 'new' }), 'low', /what people see/],
  ['a setting that nobody knows', settings({}), settings({ leniency: 3 }), 'high', /no rule knows/],
  ['a rule that nobody knows', rules({ liveness: true }), rules({ liveness: false }), 'high', /no rule knows/],
  ['a setting with a name of every object', settings({}), settings({ toString: 'x' }), 'high', /no rule knows/],
  ['an age that is no number', rules({ minimumAge: 18 }), rules({ minimumAge: '18' }), 'high', /not comparable/],
])('%s', (_, target, source, risk, why) => {
  expect(compare(target, source)).toEqual([expect.objectContaining({ risk, why: expect.stringMatching(why) })]);
});

test('a flow that the target does not have is one difference', () => {
  expect(compare(undefined, configuration())).toEqual([{ path: 'flow', becomes: 'onboarding', risk: 'medium', why: expect.any(String) }]);
});

test('the riskiest difference comes first', () => {
  const changed = configuration({ ruleSet: { minimumAge: 21, excludedCountries: ['PRK'], ofac: true }, settings: { securityLevel: 'hi-security', reveals: ['nationality'], theme: 'dark' } });
  expect(compare(configuration(), changed).map(({ risk, path }) => `${risk} ${path}`)).toEqual([
    'high ruleSet.excludedCountries', 'medium ruleSet.minimumAge', 'low settings.theme',
  ]);
});

const setting: fc.Arbitrary<FlowSetting> = fc.oneof(
  fc.boolean(), fc.integer(), fc.string({ maxLength: 8 }), fc.constant(null), fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 }),
  fc.dictionary(fc.constantFrom('a', 'b', 'deep'), fc.boolean()),
);

const anyConfiguration: fc.Arbitrary<FlowConfiguration> = fc.record({
  version: fc.constant(1 as const),
  name: fc.constant('onboarding'),
  product: fc.constantFrom('pre_kyc', 'age_verification'),
  ruleSet: fc.record({
    minimumAge: fc.integer({ min: 0, max: 120 }),
    excludedCountries: fc.uniqueArray(fc.constantFrom('PRK', 'IRN', 'SYR', 'CUB'), { maxLength: 4 }),
    ofac: fc.boolean(),
    unknown: setting,
  }, { requiredKeys: [] }),
  documents: fc.uniqueArray(fc.constantFrom('passport', 'emirates_id', 'id_card'), { maxLength: 3 }),
  settings: fc.dictionary(fc.constantFrom('securityLevel', 'reveals', 'theme', 'gesture', 'nfcVerification', 'skipConsentPage'), setting, { maxKeys: 5 }),
});

/** The same value with its lists and members in another order. */
const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, inner]) => [name, shuffled(inner)]));
};

test('every generated configuration is one of the form', () => {
  fc.assert(fc.property(anyConfiguration, config => { expect(flowConfigurationSchema.safeParse(config).success).toBe(true); }));
});

test('a configuration differs from itself in nothing, however it is written', () => {
  fc.assert(fc.property(anyConfiguration, config => {
    const again = shuffled(config) as FlowConfiguration;
    expect(compare(config, again)).toEqual([]);
    expect(configurationDigest(again)).toBe(configurationDigest(config));
  }));
});

test('two configurations have one digest exactly if nothing differs, and every difference has a rank and a place in the order', () => {
  fc.assert(fc.property(anyConfiguration, anyConfiguration, (target, source) => {
    const differences = compare(target, source);
    expect(differences.length === 0).toBe(configurationDigest(target) === configurationDigest(source));
    expect(new Set(differences.map(({ path }) => path)).size).toBe(differences.length);
    for (const [index, difference] of differences.entries()) {
      expect(risks).toContain(difference.risk);
      expect(difference.why).not.toBe('');
      const next = differences[index + 1];
      if (next) expect(byRisk(difference, next)).toBeLessThan(0);
    }
  }), { numRuns: 500 });
});

test('what becomes of the target by every difference is the source', () => {
  fc.assert(fc.property(anyConfiguration, anyConfiguration, (target, source) => {
    const applied = structuredClone(target) as unknown as Record<string, unknown>;
    for (const { path, becomes } of compare(target, source)) {
      const [place = '', name] = path.split('.');
      const owner = name === undefined ? applied : applied[place] as Record<string, unknown>;
      if (becomes === undefined) delete owner[name ?? place];
      else owner[name ?? place] = becomes;
    }
    expect(configurationDigest(applied as unknown as FlowConfiguration)).toBe(configurationDigest(source));
  }), { numRuns: 500 });
});

test('a difference and its reverse are not both harmless where a check is concerned', () => {
  fc.assert(fc.property(anyConfiguration, anyConfiguration, (target, source) => {
    for (const { path, risk, why } of compare(target, source)) {
      if (!/^(?:ruleSet|documents|product|settings\.(?:securityLevel|reveals))/.test(path) || /written differently|of 0 asks/.test(why)) continue;
      const back = compare(source, target).find(difference => difference.path === path);
      expect([risk, back?.risk]).toContain('high');
    }
  }), { numRuns: 500 });
});
