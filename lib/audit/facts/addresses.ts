// address blocks in texts, as numbers that can be compared.

export interface Addresses {
  readonly text: string;
  readonly first: bigint;
  readonly last: bigint;
  /** Length of the block's prefix; a whole address has all bits. */
  readonly bits: number;
}

/** IPv6 begins behind IPv4, so that both are one line of numbers. */
const BEHIND = 2n ** 32n;

const blockFrom = (text: string, address: bigint, bits: number, width: number, start: bigint): Addresses | undefined => {
  if (bits > width) return undefined;
  const size = 2n ** BigInt(width - bits);
  const first = start + (address / size) * size;
  return { text, first, last: first + size - 1n, bits };
};

const inFour = (text: string): Addresses | undefined => {
  const [address = '', bits = '32'] = text.split('/');
  const octets = address.split('.').map(Number);
  if (octets.some(octet => octet > 255)) return undefined;
  return blockFrom(text, BigInt(octets.reduce((sum, octet) => sum * 256 + octet, 0)), Number(bits), 32, 0n);
};

const inSix = (text: string): Addresses | undefined => {
  const [address = '', bits = '128'] = text.split('/');
  const halves = address.split('::').map(half => (half === '' ? [] : half.split(':')));
  const [head = [], tail = []] = halves;
  const missing = 8 - head.length - tail.length;
  const abbreviated = halves.length === 2;
  if (halves.length > 2 || (abbreviated ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (groups.some(group => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const number = groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
  return blockFrom(text, number, Number(bits), 128, BEHIND);
};

const FOUR = /(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w-]|\.\d)/g;
const SIX = /(?<![\w:.])(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]{3,39}(?:\/\d{1,3})?(?![\w:])/gi;

/** Two colons near each other; those of ARNs follow letters. */
const MAY_BE_SIX = /(?:^|[^\w:.])[0-9a-f]{0,4}:[0-9a-f]{0,4}:/i;

/** Addresses and blocks that stand by themselves in a text. */
export const addressesIn = (text: string): Addresses[] => [
  ...(/\d\.\d{1,3}\.\d/.test(text) ? [...text.matchAll(FOUR)].flatMap(([found]) => inFour(found) ?? []) : []),
  ...(MAY_BE_SIX.test(text) ? [...text.matchAll(SIX)].flatMap(([found]) => inSix(found) ?? []) : []),
];

/** Addresses and blocks of four numbers in a long text, and where. */
export const addressesAt = (text: string): (Addresses & { readonly at: number })[] =>
  [...text.matchAll(FOUR)].flatMap(({ 0: found, index: at }) => {
    const addresses = inFour(found);
    return addresses ? [{ ...addresses, at }] : [];
  });

/** Whether a short text could be an address. */
export const mayBeAddress = (text: string): boolean => /^[0-9a-f.:/]{4,}$/i.test(text) && /[.:]/.test(text);
