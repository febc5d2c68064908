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
  | {
    readonly kind: 'credits';
    readonly costs: Readonly<Record<string, number>>;
    /**
     * Credits that the contract grants for a calendar month, of all bindings together or by binding; what is left of them is
     * estimated from what was counted, and compared with what a provider tells of its balance.
     * @default - unknown: nothing warns before the provider refuses
     */
    readonly allotment?: number | Readonly<Record<string, number>>;
  };

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
   * The fixed addresses that webhooks arrive at, as registered with a provider, one per zone where `ingress` is `static`; pending until the
   * first deploy has allocated them (output `IngressAddress…` of the Network stack). Checked to be disjoint.
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
  /**
   * IPv4 blocks that the API domain resolves to, as the provider or its content network publishes them: the only addresses that the
   * functions which call the provider may reach.
   * @default - none: no session can be created
   */
  readonly apiAddresses?: readonly Onboarded<string>[];
  /** Whether the provider organization's sandbox mode is on; sandbox data demands it. */
  readonly sandboxMode: boolean;
  /** Webhook subscriptions of this environment; required where the provider binds an environment by subscription. */
  readonly subscriptionIds?: readonly Onboarded<string>[];
  /** @default - the provider's own scheme */
  readonly scheme?: SchemeName;
  /**
   * Kinds of check that consume credits here, names of `billing.costs`: a verification is of the kind that its flow's product names,
   * and counted as the dearest where none does.
   * @default - none
   */
  readonly charged?: readonly string[];
}

/** The repository and its GitHub environment that may deploy one environment, as GitHub's tokens name them. */
export interface CiConfig {
  /** `OWNER/REPOSITORY`. */
  readonly repository: string;
  /** Name of a GitHub environment; its protection rules say who approves. */
  readonly environment: string;
  /**
   * Number of the repository, which stays when the name changes hands: `gh api repos/OWNER/REPOSITORY --jq .id`.
   * @default - the name alone is checked
   */
  readonly repositoryId?: string;
  /**
   * Number of the owner: `gh api repos/OWNER/REPOSITORY --jq .owner.id`. Give it where the repository's tokens carry both
   * numbers in their subject, as those of repositories made, renamed or moved after 15 July 2026 do.
   * @default - the subject carries names alone
   */
  readonly ownerId?: string;
  /** @default 'main' */
  readonly branch?: string;
}

/** What a target pins of its source: base64 of public keys on P-256, as `kms:GetPublicKey` gives them. */
export interface EvidenceKeys {
  /** Signs what the source's continuous integration states. */
  readonly evidence: Onboarded<string>;
  /** Signs what a person states. */
  readonly signOff: Onboarded<string>;
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
  /**
   * What webhooks arrive at: the region's own API, or load balancers behind addresses that never change, for a provider that calls a
   * registered address alone. These cost by the hour, and answer once the zone is delegated.
   * @default 'regional'
   */
  readonly ingress?: 'regional' | 'static';
  readonly providers: Readonly<Record<string, ProviderBinding>>;
  /** The environment whose accepted configuration and assembly are promoted into this one; a live environment needs one. */
  readonly promotedFrom?: string;
  /**
   * Who may deploy this environment without a person's credentials.
   * @default - nobody: a person with the account's credentials does
   */
  readonly ci?: CiConfig;
  /**
   * Public halves of the keys with which the environment that this one is promoted from signs; `bulkhead evidence keys` prints them.
   * @default - pending: the gate accepts no release
   */
  readonly evidenceKeys?: EvidenceKeys;
  /**
   * Ways in which this environment may differ from the one it is promoted from, beyond those that follow from the configuration;
   * globs over `Type` or `Type.property.path`, as the audit prints them.
   * @default - none
   */
  readonly differences?: readonly { readonly what: string; readonly reason: string }[];
  /**
   * Permission sets of IAM Identity Center whose sessions may become the approver and the break-glass role; Identity Center must demand a
   * second factor of them.
   * @default - only users of the account with a second factor
   */
  readonly people?: { readonly approvers?: string; readonly breakGlass?: string };
  /**
   * Random text that makes the name of the asset bucket unguessable: `openssl rand -hex 16`.
   * @default - the name follows from account, region and qualifier; no role here reads or writes a bucket of another account either way
   */
  readonly bucketToken?: string;
  /**
   * What CloudFormation may do for stacks of the team's own beyond what Bulkhead's stacks need, such as `ecs:*`.
   * @default - nothing
   */
  readonly ownStackActions?: readonly string[];
  readonly receiver?: {
    /**
     * Instances of the receiver that are always warm, for a provider whose patience a cold start would exceed; they cost whether used or not.
     * @default - none: an idle receiver starts cold
     */
    readonly provisionedConcurrency?: number;
  };
  readonly alarms: { readonly email: string };
  /**
   * US dollars that the account may cost in a month; `alarms.email` is told when four fifths are spent, when all of it is, and when the
   * month is going to cost more.
   * @default - about twice what an idle environment of this shape costs
   */
  readonly budget?: { readonly monthly: number };
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
  /**
   * `o-…`, printed by `aws organizations describe-organization`.
   * @default - what a service does for another organization is told by the account that it names alone
   */
  readonly organizationId?: Onboarded<string>;
  /**
   * Role in the account of every environment, with its path, that bootstraps the account and takes it down: once policies are attached,
   * nobody else there may touch the permissions boundary and the roles that deploy.
   * @default 'OrganizationAccountAccessRole'
   */
  readonly administrationRole?: string;
  /**
   * Who is told of changes of the organization's policies, members and record.
   * @default - nobody: the alarm's topic has no subscriber
   */
  readonly alarms?: { readonly email: string };
  /**
   * US dollars that the management account, and the audit account, may cost in a month each.
   * @default { monthly: 30 }
   */
  readonly budget?: { readonly monthly: number };
}

/** Everything a team edits: one organization and its environments. */
export interface FleetConfig {
  readonly organization: OrganizationConfig;
  readonly environments: readonly EnvironmentConfig[];
}

export type * from './flow-types';
