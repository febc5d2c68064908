import type { ProviderName } from './types';

/** What of our environments decides which of the provider's a flow belongs to, and the provider's names. */
export type ProviderEnvironments =
  | { readonly by: 'credentials'; readonly names: { readonly test: string; readonly live: string } }
  | { readonly by: 'data'; readonly names: { readonly sandbox: string; readonly controlled: string; readonly real: string } };

/** How a provider's dashboard holds flows. */
export interface FlowDashboard {
  /** Absent where the provider has one environment only. */
  readonly environments?: ProviderEnvironments;
  /** Whether every flow's id is a UUID. */
  readonly uuidIds: boolean;
  /** Whether a product keeps one active flow, so that the old one has to be archived before the new one is published. */
  readonly oneActiveFlow: boolean;
  /** Where its people find things, in the words of the dashboard. */
  readonly words: {
    readonly select: string;
    readonly create: string;
    readonly publish: string;
    readonly archive: string;
    readonly id: string;
  };
  readonly products: Readonly<Record<string, string>>;
  /** Labels by place in a configuration; a place that is not named has the provider's own name for it. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of values, by place. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the dashboard says of documents where it keeps no list of them. */
  readonly documents?: string;
}

const plain: Pick<FlowDashboard, 'products' | 'labels' | 'values'> = { products: {}, labels: {}, values: {} };

/**
 * Dashboards by provider; not part of the index, because no function needs them. None of them has a documented interface
 * for programs, so these are for people.
 *
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/dashboard/configure-a-product.md
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/flows/anatomy.md
 */
export const dashboards: Readonly<Record<ProviderName, FlowDashboard>> = {
  'self': {
    environments: { by: 'credentials', names: { test: 'test', live: 'live' } },
    uuidIds: true,
    oneActiveFlow: true,
    words: {
      select: 'open Products',
      create: 'New config',
      publish: 'Publish',
      archive: 'the product\'s settings tab, Archive',
      id: 'the flowId on the product\'s tab of that environment',
    },
    products: { pre_kyc: 'Pre KYC', age_verification: 'Age Verification', proof_of_human: 'Proof of Human' },
    labels: {
      'name': 'Configuration name',
      'ruleSet.minimumAge': 'Minimum age',
      'ruleSet.excludedCountries': 'Excluded countries',
      'ruleSet.ofac': 'OFAC check',
      'settings.securityLevel': 'Security level',
      'settings.reveals': 'Additional data',
      'settings.applicationIcon': 'Application icon',
    },
    values: { 'settings.securityLevel': { 'standard': 'Standard', 'hi-security': 'Hi-security' } },
    documents: 'the dashboard keeps no list of documents for a flow: have the provider confirm that only these are accepted',
  },
  'uae-kyc': {
    ...plain,
    environments: { by: 'data', names: { sandbox: 'staging', controlled: 'pre-production', real: 'production' } },
    uuidIds: false,
    oneActiveFlow: false,
    words: {
      select: 'open the journey configurations',
      create: 'a new configuration',
      publish: 'publish it',
      archive: 'archive it',
      id: 'the id that the dashboard shows for it',
    },
    labels: { 'documents': 'Documents', 'settings.gesture': 'Liveness gesture', 'settings.nfcVerification': 'NFC verification' },
  },
  'standard-webhooks': {
    ...plain,
    uuidIds: false,
    oneActiveFlow: false,
    words: { select: 'open the flows', create: 'a new flow', publish: 'publish it', archive: 'archive it', id: 'its id' },
  },
};

/** What the provider calls the environment of its own that one of ours stands on; absent where it has only one. */
export const providerEnvironment = (
  provider: ProviderName, { credentials, data }: { readonly credentials: 'test' | 'live'; readonly data: 'sandbox' | 'controlled' | 'real' },
): string | undefined => {
  const { environments } = dashboards[provider];
  return environments?.by === 'credentials' ? environments.names[credentials] : environments?.names[data];
};
