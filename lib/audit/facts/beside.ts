import { isObject, type Json } from '../assembly/shape';
import type { ResourceNode } from '../world/types';

/** Whether a value stands in a list of names and values, as the variables of containers and builds do. */
export const isNamedBeside = (shape: string): boolean => /Environment\w*\.Value$/.test(shape);

/** @param path of the value, from the document's root */
export const nameBeside = ({ body }: ResourceNode, path: readonly string[]): string | undefined => {
  let node: Json | undefined = body;
  for (const key of path.slice(2, -1)) node = isObject(node) ? node[key] : Array.isArray(node) ? node[Number(key)] : undefined;
  return isObject(node) && typeof node.Name === 'string' ? node.Name : undefined;
};
