import type { ConnectivitySettings, ReachedBinding } from '../../lambda/connectivity/contract';
import { isPending, known, type EnvironmentContext } from '../environment';
import { bindingsWithSessions } from '../sessions';

/** What the providers should be reached as; a provider that nobody calls has no way to be looked at. */
export const reachedBindings = (environment: EnvironmentContext): ReachedBinding[] => bindingsWithSessions(environment).map(binding => {
  const { provider, apiDomain, apiAddresses = [] } = environment.config.providers[binding]!;
  const complete = apiAddresses.length > 0 && !apiAddresses.some(isPending);
  return { binding, provider, apiDomain: isPending(apiDomain) ? null : apiDomain, addresses: complete ? known(apiAddresses) : null };
});

export const connectivitySettings = (environment: EnvironmentContext, asked: ConnectivitySettings['asked']): ConnectivitySettings =>
  ({ version: 1, cidr: environment.config.network.cidr, bindings: reachedBindings(environment), asked });
