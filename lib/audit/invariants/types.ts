import type { Loaded } from '../assembly/types';
import type { Facts, Place } from '../facts/types';
import type { Against, EnvironmentsFile, Invariant } from '../model';
import type { Resolver } from '../resolve/resolver';
import type { EnvironmentNode, World } from '../world/types';

export interface Context {
  readonly facts: Facts;
  readonly world: World;
  readonly resolver: Resolver;
  readonly loaded: Loaded;
  readonly file: EnvironmentsFile;
  /** Environments proper, without the account that governs them. */
  readonly environments: readonly EnvironmentNode[];
}

export interface StepDraft {
  readonly place: Place;
  readonly value?: string;
  readonly fingerprint?: string;
  readonly note: string;
}

/** A finding before it has an id, lines, and a word from declarations and suppressions. */
export interface Draft {
  readonly invariant: string;
  readonly verdict: 'VIOLATED' | 'UNKNOWN';
  readonly environments: readonly EnvironmentNode[];
  readonly against: Against;
  readonly direction?: { readonly from: string; readonly to: string };
  readonly message: string;
  readonly steps: readonly StepDraft[];
  /** Told, but without a say in the verdict. */
  readonly informational?: boolean;
  /** What the account that governs the environments does by its nature. */
  readonly governing?: boolean;
  /** A difference that the environments file declares. */
  readonly difference?: { readonly reason: string; readonly owner: string };
}

export interface GroupOfInvariants {
  readonly invariants: readonly Invariant[];
  decide(context: Context): Draft[];
}
