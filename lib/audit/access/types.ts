// what access is decided about: who there is, what there is, and what was decided.
import type { Place, PolicyFact } from '../facts/types';
import type { AccessResource, Refusal } from '../model';
import type { Party } from '../policy/party';
import type { Caller, Given } from '../policy/request';
import type { Named } from '../policy/names-target';
import type { Statement } from '../policy/statement';
import type { EnvironmentNode } from '../world/types';

/** A statement with the place of its policy. */
export interface Held {
  readonly statement: Statement;
  readonly place: Place;
  /** A policy of AWS or one that is not in the input, whose statements are taken at their widest. */
  readonly whole?: string;
}

/** A principal of an environment, with everything that its own policies say. */
export interface Principal extends Caller {
  /** `Stack/LogicalId`, or what it is. */
  readonly name: string;
  readonly place?: Place;
  /** Nothing where it needs no policy of its own, or where templates do not show it. */
  readonly identity?: readonly Held[];
  /** What it may do at most. */
  readonly boundary?: readonly Held[];
  readonly carried: ReadonlyMap<string, Given>;
}

/** How a resource stands towards everybody outside of its environment. */
export type Posture = AccessResource['posture'];

/** A resource that a policy or an identity may name. */
export interface Target extends Named {
  readonly environment: EnvironmentNode;
  readonly name: string;
  readonly type: string;
  readonly account: string | undefined;
  readonly place: Place;
  readonly policies: readonly PolicyFact[];
  /** The statements of all of its policies. */
  readonly held: readonly Held[];
  /** Everybody outside of the environment whom they may let in. */
  readonly outside: readonly Party[];
  readonly posture: Posture;
  /** Whether its own policy has to agree even to principals of its own account. */
  readonly asksOwnPolicy: boolean;
}

/** A place of the chain, from who calls to what is reached. */
export interface Link {
  readonly place: Place;
  readonly value?: string;
  readonly note: string;
}

export interface Decision {
  readonly decision: 'allowed' | 'front-door' | 'undecided' | 'denied';
  readonly refusal?: Refusal;
  /** What allows, or what denies. */
  readonly chain: readonly Link[];
  /** Names of organization policies on which the denial rests. */
  readonly assumes: readonly string[];
  /** The way if it is allowed, without the links of who and what. */
  readonly reason: string;
}
