import { refused } from './command-error';
import { nameOfSecret, type SecretTarget } from './target';
import { isPending, type FleetConfig } from '../environment';
import { providers } from '../providers';

/**
 * Refuses to rotate an API key where the provider has no room for a second one: a provider counts active keys by
 * organization and class, and environments that share both share the slots.
 */
export const refuseWithoutSlot = (target: SecretTarget, { environments }: FleetConfig): void => {
  const { config, binding, kind, provider } = target;
  const slots = providers[provider].activeKeysPerOrganization;
  const organization = config.providers[binding]?.organizationId;
  if (kind !== 'api-key' || slots === undefined || organization === undefined || isPending(organization)) return;
  const sharing = environments.filter(({ credentials, providers: bindings }) => credentials === config.credentials
    && Object.values(bindings).some(other => other.provider === provider && other.organizationId === organization));
  if (sharing.length < slots) return;
  throw refused(`${nameOfSecret(target)}: the provider allows ${slots} active keys per organization, and `
    + `${sharing.map(({ name }) => `'${name}'`).join(', ')} share one, so that none is free for the new key; `
    + 'give each environment an organization of its own');
};
