/** A block of IPv4 addresses, both ends included. */
export interface Block {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const address = new RegExp(`^(?:${octet}\\.){3}${octet}$`);

export const isAddress = (text: string): boolean => address.test(text) && !/(^|\.)0\d/.test(text);

const toNumber = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

const toText = (value: number): string => [24, 16, 8, 0].map(shift => (value >>> shift) & 255).join('.');

/** Reads `a.b.c.d/n`; `undefined` when it is not of that form. Host bits may be set: `canonical` tells the block meant. */
export const parseBlock = (text: string): Block | undefined => {
  const [base = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !isAddress(base) || !/^(?:[12]?\d|3[0-2])$/.test(length)) return undefined;
  const prefix = Number(length);
  const size = 2 ** (32 - prefix);
  const first = Math.floor(toNumber(base) / size) * size;
  return { first, last: first + size - 1, prefix };
};

/** The block's one canonical text. */
export const canonical = ({ first, prefix }: Block): string => `${toText(first)}/${prefix}`;

export const overlap = (one: Block, other: Block): boolean => one.first <= other.last && other.first <= one.last;

/** Private address space; see RFC 1918. */
const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(text => parseBlock(text) as Block);

export const isPrivate = (block: Block): boolean =>
  privateBlocks.some(({ first, last }) => first <= block.first && block.last <= last);
