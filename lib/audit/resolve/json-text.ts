import { expand, type Tree } from './tree';
import type { Resolver } from './resolver';
import { concat, literal, type Part, type Sequence, type Value } from './value';
import { parseJson } from '../assembly/json';
import { isObject, type Json } from '../assembly/shape';
import type { StackNode } from '../world/types';

const [START, END] = ['\uE000', '\uE001'] as const;

const withParts = (text: string, parts: readonly Part[]): Value =>
  text.includes(START)
    ? concat(
        text
          .split(/(\uE000\d+\uE001)/)
          .map((piece): Value => (piece.startsWith(START) ? [[parts[Number(piece.slice(1, -1))]!]] : literal(piece))),
      )
    : literal(text);

const revive = (value: Json, parts: readonly Part[]): Tree => {
  if (Array.isArray(value)) return value.map(inner => revive(inner, parts));
  if (isObject(value)) return { fields: new Map(Object.entries(value).map(([key, inner]) => [key, revive(inner, parts)])) };
  return { leaf: typeof value === 'string' ? withParts(value, parts) : literal(value === null ? '' : String(value)) };
};

/** A document that is written as text, with what is not text kept in its places; nothing if it is not JSON. */
export const treeOfText = (sequence: Sequence): Tree | undefined => {
  const parts: Part[] = [];
  const text = sequence.map(part => (typeof part === 'string' ? part : `${START}${parts.push(part) - 1}${END}`)).join('');
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return revive(parseJson(text, 'text') as Json, parts);
  } catch {
    return undefined;
  }
};

/** A document given as a structure or as text; nothing where it cannot be known. */
export const documentTree = (resolver: Resolver, stack: StackNode, node: Json): Tree | undefined => {
  const tree = expand(resolver, stack, node);
  if (!('leaf' in tree)) return tree;
  const options = tree.leaf.map(treeOfText);
  if (options.includes(undefined)) return undefined;
  return options.length === 1 ? options[0] : { choice: options as Tree[] };
};
