import type { BackendBinding, BackendConfig } from './contract';
import { currentFlows, flowsOf, isPending, known, type EnvironmentConfig, type FlowsConfig, type ProviderBinding } from '../environment';
import { unusable } from '../operator/command-error';
import { providers } from '../providers';
import { providerEnvironment } from '../providers/dashboards';
import { parameterPaths } from '../secrets/settings';
import { eventBusName } from '../../lambda/webhook/contract';

/** What a backend needs, and what of it onboarding still owes. */
export interface BackendKnowledge {
  readonly config: BackendConfig;
  /** A sentence each; a backend that needs one of these cannot start yet. */
  readonly pending: readonly string[];
}

const bindingConfig = (environment: EnvironmentConfig, name: string, { provider, apiDomain }: ProviderBinding, flows: FlowsConfig): BackendBinding => {
  const { apiKeyPrefixes } = providers[provider];
  const own = providerEnvironment(provider, environment);
  const entries = flowsOf(flows, environment.name, name);
  const { domain } = environment;
  return {
    provider,
    ...own !== undefined && { providerEnvironment: own },
    ...apiKeyPrefixes && { apiKeyPrefixes },
    apiDomain: isPending(apiDomain) ? null : apiDomain,
    flows: currentFlows(entries).flatMap(({ id, configuration }) =>
      (isPending(id) ? [] : [{ id, ...configuration && { name: configuration.name } }])),
    acceptedFlowIds: known(entries.map(({ id }) => id)),
    webhookUrl: domain.delegated ? `https://${domain.webhookHost}/webhooks/${name}` : null,
    parameters: {
      settings: `${parameterPaths.bindings}/${name}`, sessions: `${parameterPaths.sessions}/${name}`, apiKey: `${parameterPaths.secrets}/${name}/api-key`,
    },
  };
};

/**
 * What the configuration alone says about an environment: names that are the same before and after the deploy.
 *
 * @throws CommandError where the environment's account is not known yet
 */
export const backendConfig = (environment: EnvironmentConfig, flows: FlowsConfig): BackendKnowledge => {
  const { name, account, region, credentials, data, owner, domain } = environment;
  if (typeof account !== 'string') throw unusable(`the account of '${name}' is not known yet; deploy Organization, then write its id into bin/environments.ts`);
  const bindings = Object.entries(environment.providers);
  return {
    config: {
      version: 1,
      environment: name,
      owner, account, region, credentials, data,
      eventBusArn: `arn:aws:events:${region}:${account}:event-bus/${eventBusName}`,
      bindings: Object.fromEntries(bindings.map(([binding, registration]) => [binding, bindingConfig(environment, binding, registration, flows)])),
    },
    pending: bindings.flatMap(([binding, { apiDomain }]) => [
      ...isPending(apiDomain) ? [`${binding}: the API domain (${apiDomain.pending})`] : [],
      ...currentFlows(flowsOf(flows, name, binding)).flatMap(({ id }) => (isPending(id) ? [`${binding}: the flow's id (${id.pending})`] : [])),
      ...domain.delegated ? [] : [`${binding}: the webhook address (delegate ${domain.zone}, then set delegated)`],
    ]),
  };
};
