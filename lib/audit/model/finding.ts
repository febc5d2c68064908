// one finding, from the places that show it to what was declared about it.
import type { DeclaredLink, Suppression } from './input';
import type { Group, InvariantKind } from './terms';

export interface Invariant {
  /** `group.name`, a promise across versions. */
  readonly id: string;
  readonly group: Group;
  readonly kind: InvariantKind;
  /** What holds where it is proven, as a sentence. */
  readonly title: string;
  readonly fix: string;
  /** What it is evidence for, e.g. `PCI DSS 4.0.1 6.5.3`. */
  readonly controls: readonly string[];
}

/** One place of a chain: where to look and what is there. */
export interface Step {
  /** Absent where the place belongs to no environment. */
  readonly environment?: string;
  readonly stack?: string;
  /** Path of the file, relative to the audit's root. */
  readonly file: string;
  readonly logicalId?: string;
  readonly resourceType?: string;
  /** Inside the resource (or inside the file where there is no resource), e.g. `Properties.KeyPolicy.Statement.0.Principal`. */
  readonly propertyPath?: string;
  readonly line?: number;
  /** What stands there; secret material only ever as `fingerprint`. */
  readonly value?: string;
  readonly fingerprint?: string;
  /** What this place contributes to the chain. */
  readonly note: string;
}

/** Only `open` findings decide the verdict; the others are listed all the same. */
export type FindingStatus = 'open' | 'declared' | 'suppressed' | 'informational';

/** Whom a finding concerns beside the environment it is in: one other, anybody at all, an account outside the input, nobody. */
export type Against = 'environment' | 'anyone' | 'outside' | 'itself';

export interface Finding {
  /** `<invariant>-<hash over the invariant and the places>`: the same whatever the order of input, lines and values. */
  readonly id: string;
  readonly invariant: string;
  readonly group: Group;
  readonly kind: InvariantKind;
  readonly verdict: 'VIOLATED' | 'UNKNOWN';
  readonly status: FindingStatus;
  /** One environment, or two in alphabetical order. */
  readonly environments: readonly string[];
  readonly against: Against;
  /** Who reaches whom, by environment name or account id, where there is a direction. */
  readonly direction?: { readonly from: string; readonly to: string };
  readonly message: string;
  readonly remedy: string;
  readonly chain: readonly Step[];
  readonly declared?:
    DeclaredLink | { readonly kind: 'organization' | 'difference'; readonly reason: string; readonly owner: string };
  readonly suppressed?: Suppression;
  /** Policies of the organization that would stop every way that it opens, if they are attached and live; it counts all the same. */
  readonly stoppedBy?: readonly string[];
}
