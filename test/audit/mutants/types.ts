import type { Group } from '../../../lib/audit/model';
import type { Lab } from './lab';

export type EnvironmentName = 'Staging' | 'PreProduction' | 'Production';

/** One environment of the assembly that is mutated. */
export interface Side {
  readonly name: EnvironmentName;
  readonly account: string;
  /** As configuration names it: in hosts, flow ids, qualifiers. */
  readonly slug: string;
  readonly octet: number;
}

/** One leak, planted into a clean assembly, with the finding that it must cause. */
export interface Mutant {
  readonly id: string;
  readonly group: Group;
  readonly family: string;
  readonly what: string;
  /** Invariants of which one must be found. */
  readonly expected: readonly string[];
  readonly verdict: 'VIOLATED' | 'UNKNOWN' | 'not proven';
  /** Environments that the finding must name, all of them. */
  readonly environments: readonly EnvironmentName[];
  readonly hygiene: boolean;
  readonly elsewhere: boolean;
  plant(lab: Lab): void;
}

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  [section: string]: unknown;
}

export interface Template {
  Resources: Record<string, Resource>;
  [section: string]: unknown;
}

export type StackName = 'Network' | 'Secrets' | 'Webhook' | 'Operations' | 'Backend';
