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

/** Parses a document; refuses what is truncated, too deep or says one thing twice. */
export const parseJson = (text: string, file: string): unknown => {
  check(text, file);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    throw new UnusableInput('is not JSON', file, lineAt(text, position === undefined ? text.length : Number(position)));
  }
};
