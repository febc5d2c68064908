// what the templates say, as typed tuples; invariants read nothing else.
import type { Document } from '../assembly/types';
import type { Admission } from '../policy/admit';
import type { Statement } from '../policy/statement';
import type { UnknownSymbol, Value } from '../resolve/value';
import type { EnvironmentNode, ResourceNode, StackNode } from '../world/types';
import type { Position } from './positions';

/** Where a fact stands. */
export interface Place {
  readonly environment: EnvironmentNode;
  readonly stack?: StackNode;
  readonly resource?: ResourceNode;
  readonly document: { readonly file: string; readonly source?: Document };
  /** From the document's root. */
  readonly path: readonly string[];
  /** In a file that has lines but no paths, as program text. */
  readonly line?: number;
}

/** An account, or a resource of one, that is not the environment's own. */
export interface Mention {
  readonly place: Place;
  readonly position: Position;
  /** Absent for an account that no environment of the input has. */
  readonly of?: EnvironmentNode;
  readonly account?: string;
  /** The resource itself, where it is in the input. */
  readonly target?: ResourceNode;
  readonly value: string;
}

/** A value that an invariant looks at and that templates leave open. */
export interface Open {
  readonly place: Place;
  readonly position: Position;
  readonly reason: string;
}

/** An id that AWS gave to something, written out: whoever writes the same means the same thing. */
export interface PhysicalId {
  readonly place: Place;
  readonly position: Position;
  readonly id: string;
}

export interface PolicyFact {
  readonly place: Place;
  readonly kind: 'resource' | 'trust' | 'identity' | 'endpoint';
  readonly statements: readonly Statement[];
  /** Who may be let in; only for policies that name principals. */
  readonly admissions: readonly Admission[];
  /** Why the document is not known. */
  readonly unknown?: string;
}

export interface Reference {
  readonly place: Place;
  readonly kind: 'import' | 'stack-output' | 'dynamic' | 'lookup';
  readonly name: string;
  readonly target?: { readonly stack: StackNode; readonly outputId: string };
  /** The account that it reads, where written. */
  readonly account?: string;
  /** The role that reads for it. */
  readonly role?: string;
  readonly unknown?: string;
}

/** A text with a meaning of its own: a name, a domain, an address block, an identifier. */
export interface Word {
  readonly place: Place;
  readonly text: string;
}

export interface Named extends Word {
  readonly what: 'secret' | 'parameter' | 'bucket' | 'export' | 'qualifier';
}

export interface Domain extends Word {
  readonly zone: boolean;
}

export interface Block extends Word {
  readonly role: 'vpc' | 'route' | 'rule' | 'value';
  readonly first: bigint;
  readonly last: bigint;
  /** Length of the prefix. */
  readonly bits: number;
  /** For a route: whether it leaves through something that joins networks. */
  readonly joins: boolean;
}

export interface SecretText {
  readonly place: Place;
  readonly kind: string;
  readonly credentials?: 'test' | 'live';
  /** Salted; equal values have equal fingerprints within one report. */
  readonly fingerprint: string;
}

/** A secret that is resolved into something that shows it. */
export interface Exposure {
  readonly place: Place;
  readonly where: string;
  readonly value: string;
}

/** A value that tells one environment from another: a flow, a subscription, a webhook host, an address. */
export interface Identifier extends Word {
  readonly what: string;
}

export interface Unread {
  readonly place: Place;
  readonly reason: string;
}

export interface Facts {
  readonly mentions: Mention[];
  readonly open: Open[];
  readonly physicalIds: PhysicalId[];
  readonly policies: PolicyFact[];
  readonly references: Reference[];
  readonly named: Named[];
  readonly domains: Domain[];
  readonly blocks: Block[];
  readonly secretTexts: SecretText[];
  readonly exposures: Exposure[];
  readonly identifiers: Identifier[];
  readonly unread: Unread[];
  /** Which environments use an asset, by its content's path. */
  readonly assetUsers: Map<string, Set<EnvironmentNode>>;
}

export const noFacts = (): Facts => ({
  mentions: [],
  open: [],
  physicalIds: [],
  policies: [],
  references: [],
  named: [],
  domains: [],
  blocks: [],
  secretTexts: [],
  exposures: [],
  identifiers: [],
  unread: [],
  assetUsers: new Map(),
});

/** One value of one place, as the extractors get it. */
export interface Leaf {
  readonly place: Place;
  readonly value: Value;
  /** Path inside the resource without list indices, e.g. `Properties.KeyPolicy.Statement.Principal.AWS`. */
  readonly shape: string;
  readonly unknowns: readonly UnknownSymbol[];
}
