// what of a long text is worth a closer look; expressions and steps, because a loop over every letter costs most before it is fast.

/** Where in a text something may stand; offsets of what begins there. */
export interface Sweep {
  /** Hints of patterns that the text has at all. */
  readonly hints: ReadonlySet<string>;
  /** Runs of at least 24 characters of base64, from and behind. */
  readonly base64: readonly (readonly [from: number, behind: number])[];
  /** Runs of exactly twelve digits. */
  readonly accounts: readonly number[];
}

const SHORTEST_BASE64 = 24;
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;

const inBase64 = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') inBase64[letter.charCodeAt(0)] = 1;

const isBase64 = (text: string, at: number): boolean => inBase64[text.charCodeAt(at)] === 1;

/** Looks at the last letter that a run could have, and goes back from there: most letters are never looked at. */
const runsOf = (text: string): [number, number][] => {
  const runs: [number, number][] = [];
  const { length } = text;
  for (let [start, last] = [0, SHORTEST_BASE64 - 1]; last < length; last = start + SHORTEST_BASE64 - 1) {
    let from = last + 1;
    while (from > start && isBase64(text, from - 1)) from -= 1;
    if (from > start) {
      start = from;
      continue;
    }
    let behind = last + 1;
    while (behind < length && isBase64(text, behind)) behind += 1;
    runs.push([start, behind]);
    start = behind + 1;
  }
  return runs;
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a hint may begin inside of another, where an expression that has found the other does not see it. */
const hides = (found: string, hint: string): boolean =>
  hint !== found && [...found].some((_, at) => hint.startsWith(found.slice(at)) || found.startsWith(hint, at));

/** Looks for every hint at once. */
export const sweeper = (all: readonly string[]): ((text: string) => Sweep) => {
  const hints = [...new Set(all)];
  const any = new RegExp(hints.map(escaped).join('|'), 'g');
  const hidden = new Map(hints.map(found => [found, hints.filter(hint => hides(found, hint))]));
  return text => {
    const found = new Set<string>();
    for (const [hint] of text.matchAll(any)) found.add(hint);
    for (const hint of [...found].flatMap(one => hidden.get(one)!)) if (!found.has(hint) && text.includes(hint)) found.add(hint);
    return { hints: found, base64: runsOf(text), accounts: [...text.matchAll(ACCOUNT)].map(({ index }) => index) };
  };
};
