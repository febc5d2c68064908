// plain names and types that the constructs of lib/operations, the function and the commands that call it share on purpose.
import type { ProviderName } from '../../lib/providers';

/** Name of the function, equal in every account by design: the roles that may call it are granted it before it is there. */
export const connectivityFunctionName = 'bulkhead-connectivity';

/** Environment variables of the function. */
export interface ConnectivityVariables {
  /** One `ConnectivitySettings` as JSON. */
  readonly BULKHEAD_CONNECTIVITY_SETTINGS: string;
}

/** What one binding should be reached as; `null` while onboarding has not told it. */
export interface ReachedBinding {
  readonly binding: string;
  readonly provider: ProviderName;
  readonly apiDomain: string | null;
  /** IPv4 blocks that the security group lets out to. */
  readonly addresses: readonly string[] | null;
}

/** Values of the environment's own, no secret among them. */
export interface ConnectivitySettings {
  readonly version: 1;
  /** Block of the VPC, in which interface endpoints have their addresses. */
  readonly cidr: string;
  readonly bindings: readonly ReachedBinding[];
  /** What the function may ask of each service, through the environment's endpoint alone. */
  readonly asked: Readonly<Record<EndpointService, string>>;
}

/** Services behind endpoints, by the first part of their host's name. */
export const endpointServices = {
  secretsmanager: 'interface', ssm: 'interface', events: 'interface', s3: 'gateway', dynamodb: 'gateway',
} as const;

export type EndpointService = keyof typeof endpointServices;

/** Something of another environment that must be out of reach; named by its caller alone, so that no template knows it. */
export interface ForeignPlace {
  /** What results call it, `other-1` for one. */
  readonly id: string;
  readonly domain: string;
  /** An address that the domain is known to answer from, outside of this environment's own blocks. */
  readonly address?: string;
}

export interface ConnectivityRequest {
  readonly version: 1;
  readonly foreign: readonly ForeignPlace[];
}

/** What the schedule sends: the function's own canary stands for everything that is foreign. */
export const scheduledRequest: ConnectivityRequest = { version: 1, foreign: [] };

/** What is looked at, in order; a `border` is a way that must be closed, a `route` one that must be open. */
export const routeChecks = {
  'provider-name': 'route', 'provider-reached': 'route', 'provider-tls': 'route', 'provider-answer': 'route', 'allow-list': 'route',
  'endpoint-address': 'route', 'endpoint-call': 'route', 'static-addresses': 'route', 'foreign-name': 'border', 'foreign-address': 'border',
} as const;

export type RouteCheck = keyof typeof routeChecks;

/** `unknown` is neither: what would tell did not come about. */
export type RouteVerdict = 'holds' | 'fails' | 'unknown';

export interface RouteResult {
  readonly check: RouteCheck;
  /** Binding, service, or id of a foreign place. */
  readonly subject: string;
  readonly verdict: RouteVerdict;
  /** A word of the code. */
  readonly reason: string;
  /** A version, a status or a number that the reason is about. */
  readonly detail?: string;
}

export interface ConnectivityAnswer {
  readonly version: 1;
  readonly environment: string;
  readonly results: readonly RouteResult[];
}

/** Not settled yet by whom it concerns; told by the doctor, so that no alarm repeats it. */
export const onboarding = 'onboarding';

/** Metrics of a run, by `Environment`. */
export const connectivityMetrics = {
  /** One per run: its absence says that nothing is looked at. */
  run: 'RouteRun',
  /** Ways that must be open and are not. */
  failed: 'RouteFailed',
  /** Ways that must be closed and are open. */
  crossed: 'RouteCrossed',
  /** Checks that could not tell, those that wait for onboarding left aside. */
  unknown: 'RouteUnknown',
} as const;
