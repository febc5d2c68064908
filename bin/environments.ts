// the one file a team edits: its organization and its environments; bin/flows.json beside it belongs to the promotion.
import { pending, presets, type EvidenceKeys, type FleetConfig, type ProviderBinding } from '../lib/environment';

const region = 'me-central-1';

const prefixLists = {
  s3: pending('aws ec2 describe-managed-prefix-lists --region me-central-1 (com.amazonaws.me-central-1.s3)'),
  dynamodb: pending('aws ec2 describe-managed-prefix-lists --region me-central-1 (com.amazonaws.me-central-1.dynamodb)'),
};

const egressAddress = pending('output EgressAddress… of the Network stack; register it with the provider');

const self = (name: string): ProviderBinding => ({
  provider: 'self',
  organizationId: pending(`the Self dashboard of ${name}; one organization per environment leaves room for key rotation`),
  apiDomain: pending('Self, during onboarding'),
  dashboardUrl: pending('Self, during onboarding'),
  apiAddresses: [pending('Self, during onboarding: the blocks that its API domain, or the content network before it, answers from')],
  sandboxMode: name === 'staging',
});

const uaeKyc = (name: string): ProviderBinding => ({
  provider: 'uae-kyc',
  organizationId: pending(`UAE KYC, during onboarding of ${name}`),
  apiDomain: pending(`UAE KYC, during onboarding of ${name}`),
  dashboardUrl: pending(`UAE KYC, during onboarding of ${name}`),
  apiAddresses: [pending(`UAE KYC, during onboarding of ${name}`)],
  sandboxMode: name === 'staging',
  subscriptionIds: [pending(`UAE KYC, when the webhook of ${name} is registered`)],
});

const evidenceKeys = (source: string): EvidenceKeys => ({
  evidence: pending(`npm run bulkhead -- evidence keys ${source}, when its Delivery stack is deployed`),
  signOff: pending(`npm run bulkhead -- evidence keys ${source}, when its Delivery stack is deployed`),
});

export const fleet: FleetConfig = {
  organization: {
    managementAccount: '999999999999',
    auditAccount: '888888888888',
    // AWS Organizations is run from this region.
    region: 'us-east-1',
    rootId: pending('bulkhead org prepare'),
    organizationId: pending('bulkhead org prepare'),
    alarms: { email: 'organization@example.com' },
  },
  environments: [
    {
      ...presets.staging,
      name: 'staging',
      account: '111111111111',
      region,
      network: {
        cidr: '10.10.0.0/20',
        // one zone: an interface endpoint and a translation gateway cost per zone.
        availabilityZones: ['me-central-1a'],
        egressAddresses: [egressAddress],
        prefixLists,
      },
      domain: { zone: 'staging.idv.example.com', webhookHost: 'webhooks.staging.idv.example.com', delegated: false },
      providers: { 'self': self('staging'), 'uae-kyc': uaeKyc('staging') },
      ci: { repository: 'example/identity', environment: 'staging' },
      alarms: { email: 'idv-staging@example.com' },
      owner: 'identity',
    },
    {
      ...presets.preProduction,
      name: 'pre-production',
      account: '222222222222',
      region,
      network: {
        cidr: '10.20.0.0/20',
        availabilityZones: ['me-central-1a', 'me-central-1b'],
        egressAddresses: [egressAddress, egressAddress],
        prefixLists,
      },
      domain: { zone: 'pre-production.idv.example.com', webhookHost: 'webhooks.pre-production.idv.example.com', delegated: false },
      providers: { 'self': self('pre-production'), 'uae-kyc': uaeKyc('pre-production') },
      promotedFrom: 'staging',
      evidenceKeys: evidenceKeys('staging'),
      ci: { repository: 'example/identity', environment: 'pre-production' },
      alarms: { email: 'idv-pre-production@example.com' },
      owner: 'identity',
    },
    {
      // Self's products at their published costs; take yours, and the credits of a month, from the contract.
      ...presets.production({ 'pre_kyc': 25, 'age_verification': 10, 'proof_of_human': 10, 'uae-kyc-transaction': 1 }, 100_000),
      name: 'production',
      account: '333333333333',
      region,
      network: {
        cidr: '10.30.0.0/20',
        availabilityZones: ['me-central-1a', 'me-central-1b'],
        egressAddresses: [egressAddress, egressAddress],
        prefixLists,
      },
      domain: { zone: 'production.idv.example.com', webhookHost: 'webhooks.production.idv.example.com', delegated: false },
      providers: {
        'self': { ...self('production'), charged: ['pre_kyc', 'age_verification', 'proof_of_human'] },
        'uae-kyc': { ...uaeKyc('production'), charged: ['uae-kyc-transaction'] },
      },
      promotedFrom: 'pre-production',
      evidenceKeys: evidenceKeys('pre-production'),
      ci: { repository: 'example/identity', environment: 'production' },
      alarms: { email: 'idv-production@example.com' },
      owner: 'identity',
    },
  ],
};
