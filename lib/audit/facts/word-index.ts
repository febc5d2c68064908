// many words, looked for in one text at the price of one pass.
import { bytesOf } from '../material/bytes';
import { isPart, standsAt } from './stands-in';

const part = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-') part[letter.charCodeAt(0)] = 1;

/** Up to so many words the runtime's own search, word by word, is faster than any loop. */
const FEW = 16;

/** How many letters decide whether a word may begin at a place. */
const START = 4;
const SLOTS = 0xffff;

const slotOf = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! * 29_791 + bytes[at + 1]! * 961 + bytes[at + 2]! * 31 + bytes[at + 3]!) & SLOTS;

/** A word that stands by itself in a text, and where it does. */
export interface WordAt {
  readonly word: string;
  readonly at: number;
}

/**
 * Words that are looked for in texts. A word that stands by itself begins where a run of letters of the text begins, so a run
 * costs a look into a table and a word nothing, however many there are.
 */
export class WordIndex {
  private readonly bySlot = new Map<number, string[]>();
  private readonly slots = new Uint8Array(SLOTS + 1);
  /** Words that are searched one by one: those that are short or do not begin with letters, and few of any kind. */
  private readonly single: string[] = [];

  constructor(words: Iterable<string>) {
    const all = [...new Set(words)].filter(word => word !== '');
    for (const word of all) {
      if (all.length <= FEW || !/^[A-Za-z0-9_-][\0-\x7f]{3}/.test(word)) {
        this.single.push(word);
        continue;
      }
      const slot = slotOf(bytesOf(word), 0);
      this.slots[slot] = 1;
      this.bySlot.set(slot, [...(this.bySlot.get(slot) ?? []), word]);
    }
  }

  /** Every place at which a word of the index stands by itself in a text. */
  in(text: string): WordAt[] {
    const found: WordAt[] = [];
    const { slots } = this;
    const bytes = this.bySlot.size > 0 ? bytesOf(text) : new Uint8Array();
    const last = bytes.length - START;
    let before = 0;
    for (let at = 0; at <= last; at += 1) {
      const kind = part[bytes[at]!]!;
      if (kind > before && slots[slotOf(bytes, at)] === 1) {
        for (const word of this.bySlot.get(slotOf(bytes, at))!)
          if (text.startsWith(word, at) && !isPart(text[at + word.length])) found.push({ word, at });
      }
      before = kind;
    }
    for (const word of this.single)
      for (let at = standsAt(word, text); at !== -1; at = standsAt(word, text, at + 1)) found.push({ word, at });
    return found.sort((one, other) => one.at - other.at);
  }
}
