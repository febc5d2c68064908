import { notYet, ok, type Check } from '../types';

/** Pending values with a check of their own. */
const elsewhere = /^(?:[^.]+\.network\.egressAddresses|[^.]+\.evidenceKeys)\b/;

/** Flow and subscription ids, prefix lists, and whatever else onboarding gives; while one is pending, its part fails closed. */
export const onboardingCheck: Check = {
  id: 'onboarding',
  title: 'no value of the configuration is pending',
  asksAws: false,
  run: ({ environment: { config: { name } }, open }) => {
    const own = open.filter(text => (text.startsWith(`${name}.`) && !elsewhere.test(text)) || text.startsWith(`flows.${name}.`));
    return Promise.resolve(own.length === 0 ? [ok('every value is known')] : own.map(text => {
      const [place = '', ...source] = text.split(': ');
      return notYet(place, source.join(': '));
    }));
  },
};
