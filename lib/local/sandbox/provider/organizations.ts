import { find, openEnvironment, valuesOf, type Core } from '../core';
import { digestOf, randomText } from '../model/ids';
import { environmentNames, type SandboxEnvironmentName, type SandboxProvider } from '../model/environments';
import { conflict, isObject, refuseIssues, unauthenticated, type Issue } from '../model/problem';
import type { Organization, Quirks } from '../model/state';
import { providers } from '../../../providers';

/** An organization as it is asked for; sandbox mode is off unless asked for, as with the real provider. */
export interface OrganizationRequest {
  readonly name: string;
  readonly provider: SandboxProvider;
  /** @default false */
  readonly sandboxMode?: boolean;
  /** @default 1000 */
  readonly credits?: number;
  /** @default - the provider's published costs */
  readonly costs?: Readonly<Record<string, number>>;
  /** @default - 25 where the provider says so, else 100 */
  readonly requestsPerSecond?: number;
  readonly quirks?: Partial<Quirks>;
}

/** @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/billing/credits-and-usage.md */
const publishedCosts: Readonly<Record<SandboxProvider, Readonly<Record<string, number>>>> = {
  'self': { pre_kyc: 25, age_verification: 10, proof_of_human: 10 },
  'uae-kyc': { transaction: 1 },
};

/** One provider documents 25 a second (https://documentation.uaekyc.ae/docs/faq/api), the other a limit without its figure. */
const publishedRates: Readonly<Record<SandboxProvider, number>> = { 'self': 100, 'uae-kyc': 25 };

const loopback = ['127.0.0.1', '::1'];

export const createOrganization = ({ state }: Core, asked: OrganizationRequest): { readonly organization: Organization; readonly dashboardToken: string } => {
  const { name, provider } = asked;
  const dashboardToken = `dash_${randomText(32)}`;
  const organization: Organization = {
    id: `org_${randomText(16)}`,
    name,
    provider,
    dashboardToken: digestOf(dashboardToken),
    sandboxMode: asked.sandboxMode ?? false,
    planTier: 'starter',
    balance: asked.credits ?? 1_000,
    held: 0,
    costs: { ...publishedCosts[provider], ...asked.costs },
    requestsPerSecond: asked.requestsPerSecond ?? publishedRates[provider],
    addresses: Object.fromEntries(environmentNames(provider).map(environment => [environment, [...loopback]])),
    quirks: { probesEndpoints: false, oneFlowPerProduct: false, freshDeliveryIds: false, firstTimestamps: false, ...asked.quirks },
  };
  state.organizations[organization.id] = organization;
  return { organization, dashboardToken };
};

/** @throws Problem 401 */
export const signIn = ({ state }: Core, token: string): Organization => {
  const digest = digestOf(token);
  const organization = valuesOf(state.organizations).find(({ dashboardToken }) => dashboardToken === digest);
  if (!organization) throw unauthenticated('the dashboard token is missing or nobody\'s');
  return organization;
};

export const organizationOf = ({ state }: Core, id: string): Organization => find(state.organizations, id, 'organization');

/** Most addresses of an environment's allow-list, by the data behind it. */
const addressLimit = (provider: SandboxProvider, environment: SandboxEnvironmentName): number => {
  const limits = providers[provider].egressAddressLimit;
  return limits?.[environment === 'staging' ? 'sandbox' : environment === 'production' ? 'real' : 'controlled'] ?? Infinity;
};

/**
 * Replaces an environment's allow-list.
 *
 * @throws Problem 422 for too many, 409 for an address that staging and production would share
 */
export const allowAddresses = (organization: Organization, environment: SandboxEnvironmentName, addresses: readonly string[]): void => {
  const limit = addressLimit(organization.provider, environment);
  const issues: Issue[] = [];
  if (addresses.length > limit) issues.push({ path: ['addresses'], message: `holds ${addresses.length}; ${environment} takes at most ${limit}` });
  refuseIssues(issues);
  const other: Partial<Record<SandboxEnvironmentName, SandboxEnvironmentName>> = { staging: 'production', production: 'staging' };
  const opposite = other[environment];
  const shared = addresses.filter(address => opposite !== undefined && !loopback.includes(address) && organization.addresses[opposite]?.includes(address));
  if (shared.length > 0) throw conflict(`${shared.join(', ')} already serves ${opposite}; staging and production need addresses of their own`);
  organization.addresses[environment] = [...addresses];
};

/**
 * Changes what the organization's people may change, as a whole or not at all.
 *
 * @throws Problem as `allowAddresses`, 422 for what is no setting's value, 403 for addresses of an environment that stays closed
 */
export const changeSettings = (organization: Organization, { sandboxMode = organization.sandboxMode, addresses = {} }: Readonly<Record<string, unknown>>): void => {
  refuseIssues([
    ...typeof sandboxMode === 'boolean' ? [] : [{ path: ['sandboxMode'], message: 'must be true or false' }],
    ...isObject(addresses) ? [] : [{ path: ['addresses'], message: 'must be lists of addresses by environment' }],
  ]);
  const changed: Organization = { ...organization, sandboxMode: sandboxMode as boolean, addresses: { ...organization.addresses } };
  for (const [environment, list] of Object.entries(addresses as object)) {
    const { name } = openEnvironment(changed, environment);
    refuseIssues(Array.isArray(list) && list.every(address => typeof address === 'string') ? [] : [{ path: ['addresses', environment], message: 'must be a list of addresses' }]);
    allowAddresses(changed, name, list as string[]);
  }
  Object.assign(organization, { sandboxMode, addresses: changed.addresses });
};

export const isAllowed = ({ addresses }: Organization, environment: SandboxEnvironmentName, address: string): boolean =>
  addresses[environment]?.includes(address) ?? false;
