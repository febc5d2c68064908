import { limits } from './limits';
import { UnusableInput } from '../model';

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, COLON] = [
  34, 92, 123, 125, 91, 93, 44, 58,
] as const;

const lineAt = (text: string, index: number): string => {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return `line ${line}`;
};

/** Index of the quote that ends the string whose first character is at `from`. */
const endOfString = (text: string, from: number): number => {
  for (let at = from; ; at += 1) {
    at = text.indexOf('"', at);
    if (at === -1) return -1;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH && at - 1 - slashes >= from) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
};

/** What `JSON.parse` accepts without a word: nesting that exhausts the stack, and a key given twice, of which the last wins. */
const check = (text: string, file: string): void => {
  const keys: (Set<string> | undefined)[] = [];
  let expectKey = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at + 1);
        if (end === -1) throw new UnusableInput('ends inside a string', file, lineAt(text, at));
        const set = keys[keys.length - 1];
        if (expectKey && set) {
          const raw = text.slice(at + 1, end);
          const key = raw.includes('\\') ? unescape(raw) : raw;
          if (set.has(key)) throw new UnusableInput(`the key '${key.slice(0, 80)}' is given twice`, file, lineAt(text, at));
          set.add(key);
        }
        expectKey = false;
        at = end;
        break;
      }
      case OPEN_BRACE:
      case OPEN_BRACKET:
        if (keys.length >= limits.depth)
          throw new UnusableInput(`is nested deeper than ${limits.depth} levels`, file, lineAt(text, at));
        expectKey = text.charCodeAt(at) === OPEN_BRACE;
        keys.push(expectKey ? new Set() : undefined);
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        keys.pop();
        expectKey = false;
        break;
      case COMMA:
        expectKey = keys[keys.length - 1] !== undefined;
        break;
      case COLON:
        expectKey = false;
        break;
    }
  }
};

// what is no string after all is refused by the parser.
const unescape = (raw: string): string => {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
};

interface Count {
  /** Pairs of a key and a value, as written. */
  readonly pairs: number;
  readonly deepest: number;
}

/** What tells cheaply whether a document needs a closer look; nothing where a string does not end. */
const countIn = (text: string): Count | undefined => {
  let [pairs, depth, deepest] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at + 1);
      if (at === -1) return undefined;
    } else if (code === COLON) pairs += 1;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return { pairs, deepest };
};

const keysIn = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  let keys = 0;
  if (Array.isArray(value)) for (const item of value) keys += keysIn(item);
  else for (const key in value) keys += 1 + keysIn((value as Record<string, unknown>)[key]);
  return keys;
};

/** Parses a document; refuses what is truncated, too deep or says one thing twice. */
export const parseJson = (text: string, file: string): unknown => {
  const count = countIn(text);
  if (!count || count.deepest > limits.depth) check(text, file);
  try {
    const value = JSON.parse(text) as unknown;
    // a key that is given twice is written twice and kept once.
    if (keysIn(value) !== count?.pairs) check(text, file);
    return value;
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    throw new UnusableInput('is not JSON', file, lineAt(text, position === undefined ? text.length : Number(position)));
  }
};
