// what a report shows beside its findings.
import type { Step } from './finding';
import type { DeclaredLink, Suppression } from './input';
import type { CredentialClass, Verdict } from './terms';

/** The verdict of one environment by itself, or of an unordered pair; invariants that are not listed are proven for it. */
export interface Cell {
  readonly environments: readonly [string] | readonly [string, string];
  readonly verdict: Verdict;
  /** Ids of invariants. */
  readonly violated: readonly string[];
  readonly unknown: readonly string[];
}

/** Why a principal does not get at a resource. */
export type Refusal = 'no-policy' | 'own-only' | 'network' | 'unreached' | 'explicit' | 'boundary' | 'pass-role' | 'organization';

/** Pairs of a principal of the one and a resource of the other environment, by what was decided; every pair is in one of them. */
export type AccessCounts = Readonly<Record<'allowed' | 'undecided' | 'front-door' | Refusal, number>>;

/** Whether any principal of one environment may get at a resource of another, and why not or how. */
export interface Access {
  readonly from: string;
  readonly to: string;
  readonly allowed: boolean;
  /** Whether every way that allows it is declared as meant. */
  readonly declared: boolean;
  /** Policies of `to` that were evaluated for principals of `from`. */
  readonly policies: number;
  /** The denying reason, or what the findings show. */
  readonly reason: string;
  readonly findings: readonly string[];
  readonly principals: number;
  readonly resources: number;
  readonly counts: AccessCounts;
}

/** Somebody who may act for an environment. */
export interface AccessPrincipal {
  readonly environment: string;
  readonly name: string;
  readonly kind: 'role' | 'user' | 'account' | 'service' | 'web-identity' | 'anonymous';
}

/** Something that a policy may be attached to or an identity may name. */
export interface AccessResource {
  readonly environment: string;
  readonly name: string;
  readonly type: string;
  /** How it stands towards everybody outside: all are refused for one reason, or it is decided for each. */
  readonly posture: 'no-policy' | 'own-only' | 'network' | 'front-door' | 'open';
  readonly policies: number;
}

/** A decision that is not the same for everybody outside, with the chain that allows or denies. */
export interface AccessWay {
  readonly from: string;
  readonly to: string;
  /** Principals of `from` whose policies say the same; the chain is the first one's. */
  readonly principals: readonly string[];
  readonly resource: string;
  readonly type: string;
  readonly decision: 'allowed' | 'undecided' | 'denied';
  readonly refusal?: Refusal;
  readonly reason: string;
  /** Policies of the organization that it takes to be attached and live. */
  readonly assumes: readonly string[];
  readonly chain: readonly Step[];
  readonly findings: readonly string[];
}

/** A policy of the organization that the input holds. It denies only under the assumption that it is attached and live. */
export interface ControlPolicyEntry {
  readonly kind: 'SCP' | 'RCP';
  readonly name: string;
  readonly file: string;
  readonly place: string;
  /** Environments whose accounts the template attaches it to. */
  readonly environments: readonly string[];
  /** Targets whose accounts no template tells: there it counts for nothing. */
  readonly open: readonly string[];
  readonly denials: number;
}

export interface AuditedEnvironment {
  readonly name: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly stacks: readonly string[];
  readonly resources: number;
  readonly credentials?: CredentialClass;
  readonly promotedFrom?: string;
}

/** An account that governs the environments instead of being one: its policies name them by design. */
export interface GoverningAccount {
  readonly kind: 'organization';
  readonly name: string;
  readonly account: string;
  readonly stacks: readonly string[];
  /** What is accepted of it, as a sentence. */
  readonly statement: string;
}

export interface SecretEntry {
  readonly environment: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly file: string;
  /** `managed`: made by a service for the resource, as for the password of a database. */
  readonly kind: 'secret' | 'managed';
  readonly name?: string;
  /** Who may read it, by policies of the principal, of the secret and of the key; those of another environment with its name. */
  readonly readers: readonly string[];
  /** `Stack/LogicalId` of the key, an ARN, or `AWS-managed`. */
  readonly key: string;
  readonly rotation: 'function' | 'hosted' | 'managed' | 'none';
  /** How often, where the template says. */
  readonly rotates?: string;
}

export interface NetworkEntry {
  readonly environment: string;
  readonly cidrs: readonly string[];
  readonly endpoints: readonly { readonly service: string; readonly place: string; readonly bound: boolean }[];
  /** What leaves: destinations of security group rules and routes that are not inside the environment. */
  readonly egress: readonly string[];
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
}

export interface InputFile {
  /** Relative to the audit's root, with forward slashes. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface SuppressionUse {
  readonly suppression: Suppression;
  readonly state: 'used' | 'unused' | 'expired';
  readonly findings: readonly string[];
}

export interface LinkUse {
  readonly link: DeclaredLink;
  readonly findings: readonly string[];
}
