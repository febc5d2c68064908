import type { Finding, Invariant } from './finding';
import type {
  Access,
  AccessPrincipal,
  AccessResource,
  AccessWay,
  AuditedEnvironment,
  Cell,
  ControlPolicyEntry,
  GoverningAccount,
  InputFile,
  LinkUse,
  NetworkEntry,
  SecretEntry,
  SuppressionUse,
} from './tables';
import type { Verdict } from './terms';

export interface AuditResult {
  readonly schema: 'audit/1';
  readonly verdict: Verdict;
  readonly profiles: readonly string[];
  readonly counts: {
    readonly environments: number;
    readonly stacks: number;
    readonly resources: number;
    readonly facts: number;
    readonly files: number;
    /** Open findings by verdict, and the others by status. */
    readonly violated: number;
    readonly unknown: number;
    readonly declared: number;
    readonly suppressed: number;
    readonly informational: number;
  };
  readonly invariants: readonly (Invariant & { readonly verdict: Verdict; readonly decided: boolean })[];
  readonly environments: readonly AuditedEnvironment[];
  readonly governing: readonly GoverningAccount[];
  readonly cells: readonly Cell[];
  readonly access: readonly Access[];
  readonly accessWays: readonly AccessWay[];
  readonly principals: readonly AccessPrincipal[];
  readonly resources: readonly AccessResource[];
  readonly controlPolicies: readonly ControlPolicyEntry[];
  readonly findings: readonly Finding[];
  readonly links: readonly LinkUse[];
  readonly suppressions: readonly SuppressionUse[];
  readonly secretInventory: readonly SecretEntry[];
  readonly network: readonly NetworkEntry[];
  readonly inputs: readonly InputFile[];
  readonly assumptions: readonly string[];
}

export const exitCodes: Readonly<Record<Verdict, number>> = { PROVEN: 0, VIOLATED: 1, UNKNOWN: 2 };

/** The verdict of one invariant for an environment by itself or for a pair. */
export const verdictFor = (result: AuditResult, invariant: string, one: string, other?: string): Verdict => {
  const names = other === undefined ? [one] : [one, other].sort();
  const cell = result.cells.find(({ environments }) => environments.join('\0') === names.join('\0'));
  if (!cell) return 'UNKNOWN';
  return cell.violated.includes(invariant) ? 'VIOLATED' : cell.unknown.includes(invariant) ? 'UNKNOWN' : 'PROVEN';
};
