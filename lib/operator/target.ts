import { unusable } from './command-error';
import { environmentNamed, giveOneOf, shown } from './named';
import type { EnvironmentConfig, FleetConfig, ProviderBinding } from '../environment';
import { providers, type ProviderName, type SchemeName } from '../providers';
import { secretKinds, type SecretKind } from '../secrets/settings';

/** One environment whose account is known, and the audit account beside it. */
export interface EnvironmentTarget {
  readonly config: EnvironmentConfig;
  readonly account: string;
  readonly audit: { readonly account: string; readonly region: string };
}

/** One secret of one environment. */
export interface SecretTarget extends EnvironmentTarget {
  readonly binding: string;
  readonly kind: SecretKind;
  readonly provider: ProviderName;
  readonly scheme: SchemeName;
}

/** @throws CommandError where the fleet has no such environment, or its account or the audit account is not known yet */
export const environmentTarget = (fleet: FleetConfig, name: string): EnvironmentTarget => {
  const config = environmentNamed(fleet, name);
  const { account } = config;
  const { auditAccount, region } = fleet.organization;
  if (typeof account !== 'string') throw unusable(`the account of '${name}' is not known yet; \`bulkhead org prepare\` prints its id, which then stands in bin/environments.ts`);
  if (typeof auditAccount !== 'string') {
    throw unusable('the audit account is not known yet; write the id that `bulkhead org prepare` prints into bin/environments.ts and deploy Audit');
  }
  return { config, account, audit: { account: auditAccount, region } };
};

const isKind = (kind: string): kind is SecretKind => (secretKinds as readonly string[]).includes(kind);

/** @throws CommandError where the environment has no such secret */
export const secretTarget = (fleet: FleetConfig, name: string, binding: string, kind: string): SecretTarget => {
  const target = environmentTarget(fleet, name);
  const bindings: Readonly<Record<string, ProviderBinding>> = target.config.providers;
  const registration = Object.hasOwn(bindings, binding) ? bindings[binding] : undefined;
  if (!registration) throw unusable(`'${name}' has no binding '${shown(binding)}'; ${giveOneOf(binding, Object.keys(bindings))}`);
  if (!isKind(kind)) throw unusable(`there is no kind '${shown(kind)}' of secret; ${giveOneOf(kind, secretKinds)}`);
  const { provider } = registration;
  return { ...target, binding, kind, provider, scheme: registration.scheme ?? providers[provider].scheme };
};

/** Every secret of an environment. */
export const secretTargets = (fleet: FleetConfig, name: string): SecretTarget[] =>
  Object.keys(environmentTarget(fleet, name).config.providers).flatMap(binding => secretKinds.map(kind => secretTarget(fleet, name, binding, kind)));

/** How messages name a secret. */
export const nameOfSecret = ({ binding, kind, config }: Pick<SecretTarget, 'binding' | 'kind' | 'config'>): string =>
  `${kind} of '${binding}' in '${config.name}'`;
