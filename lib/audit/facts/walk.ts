import { isObject, type Json } from '../assembly/shape';
import { intrinsicOf } from '../resolve/intrinsic';
import type { Resolver } from '../resolve/resolver';
import { functions } from '../resolve/functions';
import { literal, type Value } from '../resolve/value';
import type { StackNode } from '../world/types';

/** A path without list indices, as a node of a tree: a large assembly repeats few of them. */
export class Shape<P> {
  private readonly children = new Map<string, Shape<P>>();
  private cached?: P;

  /** @param plan works out what to look for, once per shape */
  constructor(
    readonly text: string,
    private readonly make: (text: string) => P,
  ) {}

  get plan(): P {
    return (this.cached ??= this.make(this.text));
  }

  child(key: string): Shape<P> {
    let child = this.children.get(key);
    if (!child) this.children.set(key, (child = new Shape(this.text === '' ? key : `${this.text}.${key}`, this.make)));
    return child;
  }
}

export interface Visitor<P> {
  /** Whether a text can be passed over without a look. */
  skips?(shape: Shape<P>, text: string): boolean;
  /** A scalar, or a function with the value that it resolves to. */
  leaf(path: readonly string[], shape: Shape<P>, value: Value, node: Json): void;
  /** A function, before it is resolved. */
  call?(path: readonly string[], name: string, argument: Json): void;
  /** The name of a property. */
  name?(path: readonly string[], text: string): void;
}

/** Functions that yield a truth and no text; what they compare is text all the same. */
const predicates = new Set([
  'Fn::And',
  'Fn::Or',
  'Fn::Not',
  'Fn::Equals',
  'Fn::Contains',
  'Fn::EachMemberEquals',
  'Fn::EachMemberIn',
]);

const isScalar = (node: Json): boolean => typeof node !== 'object' || node === null;

/** Calls of functions inside functions: imports and outputs are facts wherever they stand. */
const visitCalls = <P>(path: readonly string[], node: Json, visitor: Visitor<P>): void => {
  if (Array.isArray(node)) for (const item of node) visitCalls(path, item, visitor);
  else if (isObject(node)) {
    for (const [key, inner] of Object.entries(node)) {
      if (key.startsWith('Fn::')) visitor.call?.(path, key, inner);
      visitCalls(path, inner, visitor);
    }
  }
};

/** Visits everything below a node; both branches of a condition count, because either may be deployed. */
export const walk = <P>(
  resolver: Resolver,
  stack: StackNode,
  node: Json,
  path: string[],
  shape: Shape<P>,
  visitor: Visitor<P>,
): void => {
  if (isScalar(node)) {
    if (typeof node !== 'string' || !visitor.skips?.(shape, node)) visitor.leaf(path, shape, resolver.value(stack, node), node);
  } else if (Array.isArray(node)) {
    node.forEach((item, index) => {
      path.push(String(index));
      walk(resolver, stack, item, path, shape, visitor);
      path.pop();
    });
  } else if (isObject(node)) {
    const name = intrinsicOf(node);
    if (name === undefined) {
      for (const key in node) {
        if (key.length >= 12 && /\d{12}/.test(key)) visitor.leaf([...path, key], shape, literal(key), key);
        if (key === 'Fn::Transform') visitor.call?.(path, key, node[key]!);
        path.push(key);
        visitor.name?.(path, key);
        walk(resolver, stack, node[key]!, path, shape.child(key), visitor);
        path.pop();
      }
      return;
    }
    const argument = node[name] ?? null;
    if (predicates.has(name) && Array.isArray(argument)) {
      path.push(name);
      walk(resolver, stack, argument, path, shape, visitor);
      path.pop();
      return;
    }
    if (name === 'Fn::ToJsonString') {
      path.push(name);
      walk(resolver, stack, argument, path, shape, visitor);
      path.pop();
      return;
    }
    if (
      name === 'Fn::If'
      && Array.isArray(argument)
      && argument.slice(1).some(branch => Array.isArray(branch) || (isObject(branch) && intrinsicOf(branch) === undefined))
    ) {
      argument.forEach((branch, index) => {
        if (index === 0) return;
        path.push(name, String(index));
        walk(resolver, stack, branch, path, shape, visitor);
        path.pop();
        path.pop();
      });
      return;
    }
    if (name !== 'Ref') {
      visitor.call?.(path, name, argument);
      visitCalls(path, argument, visitor);
    }
    // what is evaluated nowhere but at deployment is read as it is written.
    if (name !== 'Ref' && functions[name] === undefined && typeof argument === 'object') {
      path.push(name);
      walk(resolver, stack, argument, path, shape, visitor);
      path.pop();
    }
    visitor.leaf(path, shape, resolver.value(stack, node), node);
  }
};
