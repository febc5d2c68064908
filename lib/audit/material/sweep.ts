// one pass over a long text, for everything that is worth a closer look.
import { bytesOf } from './bytes';

/** Where in a text something may stand; offsets of what begins there. */
export interface Sweep {
  /** Hints of patterns that the text has at all. */
  readonly hints: ReadonlySet<string>;
  /** Runs of at least 24 characters of base64, from and behind. */
  readonly base64: readonly (readonly [from: number, behind: number])[];
  /** Runs of exactly twelve digits. */
  readonly accounts: readonly number[];
  /** Digits with a dot before more digits: the beginnings of addresses, versions and fractions. */
  readonly decimals: readonly number[];
}

const SHORTEST_BASE64 = 24;
const [IN_BASE64, DIGIT] = [1, 2] as const;
const DOT = 46;

const classes = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') classes[letter.charCodeAt(0)] = IN_BASE64;
for (const digit of '0123456789') classes[digit.charCodeAt(0)]! |= DIGIT;

/** Letters of program text, from the most common on; what is not among them is rarer still. */
const COMMON = ' etrnaiosc.lud:pmhfgyb_vx/wk-';

const rarity = (letter: string): number => (COMMON.includes(letter) ? COMMON.indexOf(letter) : COMMON.length);

interface Anchor {
  readonly hint: string;
  /** Of the second letter of the pair inside the hint. */
  readonly offset: number;
  readonly pair: number;
}

const anchorOf = (hint: string): Anchor => {
  const pairs = [...hint].slice(1).map((letter, index) => rarity(hint[index]!) + rarity(letter));
  const offset = pairs.indexOf(Math.max(...pairs)) + 1;
  return { hint, offset, pair: (hint.charCodeAt(offset - 1) << 8) | hint.charCodeAt(offset) };
};

/** Looks for every hint at its rarest pair of letters. */
export const sweeper = (hints: readonly string[]): ((text: string) => Sweep) => {
  const anchors = new Map<number, Anchor[]>();
  const anchored = new Uint8Array(0x10000);
  for (const anchor of [...new Set(hints)].map(anchorOf)) {
    anchors.set(anchor.pair, [...(anchors.get(anchor.pair) ?? []), anchor]);
    anchored[anchor.pair] = 1;
  }
  return text => {
    const found = new Set<string>();
    const base64: [number, number][] = [];
    const accounts: number[] = [];
    const decimals: number[] = [];
    const bytes = bytesOf(text);
    const { length } = bytes;
    let [run, digits, pair] = [-1, 0, 0];
    for (let at = 0; at < length; at += 1) {
      const code = bytes[at]!;
      const kind = classes[code]!;
      pair = ((pair << 8) | code) & 0xffff;
      if ((kind & DIGIT) !== 0) digits += 1;
      else if (digits > 0) {
        if (digits === 12) accounts.push(at - 12);
        if (code === DOT && at + 1 < length && (classes[bytes[at + 1]!]! & DIGIT) !== 0) decimals.push(at - digits);
        digits = 0;
      }
      if (kind === 0) {
        if (run >= 0 && at - run >= SHORTEST_BASE64) base64.push([run, at]);
        run = -1;
      } else if (run < 0) run = at;
      if (anchored[pair] === 1) {
        for (const { hint, offset } of anchors.get(pair)!) if (!found.has(hint) && text.startsWith(hint, at - offset)) found.add(hint);
      }
    }
    if (digits === 12) accounts.push(length - 12);
    if (run >= 0 && length - run >= SHORTEST_BASE64) base64.push([run, length]);
    return { hints: found, base64, accounts, decimals };
  };
};
