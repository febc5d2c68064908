// what the synthesized templates say of each resource, with the ids that AWS has given since.
import { isObject, type Json, type JsonObject } from '../audit/assembly/shape';
import { intrinsicOf } from '../audit/resolve/intrinsic';
import type { Resolver } from '../audit/resolve/resolver';
import { isAttribute, type Part } from '../audit/resolve/value';
import type { ResourceNode, StackNode } from '../audit/world/types';

/** Something of a template that only the deployment knows, and that AWS did not tell either. */
export class Unresolved extends Error {
  constructor(readonly what: string) {
    super(what);
    this.name = 'Unresolved';
  }
}

/** What an attribute of a deployed resource is; nothing where it is not known. */
export type Attributes = (owner: ResourceNode, attribute: string) => string | undefined;

const textOf = (part: Part, attributes: Attributes): string => {
  if (typeof part === 'string') return part;
  if (!isAttribute(part)) throw new Unresolved(part.reason);
  const { owner, attribute } = part;
  const known = attributes(owner, attribute);
  if (known === undefined) throw new Unresolved(`${attribute} of ${owner.stack.name}/${owner.logicalId}`);
  return known;
};

const isNothing = (node: Json): boolean => isObject(node) && node.Ref === 'AWS::NoValue';

/**
 * A part of a template as AWS has it.
 *
 * @throws Unresolved where something in it is not known word for word
 */
export const deployed = (resolver: Resolver, stack: StackNode, node: Json, attributes: Attributes): Json => {
  if (Array.isArray(node)) return node.filter(item => !isNothing(item)).map(item => deployed(resolver, stack, item, attributes));
  if (!isObject(node)) return node;
  if (intrinsicOf(node) === undefined) {
    const members: JsonObject = {};
    for (const [name, inner] of Object.entries(node)) if (!isNothing(inner)) members[name] = deployed(resolver, stack, inner, attributes);
    return members;
  }
  const [only, ...others] = resolver.value(stack, node);
  if (!only || others.length > 0) throw new Unresolved(`a value of ${stack.name} that depends on a condition`);
  return only.map(part => textOf(part, attributes)).join('');
};
