// where the templates say an aspect of a resource, and what.
import { deployed, Unresolved } from './expected';
import type { Deployed } from './deployed';
import type { Aspect, Carrier, Live } from './types';
import { isObject, type Json } from '../audit/assembly/shape';
import type { Resolver } from '../audit/resolve/resolver';
import type { ResourceNode, StackNode } from '../audit/world/types';

/** One thing that a template says, at its place. */
export interface Said {
  readonly resource: ResourceNode;
  /** Below the properties. */
  readonly path: readonly string[];
  /** As it is written. */
  readonly node: Json;
  /** As AWS has it. */
  readonly value: Json;
}

/** Everything that templates of one environment say in the place of another resource, by the type that says it. */
export type Carriers = ReadonlyMap<string, readonly { readonly resource: ResourceNode; readonly about: readonly Live[] }[]>;

const listOf = (node: Json | undefined): Json[] => (node === undefined ? [] : Array.isArray(node) ? node : [node]);

/** Types that a carrier speaks for, and the property that names which of them. */
export type SpokenFor = ReadonlyMap<string, readonly { readonly of: string; readonly names: string }[]>;

/** Whom each carrier is about, and those of which templates leave it open. */
export const carriersOf = (stacks: readonly StackNode[], spokenFor: SpokenFor, resolver: Resolver, found: Deployed) => {
  const carriers = new Map<string, { resource: ResourceNode; about: Live[] }[]>();
  const unresolved: { resource: ResourceNode; error: unknown }[] = [];
  for (const resource of stacks.flatMap(stack => [...stack.resources.values()])) {
    try {
      const about = (spokenFor.get(resource.type) ?? []).flatMap(({ of, names }) => listOf(resource.properties[names]).flatMap(node => {
        const name = deployed(resolver, resource.stack, node, found.attributes);
        return typeof name === 'string' ? found.byName(of, name) ?? [] : [];
      }));
      if (about.length > 0) carriers.set(resource.type, [...carriers.get(resource.type) ?? [], { resource, about }]);
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      unresolved.push({ resource, error });
    }
  }
  return { carriers, unresolved };
};

export const at = (node: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), node);

const without = ({ names }: Carrier, properties: Json): Json =>
  (isObject(properties) ? Object.fromEntries(Object.entries(properties).filter(([name]) => name !== names)) : properties);

/** Everything that templates say of one aspect. @throws Unresolved where something in it is not known */
export const saidOf = (resource: ResourceNode, live: Live, name: string, aspect: Aspect, carriers: Carriers, resolver: Resolver, found: Deployed): Said[] => {
  const { carrier, template = name } = aspect;
  const said = (where: ResourceNode, path: readonly string[], node: Json | undefined): Said[] =>
    (node === undefined ? [] : [{ resource: where, path, node, value: deployed(resolver, where.stack, node, found.attributes) }]);
  const path = [...template.split('.'), ...[aspect.within ?? []].flat(), ...[aspect.entries ?? []].flat()];
  const own = at(resource.properties, path);
  const isMany = aspect.as === 'set' || aspect.as === 'policies';
  const direct = isMany ? listOf(own).flatMap((node, index) => said(resource, [...path, String(index)], node)) : said(resource, path, own);
  const others = (carrier ? carriers.get(carrier.type) ?? [] : []).filter(({ about }) => about.includes(live));
  return [...direct, ...others.flatMap(({ resource: other }) => {
    if (carrier!.holds === undefined) return said(other, [], without(carrier!, other.properties));
    const holds = said(other, [carrier!.holds], other.properties[carrier!.holds]);
    return aspect.as !== 'policies' ? holds : holds.map(one => ({ ...one, value: { PolicyName: deployed(resolver, other.stack, other.properties.PolicyName ?? null, found.attributes), PolicyDocument: one.value } }));
  })];
};
