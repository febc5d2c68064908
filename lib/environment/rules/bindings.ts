import { isPending, known } from '../pending';
import type { EnvironmentConfig } from '../types';
import { providers, schemes } from '../../providers';
import { held, type Rule } from './subject';

const bindingsOf = (environments: readonly EnvironmentConfig[]) => environments.flatMap(environment =>
  Object.entries(environment.providers).map(([name, binding]) => ({ environment, name, binding, provider: providers[binding.provider] })));

/** Flow ids are the last line between two environments that a provider sends the same events. */
export const separateFlows: Rule = ({ environments, flows }) => held(environments.flatMap(({ name }) =>
  Object.values(flows[name] ?? {}).flatMap(entries => known(entries.map(({ id }) => id)).map(value => ({ owner: `'${name}'`, value })))))
  .map(({ value, owner, first }) => `${owner} has the flow ${value} of ${first}; create a flow of its own (bin/flows.json)`);

export const separateSubscriptions: Rule = ({ environments }) => held(bindingsOf(environments).flatMap(({ environment, binding }) =>
  known(binding.subscriptionIds ?? []).map(value => ({ owner: `'${environment.name}'`, value }))))
  .map(({ value, owner, first }) => `${owner} has the subscription ${value} of ${first}; have the provider issue one of its own`);

/** Where no key prefix tells the environments apart, the provider's organization and API domain have to. */
export const separateRegistrations: Rule = ({ environments }) => (['organizationId', 'apiDomain'] as const).flatMap(field =>
  held(bindingsOf(environments).filter(({ provider }) => !provider.apiKeyPrefixes).flatMap(({ environment, binding }) =>
    known([binding[field]]).map(value => ({ owner: `'${environment.name}'`, value: `${value} (${binding.provider})` }))))
    .map(({ value, owner, first }) => `${owner} has the ${field} ${value} of ${first}; use the one that onboarding gave this environment`));

/** Every binding names what separates its events; every flow belongs to a binding. */
export const completeBindings: Rule = ({ environments, flows }) => [
  ...bindingsOf(environments).flatMap(({ environment, name, binding, provider }) => {
    if (provider.boundBy === 'subscription' && !binding.subscriptionIds) {
      return [`'${environment.name}' has no subscriptionIds for '${name}'; its provider tells environments apart by them, so give them or pending(…)`];
    }
    const scheme = schemes[binding.scheme ?? provider.scheme];
    if (provider.boundBy === 'subscription' && scheme.headers.subscription === undefined) {
      return [`'${environment.name}' has the scheme ${scheme.name} for '${name}', which carries no subscription; leave it out`];
    }
    return provider.boundBy === 'flow' && !flows[environment.name]?.[name]?.length
      ? [`'${environment.name}' has no flow for '${name}'; add one to bin/flows.json, with { "pending": "…" } as its id until it exists`]
      : [];
  }),
  ...Object.entries(flows).flatMap(([name, bindings]) => {
    const environment = environments.find(config => config.name === name);
    if (!environment) return [`bin/flows.json has flows of '${name}', which is no environment; remove them or correct the name`];
    return Object.keys(bindings).filter(binding => !(binding in environment.providers))
      .map(binding => `bin/flows.json has flows of '${name}' for '${binding}', which is no binding there; remove them or correct the name`);
  }),
];

/** Environments of one credential class that share a provider organization, by provider, class and organization. */
const organizations = (environments: readonly EnvironmentConfig[]) => {
  const shared = new Map<string, { provider: string; organization: string; names: string[]; limit: number }>();
  for (const { environment, binding, provider } of bindingsOf(environments)) {
    if (provider.activeKeysPerOrganization === undefined || isPending(binding.organizationId)) continue;
    const organization = binding.organizationId;
    const key = JSON.stringify([binding.provider, environment.credentials, organization]);
    const entry = shared.get(key) ?? { provider: binding.provider, organization, names: [], limit: provider.activeKeysPerOrganization };
    shared.set(key, { ...entry, names: [...entry.names, environment.name] });
  }
  return [...shared.values()].map(({ names, ...rest }) => ({ ...rest, names, list: names.map(name => `'${name}'`).join(', ') }));
};

/** More environments than keys cannot work. */
export const enoughKeys: Rule = ({ environments }) => organizations(environments)
  .filter(({ names, limit }) => names.length > limit)
  .map(({ list, organization, provider, limit }) => `${list} share the organization ${organization} of ${provider}, which allows ${limit} active keys; use one organization each`);

/** As many environments as keys works, until the first rotation. Warnings, not problems. */
export const rotationSlots: Rule = ({ environments }) => organizations(environments)
  .filter(({ names, limit }) => names.length > 1 && names.length === limit)
  .map(({ list, organization, provider, limit }) => `${list} share the organization ${organization} of ${provider}, which allows ${limit} active keys: none is left for rotation; use one organization each`);
