import type { ProviderName, SchemeName } from '../providers';

/** Which kind of provider key an environment may hold: `test` keys never touch real people, `live` keys always do. */
export type CredentialClass = 'test' | 'live';

/** What the data of an environment is: invented, near-production under agreement, or of real people. */
export type DataClass = 'sandbox' | 'controlled' | 'real';

/** A value that only the provider's or AWS's onboarding can give; it synthesizes, is listed, and fails closed at run time. */
export interface Pending {
  /** Who gives the value, and where it is found. */
  readonly pending: string;
}

/** A value that may still be pending. */
export type Onboarded<T> = T | Pending;

/** An AWS account: twelve digits, or an account that the organization is to create. */
export type AccountConfig = string | { readonly create: { readonly email: string } };

/** What the provider charges for, in credits per kind of check. */
export type BillingConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'credits'; readonly costs: Readonly<Record<string, number>> };

export interface NetworkConfig {
  /** IPv4 block of the VPC, `/16` to `/24`, private, disjoint from every other environment's. */
  readonly cidr: string;
  /** Zones by name, so that synthesis looks nothing up; one in staging saves an endpoint and a NAT gateway per service. */
  readonly availabilityZones: readonly string[];
  /**
   * The static addresses that the provider allow-lists, one NAT gateway and one retained elastic address each;
   * pending until the first deploy has allocated them (output `EgressAddress…` of the Network stack).
   */
  readonly egressAddresses: readonly Onboarded<string>[];
  /**
   * Addresses of a front of the team's own before the webhook API, as registered with a provider; checked to be disjoint.
   * @default - none: a regional API has no fixed address
   */
  readonly ingressAddresses?: readonly Onboarded<string>[];
  /** Ids (`pl-…`) of the region's AWS-managed prefix lists; `aws ec2 describe-managed-prefix-lists` prints them. */
  readonly prefixLists: { readonly s3: Onboarded<string>; readonly dynamodb: Onboarded<string> };
}

export interface DomainConfig {
  /** Public hosted zone of the environment's own. */
  readonly zone: string;
  /** Host that the provider calls, inside the zone. */
  readonly webhookHost: string;
  /**
   * Whether the parent zone delegates to this one already. Until then no certificate is requested (its validation
   * would hang the deploy) and webhooks arrive at the API's default endpoint.
   */
  readonly delegated: boolean;
}

/** One registration with one provider; its key in `providers` names the webhook route. */
export interface ProviderBinding {
  readonly provider: ProviderName;
  readonly organizationId: Onboarded<string>;
  readonly apiDomain: Onboarded<string>;
  readonly dashboardUrl: Onboarded<string>;
  /** Whether the provider organization's sandbox mode is on; sandbox data demands it. */
  readonly sandboxMode: boolean;
  /** Webhook subscriptions of this environment; required where the provider binds an environment by subscription. */
  readonly subscriptionIds?: readonly Onboarded<string>[];
  /** @default - the provider's own scheme */
  readonly scheme?: SchemeName;
  /**
   * Kinds of check that consume credits here, names of `billing.costs`.
   * @default - none
   */
  readonly charged?: readonly string[];
}

export interface EnvironmentConfig {
  /** Kebab-case; `pre-production` becomes the stage `PreProduction`. */
  readonly name: string;
  readonly account: AccountConfig;
  readonly region: string;
  readonly credentials: CredentialClass;
  readonly data: DataClass;
  readonly billing: BillingConfig;
  readonly network: NetworkConfig;
  readonly domain: DomainConfig;
  readonly providers: Readonly<Record<string, ProviderBinding>>;
  /** The environment whose accepted configuration and assembly are promoted into this one; a live environment needs one. */
  readonly promotedFrom?: string;
  /** The repository and its GitHub environment that may deploy this environment. */
  readonly ci?: { readonly repository: string; readonly environment: string };
  readonly receiver?: {
    /**
     * Instances of the receiver that are always warm, for a provider whose patience a cold start would exceed; they cost whether used or not.
     * @default - none: an idle receiver starts cold
     */
    readonly provisionedConcurrency?: number;
  };
  readonly alarms: { readonly email: string };
  /** Team that answers for the environment; becomes the `owner` tag. */
  readonly owner: string;
  /** @default 90 */
  readonly logRetentionDays?: number;
  /**
   * Bootstrap qualifier, at most ten lower-case letters and digits, unique in the fleet.
   * @default - the name without dashes, cut to ten characters
   */
  readonly qualifier?: string;
}

export interface OrganizationConfig {
  /** Holds the organization and nothing of value: service and resource control policies do not bind it. */
  readonly managementAccount: string;
  readonly auditAccount: AccountConfig;
  readonly region: string;
  /** `r-…`, printed by `aws organizations list-roots`. */
  readonly rootId: Onboarded<string>;
}

/** Everything a team edits: one organization and its environments. */
export interface FleetConfig {
  readonly organization: OrganizationConfig;
  readonly environments: readonly EnvironmentConfig[];
}

/** One flow of an environment; the promotion command owns these. */
export interface FlowEntry {
  readonly id: Onboarded<string>;
  /** Rule set, document list and settings as the provider's dashboard shows them. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** `bin/flows.json`: environment → binding → flows. */
export type FlowsConfig = Readonly<Record<string, Readonly<Record<string, readonly FlowEntry[]>>>>;
