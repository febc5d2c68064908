import type { JsonObject } from './shape';
import type { InputFile } from '../model';

/** A parsed document; its text is kept until a finding needs a line of it. */
export interface Document {
  readonly file: string;
  readonly text: string;
  readonly format: 'json' | 'yaml';
  readonly value: JsonObject;
}

export interface Resource {
  readonly type: string;
  /** The whole declaration: `Properties`, `Metadata`, `DeletionPolicy` and the rest. */
  readonly body: JsonObject;
}

export interface AssetReference {
  readonly id: string;
  readonly kind: 'file' | 'docker';
  /** File or folder on disk. */
  readonly path?: string;
  /** What publishes it where, as written in the asset manifest. */
  readonly entry: JsonObject;
  readonly document: Document;
  /** Path of the entry inside the asset manifest. */
  readonly place: readonly string[];
}

export interface LoadedStack {
  /** CloudFormation's name, or the nested stack's path of logical ids. */
  readonly name: string;
  /** Names of the stages around it, outermost first. */
  readonly stage: readonly string[];
  readonly account?: string;
  readonly region?: string;
  readonly document: Document;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly parent?: { readonly stack: LoadedStack; readonly logicalId: string };
  /** The manifest's entry; absent for nested stacks and plain templates. */
  readonly artifact?: { readonly document: Document; readonly place: readonly string[]; readonly value: JsonObject };
  readonly metadata?: Document;
  readonly assets: AssetReference[];
  readonly parameters: Readonly<Record<string, string>>;
  /** The environment that a mapping file names. */
  readonly environment?: string;
}

/** One text of an asset. */
export interface AssetText {
  readonly file: string;
  readonly text: string;
}

export interface AssetContent {
  readonly path: string;
  readonly files: readonly AssetText[];
  /** Files that could not be read as text, each with the reason. */
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
}

export interface Loaded {
  readonly stacks: readonly LoadedStack[];
  readonly contexts: readonly Document[];
  /** Construct trees, as text: they repeat the templates and more, and are too large to be parsed for what they add. */
  readonly trees: readonly AssetText[];
  readonly unreadTrees: AssetContent['unread'];
  /** Context that was missing at synthesis, so that templates hold dummy values. */
  readonly missing: readonly { readonly document: Document; readonly place: readonly string[]; readonly key: string }[];
  readonly contents: ReadonlyMap<string, AssetContent>;
  readonly inputs: readonly InputFile[];
}
