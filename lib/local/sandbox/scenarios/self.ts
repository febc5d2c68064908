import { daysFrom, documentKinds, yearsFrom } from '../credentials/documents';
import type { FlowConfiguration } from '../model/state';
import type { Scenario } from './types';

const minimumAge = ({ ruleSet }: FlowConfiguration): number | undefined => (typeof ruleSet['minimumAge'] === 'number' && ruleSet['minimumAge'] > 0 ? ruleSet['minimumAge'] : undefined);

const excluded = ({ ruleSet }: FlowConfiguration): string | undefined => {
  const { excludedCountries } = ruleSet;
  return Array.isArray(excludedCountries) && typeof excludedCountries[0] === 'string' ? excludedCountries[0] : undefined;
};

const accepted = ({ documents }: FlowConfiguration) => (documents[0] === undefined ? {} : { kind: documents[0] as typeof documentKinds[number] });

const grownUp = { age: 121, issuingState: 'GBR' } as const;

const scenario = (name: string, kind: Scenario['kind'], title: string, expected: Scenario['expected'], document?: Scenario['document'], signer: Scenario['signer'] = 'trusted'): Scenario => ({
  name, kind, title, expected, provider: 'self', signer,
  ...document && { document: (configuration, today) => {
    const asked = document(configuration, today);
    return asked && { ...accepted(configuration), ...asked };
  } },
});

/** What happens at Self, in the words of its flows' rules. */
export const selfScenarios: readonly Scenario[] = [
  scenario('adult', 'success', 'a person to whom no rule objects', 'valid', configuration => ({ age: (minimumAge(configuration) ?? 20) + 10 })),
  scenario('birthday-today', 'edge', 'exactly the minimum age today', 'valid', (configuration, today) => {
    const age = minimumAge(configuration);
    return age === undefined ? undefined : { birthDate: yearsFrom(today, -age) };
  }),
  scenario('birthday-tomorrow', 'edge', 'the minimum age tomorrow', 'invalid', (configuration, today) => {
    const age = minimumAge(configuration);
    return age === undefined ? undefined : { birthDate: daysFrom(yearsFrom(today, -age), 1) };
  }),
  scenario('minor', 'failure', 'a year too young', 'invalid', configuration => {
    const age = minimumAge(configuration);
    return age === undefined ? undefined : { age: age - 1 };
  }),
  scenario('excluded-country', 'failure', 'a document of an excluded country', 'invalid', configuration => {
    const country = excluded(configuration);
    return country === undefined ? undefined : { ...grownUp, nationality: country, issuingState: country };
  }),
  scenario('sanctioned', 'failure', 'a person on the sanctions list', 'invalid', ({ ruleSet }) => (ruleSet['ofac'] === true ? { ...grownUp, sanctioned: true } : undefined)),
  scenario('expired-document', 'failure', 'a document that ended yesterday', 'invalid', (_, today) => ({ ...grownUp, expiresOn: daysFrom(today, -1) })),
  scenario('last-day-of-document', 'edge', 'a document that ends today', 'valid', (_, today) => ({ ...grownUp, expiresOn: today })),
  scenario('unsupported-document', 'failure', 'a kind of document that the flow does not take', 'error', ({ documents }) => {
    const kind = documentKinds.find(candidate => !documents.includes(candidate));
    return documents.length === 0 || kind === undefined ? undefined : { ...grownUp, kind };
  }),
  scenario('forged-document', 'failure', 'a document whose signature is nobody\'s', 'error', () => grownUp, 'forged'),
  scenario('abandoned', 'failure', 'nobody presents anything until the session ends', 'expired'),
];

/** What must fail whatever the flow says: a document of the other kind of environment. */
export const foreignDocument = (environment: 'test' | 'live'): Scenario => (environment === 'live'
  ? scenario('mock-document', 'failure', 'a mock passport against a live flow', 'error', () => grownUp, 'mock')
  : scenario('real-document', 'failure', 'a real document against a test flow', 'error', () => grownUp, 'live'));
