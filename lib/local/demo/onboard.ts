import {
  isPending, type EnvironmentConfig, type FleetConfig, type FlowsConfig, type Onboarded, type OrganizationConfig, type ProviderBinding,
} from '../../environment';
import { throughBothFronts } from './fronts';
import { firstFlow, flowIdOf, nextFlow } from './provider/flows';

/** An environment whose account is known. */
export type OnboardedEnvironment = EnvironmentConfig & { readonly account: string };

/** A configuration without open values. */
export interface OnboardedFleet {
  readonly fleet: {
    readonly organization: OrganizationConfig & { readonly auditAccount: string };
    readonly environments: readonly OnboardedEnvironment[];
  };
  readonly flows: FlowsConfig;
}

const given = <T>(value: Onboarded<T>, local: T): T => (isPending(value) ? local : value);

/** The first keeps the plain name; further ones are numbered. */
const numbered = (name: string, index: number) => (index === 0 ? name : `${name}_${index + 1}`);

/** Twelve digits that no account of the configuration has. */
const freeAccounts = (taken: ReadonlySet<string>) => {
  let next = 700_000_000_001;
  return (): string => {
    while (taken.has(String(next))) next += 1;
    return String(next++);
  };
};

const takenAccounts = ({ organization, environments }: FleetConfig) =>
  new Set([organization.managementAccount, organization.auditAccount, ...environments.map(({ account }) => account)]
    .filter(account => typeof account === 'string'));

const onboardBinding = (binding: ProviderBinding, name: string, environment: string, index: number): ProviderBinding => ({
  ...binding,
  organizationId: given(binding.organizationId, `org_${environment}_${name}`),
  apiDomain: given(binding.apiDomain, `api.${name}.${environment}.example`),
  ...binding.apiAddresses && {
    // 203.0.113.0/24 is set aside for documentation: the sandbox answers in its place.
    apiAddresses: binding.apiAddresses.map((address, position) => given(address, `203.0.113.${(index * 16 + position) % 256}/32`)),
  },
  dashboardUrl: given(binding.dashboardUrl, `https://dashboard.${name}.${environment}.example/`),
  ...binding.subscriptionIds && {
    subscriptionIds: binding.subscriptionIds.map((id, index) => given(id, numbered(`sub_${environment}_${name}`, index))),
  },
});

const onboardEnvironment = (configured: EnvironmentConfig, index: number, freeAccount: () => string): OnboardedEnvironment => {
  const config = throughBothFronts(configured);
  const { network, providers, name } = config;
  return {
    ...config,
    account: typeof config.account === 'string' ? config.account : freeAccount(),
    network: {
      ...network,
      // 198.18.0.0/15 is set aside for tests: no real host has these addresses.
      egressAddresses: network.egressAddresses.map((address, zone) => given(address, `198.18.${index}.${zone + 1}`)),
      ...network.ingressAddresses && {
        ingressAddresses: network.ingressAddresses.map((address, zone) => given(address, `198.19.${index}.${zone + 1}`)),
      },
      prefixLists: {
        s3: given(network.prefixLists.s3, `pl-${(0x5300_0000 + index).toString(16)}`),
        dynamodb: given(network.prefixLists.dynamodb, `pl-${(0xdb00_0000 + index).toString(16)}`),
      },
    },
    providers: Object.fromEntries(Object.entries(providers).map(([binding, value]) => [binding, onboardBinding(value, binding, name, index)])),
  };
};

/** Flows are made in the environments that nothing is promoted into, so theirs are ahead of the others'. */
const onboardFlows = (flows: FlowsConfig, { environments }: FleetConfig): FlowsConfig => Object.fromEntries(Object.entries(flows).map(([environment, bindings]) => [
  environment,
  Object.fromEntries(Object.entries(bindings).map(([binding, entries]) => [
    binding,
    entries.map(({ id, configuration, ...entry }, index) => {
      const first = environments.find(({ name }) => name === environment)?.promotedFrom === undefined;
      return {
        ...entry,
        id: given(id, flowIdOf(numbered(`${environment} ${binding}`, index))),
        configuration: configuration ?? (first ? nextFlow : firstFlow)(numbered('adults', index)),
      };
    }),
  ])),
]));

/**
 * Gives every value that onboarding still owes a local one, different in each environment; what is known stays.
 *
 * The public halves of the keys that vouch for releases stay open: the first deployment makes them.
 */
export const onboard = (fleet: FleetConfig, flows: FlowsConfig, rootId: string, organizationId = 'o-embeddedaws'): OnboardedFleet => {
  const freeAccount = freeAccounts(takenAccounts(fleet));
  const { organization } = fleet;
  return {
    fleet: {
      organization: {
        ...organization,
        rootId: given(organization.rootId, rootId),
        ...organization.organizationId !== undefined && { organizationId: given(organization.organizationId, organizationId) },
        auditAccount: typeof organization.auditAccount === 'string' ? organization.auditAccount : freeAccount(),
      },
      environments: fleet.environments.map((config, index) => onboardEnvironment(config, index, freeAccount)),
    },
    flows: onboardFlows(flows, fleet),
  };
};
