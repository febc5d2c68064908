import { isPending, type EnvironmentConfig } from '../../../environment';
import { providerEnvironment } from '../../../providers/dashboards';
import { startSandbox, type Sandbox, type SandboxEnvironmentName, type SandboxOrganization, type SandboxProvider } from '../../sandbox';
import type { OnboardedFleet } from '../onboard';

/** One environment's registration with a provider, as the provider has it. */
export interface ProviderAccount {
  readonly binding: string;
  readonly provider: SandboxProvider;
  /** What the provider calls the environment. */
  readonly environment: SandboxEnvironmentName;
  readonly organization: SandboxOrganization;
  /** Host that the deployed functions ask for. */
  readonly host: string;
  /** Where that host is on this machine. */
  readonly url: string;
}

/** The providers of all environments, on this machine. */
export interface ProviderSide {
  readonly sandbox: Sandbox;
  /** Registrations by environment's name. */
  readonly accounts: ReadonlyMap<string, readonly ProviderAccount[]>;
}

const played: Readonly<Record<string, true>> = { 'self': true, 'uae-kyc': true } satisfies Record<SandboxProvider, true>;

const isPlayed = (provider: string): provider is SandboxProvider => Object.hasOwn(played, provider);

/** An organization of its own for every environment, as the configuration asks for it. */
const register = (sandbox: Sandbox, config: EnvironmentConfig, { flows }: OnboardedFleet): ProviderAccount[] =>
  Object.entries(config.providers).flatMap(([binding, { provider, apiDomain, sandboxMode = false }]) => {
    if (!isPlayed(provider) || isPending(apiDomain)) return [];
    const environment = providerEnvironment(provider, config) as SandboxEnvironmentName;
    const organization = sandbox.organization({ name: `${config.name} ${binding}`, provider, sandboxMode });
    for (const { id, configuration } of flows[config.name]?.[binding] ?? []) {
      if (isPending(id) || !configuration) continue;
      const { name, product, ruleSet, documents, settings } = configuration;
      organization.createFlow({ id, environment, name, product, configuration: { ruleSet, documents, settings } });
    }
    return [{ binding, provider, environment, organization, host: apiDomain, url: sandbox.addresses[`${provider}/${environment}`] ?? sandbox.url }];
  });

/** Starts the providers' side and registers every environment with it; its clock runs with the machine's. */
export const openProviders = async (onboarded: OnboardedFleet): Promise<ProviderSide> => {
  // sessions name addresses for people's browsers, which nobody opens here.
  const sandbox = await startSandbox({ publicUrl: 'https://verify.example' });
  return { sandbox, accounts: new Map(onboarded.fleet.environments.map(config => [config.name, register(sandbox, config, onboarded)])) };
};

/** Where an environment's functions find the hosts of their providers. */
export const routesOf = ({ accounts }: ProviderSide, environment: string): Readonly<Record<string, string>> =>
  Object.fromEntries((accounts.get(environment) ?? []).map(({ host, url }) => [host, url]));
