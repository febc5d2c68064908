// the input as one world: environments, their stacks and resources, each with an identity of its own.
import type { Json, JsonObject } from '../assembly/shape';
import type { LoadedStack } from '../assembly/types';
import type { CredentialClass } from '../model';

/** An environment, or the account that governs them. */
export interface EnvironmentNode {
  readonly name: string;
  readonly kind: 'environment' | 'organization';
  /** Accounts of its stacks and of its declaration. */
  readonly accounts: Set<string>;
  readonly stacks: StackNode[];
  readonly credentials?: CredentialClass;
  readonly promotedFrom?: string;
  readonly identifiers: readonly string[];
}

export interface StackNode {
  readonly loaded: LoadedStack;
  readonly environment: EnvironmentNode;
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  readonly resources: Map<string, ResourceNode>;
  /** Stacks nested in it, by logical id. */
  readonly nested: Map<string, StackNode>;
  readonly parent?: { readonly stack: StackNode; readonly logicalId: string };
}

/** A resource; two resources are the same only if they are the same node, whatever their logical ids. */
export interface ResourceNode {
  readonly stack: StackNode;
  readonly logicalId: string;
  readonly type: string;
  readonly body: JsonObject;
  readonly properties: JsonObject;
}

export interface ExportNode {
  readonly stack: StackNode;
  readonly outputId: string;
  readonly name: string;
  readonly value: Json;
}

export interface World {
  /** Sorted by name; the governing account is among them. */
  readonly environments: readonly EnvironmentNode[];
  readonly stacks: readonly StackNode[];
  readonly byAccount: ReadonlyMap<string, EnvironmentNode>;
  /** Exports by account, region and name. */
  readonly exports: ReadonlyMap<string, ExportNode>;
  /** Exports by name alone, whichever account has them. */
  readonly exportsByName: ReadonlyMap<string, readonly ExportNode[]>;
  /** Stacks by account and name. */
  readonly stacksByName: ReadonlyMap<string, readonly StackNode[]>;
}

export const exportKey = (account: string | undefined, region: string | undefined, name: string): string =>
  `${account ?? '?'}|${region ?? '?'}|${name}`;
export const stackKey = (account: string | undefined, name: string): string => `${account ?? '?'}|${name}`;

/** `Stack/LogicalId`, as findings name a resource. */
export const nameOf = ({ stack, logicalId }: ResourceNode): string => `${stack.name}/${logicalId}`;
