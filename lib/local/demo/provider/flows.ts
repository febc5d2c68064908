import { createHash } from 'node:crypto';
import type { FlowConfiguration } from '../../../environment';

/** An id of the form that providers give to flows, the same in every run. */
export const flowIdOf = (name: string): string => {
  const hex = createHash('sha256').update(`flow ${name}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
};

/** The flow that every environment begins with. */
export const firstFlow = (name: string): FlowConfiguration => ({
  version: 1,
  name,
  product: 'age_verification',
  ruleSet: { minimumAge: 18, excludedCountries: ['PRK'], ofac: true },
  documents: ['passport'],
  settings: {},
});

/** What becomes of it where flows are made: a stricter age, and one more attribute disclosed, which a promotion takes for a high risk. */
export const nextFlow = (name: string): FlowConfiguration => {
  const { ruleSet, ...rest } = firstFlow(name);
  return { ...rest, ruleSet: { ...ruleSet, minimumAge: 21 }, settings: { reveals: ['nationality'] } };
};
