import { isObject, type Json } from './shape';
import type { Resource } from './types';
import { UnusableInput } from '../model';

const PLACEHOLDER = /\$\{([A-Za-z0-9]+)[.}]/g;

const collect = (value: Json | undefined, into: Set<string>): void => {
  if (Array.isArray(value)) {
    for (const inner of value) collect(inner, into);
    return;
  }
  if (!isObject(value)) return;
  for (const key in value) {
    const inner = value[key];
    if (
      inner === undefined
      || inner === null
      || (typeof inner === 'string' && key !== 'Ref' && key !== 'Fn::Sub' && key !== 'Fn::GetAtt')
    )
      continue;
    if (key === 'Ref' && typeof inner === 'string') into.add(inner);
    else if (key === 'Fn::GetAtt') {
      const id = Array.isArray(inner) ? inner[0] : typeof inner === 'string' ? inner.split('.')[0] : undefined;
      if (typeof id === 'string') into.add(id);
      if (Array.isArray(inner)) collect(inner[1], into);
    } else if (key === 'Fn::Sub') {
      const text = Array.isArray(inner) ? inner[0] : inner;
      if (typeof text === 'string') for (const [, id] of text.matchAll(PLACEHOLDER)) into.add(id!);
      if (Array.isArray(inner)) collect(inner[1], into);
    } else collect(inner, into);
  }
};

const needs = ({ body }: Resource): Set<string> => {
  const found = new Set<string>();
  collect(body.Properties, found);
  for (const id of Array.isArray(body.DependsOn) ? body.DependsOn : [body.DependsOn]) if (typeof id === 'string') found.add(id);
  return found;
};

/** Refuses resources that need each other: CloudFormation would, and nothing can be said about a template that cannot be deployed. */
export const refuseCycles = (resources: ReadonlyMap<string, Resource>, file: string): void => {
  const done = new Set<string>();
  for (const start of resources.keys()) {
    const way: { id: string; rest: string[] }[] = [];
    const open = new Set<string>();
    const enter = (id: string) => {
      open.add(id);
      way.push({ id, rest: [...needs(resources.get(id)!)].filter(next => resources.has(next)) });
    };
    if (!done.has(start)) enter(start);
    while (way.length > 0) {
      const top = way[way.length - 1]!;
      const next = top.rest.pop();
      if (next === undefined) {
        way.pop();
        open.delete(top.id);
        done.add(top.id);
      } else if (open.has(next)) {
        const circle = [...way.map(({ id }) => id).slice(way.findIndex(({ id }) => id === next)), next];
        throw new UnusableInput(
          `resources need each other in a circle: ${circle.slice(0, 6).join(' → ')}`,
          file,
          `Resources.${next}`,
        );
      } else if (!done.has(next)) enter(next);
    }
  }
};
