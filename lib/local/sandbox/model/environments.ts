import type { ProviderName } from '../../../providers';

/** Providers that the sandbox plays. */
export type SandboxProvider = Extract<ProviderName, 'self' | 'uae-kyc'>;

export type SandboxEnvironmentName = 'test' | 'live' | 'staging' | 'pre-production' | 'production';

/** Who signs the documents that an environment accepts. */
export type AuthorityName = 'mock' | 'controlled' | 'live';

/** What sets one environment of a provider apart from its others. */
export interface EnvironmentTraits {
  readonly class: 'test' | 'live';
  /** The one authority whose documents are accepted. */
  readonly trusts: AuthorityName;
  /** What consumes credits: a verification that comes to a conclusion, or every transaction of the API. */
  readonly charged: 'nothing' | 'conclusions' | 'transactions';
  /** Whether the organization must have switched its sandbox mode on first. */
  readonly needsSandboxMode: boolean;
}

const traits = (
  kind: EnvironmentTraits['class'], trusts: AuthorityName, charged: EnvironmentTraits['charged'], needsSandboxMode = false,
): EnvironmentTraits => ({ class: kind, trusts, charged, needsSandboxMode });

/**
 * Environments of each provider.
 *
 * @see https://documentation.uaekyc.ae/docs/platform-guide/environments
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/billing/credits-and-usage.md
 */
const environments: Readonly<Record<SandboxProvider, Readonly<Partial<Record<SandboxEnvironmentName, EnvironmentTraits>>>>> = {
  'self': {
    test: traits('test', 'mock', 'nothing'),
    live: traits('live', 'live', 'conclusions'),
  },
  'uae-kyc': {
    'staging': traits('test', 'mock', 'nothing', true),
    'pre-production': traits('test', 'controlled', 'nothing'),
    'production': traits('live', 'live', 'transactions'),
  },
};

export const environmentNames = (provider: SandboxProvider): SandboxEnvironmentName[] =>
  Object.keys(environments[provider]) as SandboxEnvironmentName[];

export const findTraits = (provider: SandboxProvider, name: string): EnvironmentTraits | undefined =>
  (Object.hasOwn(environments[provider], name) ? environments[provider][name as SandboxEnvironmentName] : undefined);

/** @throws when the provider has no such environment */
export const traitsOf = (provider: SandboxProvider, name: string): EnvironmentTraits => {
  const found = findTraits(provider, name);
  if (!found) throw new Error(`${provider} has no environment '${name}'; give one of ${environmentNames(provider).join(', ')}`);
  return found;
};
