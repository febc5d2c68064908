import type { ChargedBinding, CreditsSettings } from '../../lambda/credits/contract';
import { flowsOf, isPending, type EnvironmentContext } from '../environment';

/** What the environment is charged for: of each registration the kinds of check with their costs, and of each flow its kind. */
export const creditsSettings = ({ config, flows }: EnvironmentContext): CreditsSettings => {
  const { billing, providers, name } = config;
  if (billing.kind === 'none') return { version: 1, bindings: {} };
  const bindings = Object.entries(providers).flatMap(([binding, { provider, charged = [] }]): [string, ChargedBinding][] => {
    if (charged.length === 0) return [];
    // replaced flows still end the sessions that they have.
    const products = flowsOf({ [name]: flows }, name, binding).flatMap(({ id, configuration }) =>
      (isPending(id) || configuration === undefined || !charged.includes(configuration.product) ? [] : [[id, configuration.product]]));
    const costs = Object.fromEntries(charged.map(kind => [kind, billing.costs[kind] ?? 0]));
    return [[binding, { provider, costs, flows: Object.fromEntries(products) as Record<string, string> }]];
  });
  return {
    version: 1, bindings: Object.fromEntries(bindings), ...billing.allotment === undefined ? {} : { allotment: billing.allotment },
  };
};
