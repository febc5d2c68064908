import {
  isPending, type EnvironmentConfig, type FleetConfig, type FlowsConfig, type Onboarded, type OrganizationConfig, type ProviderBinding,
} from '../../environment';

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

const onboardBinding = (binding: ProviderBinding, name: string, environment: string): ProviderBinding => ({
  ...binding,
  organizationId: given(binding.organizationId, `org_${environment}_${name}`),
  apiDomain: given(binding.apiDomain, `api.${name}.${environment}.example`),
  dashboardUrl: given(binding.dashboardUrl, `https://dashboard.${name}.${environment}.example/`),
  ...binding.subscriptionIds && {
    subscriptionIds: binding.subscriptionIds.map((id, index) => given(id, numbered(`sub_${environment}_${name}`, index))),
  },
});

const onboardEnvironment = (config: EnvironmentConfig, index: number, freeAccount: () => string): OnboardedEnvironment => {
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
    providers: Object.fromEntries(Object.entries(providers).map(([binding, value]) => [binding, onboardBinding(value, binding, name)])),
  };
};

const onboardFlows = (flows: FlowsConfig): FlowsConfig => Object.fromEntries(Object.entries(flows).map(([environment, bindings]) => [
  environment,
  Object.fromEntries(Object.entries(bindings).map(([binding, entries]) => [
    binding,
    entries.map((entry, index) => ({ ...entry, id: given(entry.id, numbered(`flow_${environment}_${binding}`, index)) })),
  ])),
]));

/** Gives every value that onboarding still owes a local one, different in each environment; what is known stays. */
export const onboard = (fleet: FleetConfig, flows: FlowsConfig, rootId: string): OnboardedFleet => {
  const freeAccount = freeAccounts(takenAccounts(fleet));
  const { organization } = fleet;
  return {
    fleet: {
      organization: {
        ...organization,
        rootId: given(organization.rootId, rootId),
        auditAccount: typeof organization.auditAccount === 'string' ? organization.auditAccount : freeAccount(),
      },
      environments: fleet.environments.map((config, index) => onboardEnvironment(config, index, freeAccount)),
    },
    flows: onboardFlows(flows),
  };
};
