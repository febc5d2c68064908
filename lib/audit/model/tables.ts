// what a report shows beside its findings.
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
  readonly kind: 'secret' | 'parameter';
  readonly name?: string;
  /** Principals of the environment that may read it: `Stack/LogicalId` of roles and users, services, `account 1…`, `anyone`. */
  readonly readers: readonly string[];
  /** `Stack/LogicalId` of the key, an ARN, or `AWS-managed`. */
  readonly key: string;
  readonly rotation: 'function' | 'hosted' | 'none';
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
