import { isObject, type Json } from '../assembly/shape';
import { anyOf, literal, literalsOf, unknown, type Value } from './value';
import type { Resolver } from './resolver';
import type { StackNode } from '../world/types';

const [WIDTH, MOST] = [32, 256] as const;

const addressOf = (number: number): string => [24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256).join('.');

/** The parts of an IPv4 block, as CloudFormation counts them: `bits` are those of a part's addresses. */
const partsOf = (block: string, count: number, bits: number): string | undefined => {
  const [, address, prefix] = /^((?:\d{1,3}\.){3}\d{1,3})\/(\d{1,2})$/.exec(block) ?? [];
  if (address === undefined || !(count >= 1 && count <= MOST) || !(bits >= 1 && bits <= WIDTH)) return undefined;
  const size = 2 ** (WIDTH - Number(prefix));
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = Math.floor(number / size) * size;
  return Array.from({ length: count }, (_, index) => `${addressOf(first + index * 2 ** bits)}/${WIDTH - bits}`).join(',');
};

const OPEN: Value = [[unknown('benign', 'a part of the address block')]];

/** A list of blocks as one text; a block that exists only after deployment is its network's own. */
export const cidr = (resolver: Resolver, stack: StackNode, argument: Json): Value => {
  if (!Array.isArray(argument)) return OPEN;
  const [blocks, counts, bits] = argument
    .slice(0, 3)
    .map(node => (isObject(node) || typeof node !== 'object' ? literalsOf(resolver.value(stack, node)) : undefined));
  if (!blocks || !counts || !bits) return OPEN;
  const parts = blocks.flatMap(block => counts.flatMap(count => bits.map(each => partsOf(block, Number(count), Number(each)))));
  return parts.includes(undefined) ? OPEN : anyOf(parts.map(text => literal(text!)));
};
