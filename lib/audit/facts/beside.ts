// lists of names and values: variables of containers, parameters, options, headers, tags.
import { isObject, type Json, type JsonObject } from '../assembly/shape';
import type { ResourceNode } from '../world/types';

/** Whether a value stands in a list of variables, as containers and builds have. */
export const isVariableBeside = (shape: string): boolean => /Environment\w*\.Value$/.test(shape);

/** Whether a name may stand beside a value. */
export const isNamedBeside = (shape: string): boolean => /\.\w*[Vv]alues?$/.test(shape);

const NAMES = /^(?:\w*Name|\w*Key|Field|Option|name|key)$/;

/** Whether one property names another: `HeaderName` and `HeaderValue`, in a list any name and the value. */
const names = (name: string, value: string, inList: boolean): boolean => {
  const bare = value.replace(/[Vv]alues?$/, '');
  return bare === '' && inList ? NAMES.test(name) : new RegExp(`^${bare}(?:name|key|field)$`, 'i').test(name);
};

/** Whether what stands beside says that the value is a secret. */
const saysSecret = (node: JsonObject): boolean =>
  Object.entries(node).some(([key, value]) => /secret|secure|sensitive|noecho/i.test(key) && (value === true || value === 'true'));

/** @param path of the value, from the document's root */
export const nameBeside = ({ body }: ResourceNode, path: readonly string[]): string | undefined => {
  // a value may be an item of a list of values.
  const way = /^\d+$/.test(path[path.length - 1] ?? '') ? path.slice(0, -1) : path;
  const value = way[way.length - 1] ?? '';
  let [node, inList]: [Json | undefined, boolean] = [body, false];
  for (const key of way.slice(2, -1)) {
    inList = Array.isArray(node);
    node = isObject(node) ? node[key] : Array.isArray(node) ? node[Number(key)] : undefined;
  }
  // a build reads some of its variables from a store, and says so beside them.
  if (!isObject(node) || (typeof node.Type === 'string' && /^(?:SECRETS_MANAGER|PARAMETER_STORE)$/.test(node.Type))) return undefined;
  const [, name] = Object.entries(node).find(([key, text]) => typeof text === 'string' && names(key, value, inList)) ?? [];
  return typeof name !== 'string' ? undefined : saysSecret(node) ? `${name} (secret)` : name;
};

/** The option of a command that an argument follows. */
export const optionBefore = ({ body }: ResourceNode, path: readonly string[]): string | undefined => {
  let node: Json | undefined = body;
  for (const key of path.slice(2, -1)) node = isObject(node) ? node[key] : Array.isArray(node) ? node[Number(key)] : undefined;
  const option = Array.isArray(node) ? node[Number(path[path.length - 1]) - 1] : undefined;
  return typeof option === 'string' && /^--?[A-Za-z][\w-]*$/.test(option) ? option : undefined;
};
