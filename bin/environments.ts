// the one file a team edits: its organization and its environments; bin/flows.json beside it belongs to the promotion.
import { pending, presets, type FleetConfig, type ProviderBinding } from '../lib/environment';

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
  sandboxMode: name === 'staging',
});

const uaeKyc = (name: string): ProviderBinding => ({
  provider: 'uae-kyc',
  organizationId: pending(`UAE KYC, during onboarding of ${name}`),
  apiDomain: pending(`UAE KYC, during onboarding of ${name}`),
  dashboardUrl: pending(`UAE KYC, during onboarding of ${name}`),
  sandboxMode: name === 'staging',
  subscriptionIds: [pending(`UAE KYC, when the webhook of ${name} is registered`)],
});

export const fleet: FleetConfig = {
  organization: {
    managementAccount: '999999999999',
    auditAccount: '888888888888',
    // AWS Organizations is run from this region.
    region: 'us-east-1',
    rootId: pending('aws organizations list-roots'),
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
      ci: { repository: 'example/identity', environment: 'pre-production' },
      alarms: { email: 'idv-pre-production@example.com' },
      owner: 'identity',
    },
    {
      // the kinds of check of Self's examples; take the costs from the contract.
      ...presets.production({ 'verification': 25, 'document': 10, 'sanctions': 10, 'uae-kyc-transaction': 1 }),
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
        'self': { ...self('production'), charged: ['verification', 'document', 'sanctions'] },
        'uae-kyc': { ...uaeKyc('production'), charged: ['uae-kyc-transaction'] },
      },
      promotedFrom: 'pre-production',
      ci: { repository: 'example/identity', environment: 'production' },
      alarms: { email: 'idv-production@example.com' },
      owner: 'identity',
    },
  ],
};
