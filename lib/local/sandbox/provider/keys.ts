import { isoTime, openEnvironment, valuesOf, type Core } from '../core';
import { digestOf, randomText } from '../model/ids';
import { traitsOf, type EnvironmentTraits } from '../model/environments';
import { conflict, Problem, unauthenticated } from '../model/problem';
import type { ApiKey, Organization } from '../model/state';
import { organizationOf } from './organizations';
import { providers } from '../../../providers';

/** Who calls the provider's API. */
export interface Caller {
  readonly key: ApiKey;
  readonly organization: Organization;
  readonly traits: EnvironmentTraits;
}

const MOST_ACTIVE = 2;

export const isActive = ({ revokedAt }: ApiKey): boolean => revokedAt === undefined;

/**
 * Issues a key, which is shown in this answer alone.
 *
 * @param value a key that a test has chosen, of the environment's class
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/dashboard/api-keys.md
 * @throws Problem 409 where two are active already
 */
export const createKey = (core: Core, organization: Organization, environment: unknown, value?: string): { readonly key: ApiKey; readonly value: string } => {
  const { name, traits } = openEnvironment(organization, environment);
  const active = valuesOf(core.state.keys).filter(key => key.organization === organization.id && key.environment === name && isActive(key));
  if (active.length >= MOST_ACTIVE) throw conflict(`${MOST_ACTIVE} keys are active in ${name}; revoke one first`);
  const prefix = providers[organization.provider].apiKeyPrefixes?.[traits.class] ?? '';
  if (value !== undefined && !value.startsWith(prefix)) throw new Problem(422, 'validation_failed', `a key of ${name} begins with ${prefix}`);
  const text = value ?? `${prefix}${randomText(40)}`;
  const key: ApiKey = {
    id: `key_${randomText(16)}`, organization: organization.id, environment: name, hash: digestOf(text), hint: text.slice(-4), createdAt: isoTime(core.clock.now()),
  };
  core.state.keys[key.id] = key;
  return { key, value: text };
};

/** There is no way back; revoking again changes nothing. */
export const revokeKey = ({ clock }: Core, key: ApiKey): void => {
  key.revokedAt ??= isoTime(clock.now());
};

/** @throws Problem 401 for what is no key, or revoked; 403 while the environment needs sandbox mode and it is off */
export const authenticate = (core: Core, value: string | undefined): Caller => {
  const hash = digestOf(value ?? '');
  const key = value === undefined ? undefined : valuesOf(core.state.keys).find(candidate => candidate.hash === hash);
  if (!key) throw unauthenticated('the API key is missing or malformed, or nobody\'s');
  if (!isActive(key)) throw unauthenticated('the API key is revoked');
  const organization = organizationOf(core, key.organization);
  openEnvironment(organization, key.environment);
  return { key, organization, traits: traitsOf(organization.provider, key.environment) };
};
