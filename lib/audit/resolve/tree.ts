import { isObject, type Json } from '../assembly/shape';
import { intrinsicOf } from './intrinsic';
import type { Resolver } from './resolver';
import type { Value } from './value';
import type { StackNode } from '../world/types';

/** A resolved document: what a template writes, with values in place of functions. */
export type Tree = Leaf | Branch | readonly Tree[] | Choice;

export interface Leaf {
  readonly leaf: Value;
}

export interface Branch {
  readonly fields: ReadonlyMap<string, Tree>;
}

/** One of several, decided at deployment. */
export interface Choice {
  readonly choice: readonly Tree[];
}

export const isLeaf = (tree: Tree | undefined): tree is Leaf => tree !== undefined && 'leaf' in tree;
export const isBranch = (tree: Tree | undefined): tree is Branch => tree !== undefined && 'fields' in tree;
export const isChoice = (tree: Tree | undefined): tree is Choice => tree !== undefined && 'choice' in tree;
export const isList = (tree: Tree | undefined): tree is readonly Tree[] => Array.isArray(tree);

const isNothing = (node: Json): boolean => isObject(node) && node.Ref === 'AWS::NoValue';

/** Resolves a whole structure; a condition between structures becomes a choice. */
export const expand = (resolver: Resolver, stack: StackNode, node: Json): Tree => {
  if (Array.isArray(node)) return node.filter(item => !isNothing(item)).map(item => expand(resolver, stack, item));
  if (!isObject(node)) return { leaf: resolver.value(stack, node) };
  const name = intrinsicOf(node);
  if (name === 'Fn::If' && Array.isArray(node['Fn::If'])) {
    const options = node['Fn::If']
      .slice(1)
      .filter(branch => !isNothing(branch))
      .map(branch => expand(resolver, stack, branch));
    return options.every(isLeaf) ? { leaf: resolver.value(stack, node) } : { choice: options };
  }
  if (name === 'Fn::Split') return resolver.list(stack, node).map(leaf => ({ leaf }));
  if (name === 'Fn::ToJsonString') return expand(resolver, stack, node[name] ?? null);
  if (name !== undefined) return { leaf: resolver.value(stack, node) };
  return {
    fields: new Map(
      Object.entries(node)
        .filter(([, inner]) => inner !== undefined && !isNothing(inner))
        .map(([key, inner]) => [key, expand(resolver, stack, inner)]),
    ),
  };
};

/** Every list item, of every choice. */
export const itemsOf = (tree: Tree | undefined): readonly Tree[] => {
  if (tree === undefined) return [];
  if (isList(tree)) return tree.flatMap(item => (isChoice(item) ? itemsOf(item) : [item]));
  if (isChoice(tree)) return tree.choice.flatMap(itemsOf);
  return [tree];
};

/** Every value below a tree. */
export const leavesOf = (tree: Tree | undefined): Value[] => {
  if (tree === undefined) return [];
  if (isLeaf(tree)) return [tree.leaf];
  if (isChoice(tree)) return tree.choice.flatMap(leavesOf);
  return isList(tree) ? tree.flatMap(leavesOf) : [...tree.fields.values()].flatMap(leavesOf);
};

export const fieldOf = (tree: Tree | undefined, name: string): Tree | undefined => {
  if (isBranch(tree)) return tree.fields.get(name);
  if (!isChoice(tree)) return undefined;
  const found = tree.choice.map(option => fieldOf(option, name)).filter(option => option !== undefined);
  return found.length === 0 ? undefined : found.length === 1 ? found[0] : { choice: found };
};
