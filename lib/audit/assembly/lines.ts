import type { Node } from 'yaml';
import type { Document } from './types';
import { yaml } from './yaml-library';

type Index = ReadonlyMap<string, number>;

const SEPARATOR = '\u0000';

/** Index behind a string that begins at `from`. */
const behindString = (text: string, from: number): number => {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
};

/** Where a string, an object, a list or an item of one begins or ends. */
const STRUCTURE = /["{}[\],]/g;

/** Index behind a value that begins at `from`. */
const behindValue = (text: string, from: number): number => {
  let [at, depth] = [from, 0];
  for (;;) {
    STRUCTURE.lastIndex = at;
    const found = STRUCTURE.exec(text);
    if (!found) return text.length;
    const [char] = found;
    if (char === '"') at = behindString(text, found.index);
    else {
      at = found.index + 1;
      if (char === '{' || char === '[') depth += 1;
      else if (depth === 0) return found.index;
      else if (char !== ',') depth -= 1;
    }
    if (depth === 0 && char !== '{' && char !== '[') return at;
  }
};

const skip = (text: string, from: number, pattern: RegExp): number => {
  let at = from;
  while (at < text.length && pattern.test(text[at]!)) at += 1;
  return at;
};

const BLANK = /[\s,]/;

interface Entry {
  readonly start: number;
  readonly value: number;
}

/** As much of an object or a list as has been gone through, so that many places of one document are found in one pass. */
interface Scanned {
  readonly entries: Map<string, Entry>;
  at: number;
  done: boolean;
}

const scanned = new WeakMap<Document, Map<number, Scanned>>();

const entryOf = (document: Document, container: number, key: string): Entry | undefined => {
  const { text } = document;
  let containers = scanned.get(document);
  if (!containers) scanned.set(document, (containers = new Map<number, Scanned>()));
  let state = containers.get(container);
  if (!state) containers.set(container, (state = { entries: new Map(), at: skip(text, container + 1, BLANK), done: false }));
  const list = text[container] === '[';
  while (!state.entries.has(key) && !state.done) {
    const start = state.at;
    if (start >= text.length || text[start] === '}' || text[start] === ']') {
      state.done = true;
      break;
    }
    const end = list ? start : behindString(text, start);
    const name = list ? String(state.entries.size) : (JSON.parse(text.slice(start, end)) as string);
    const value = list ? start : skip(text, end, /[\s:]/);
    state.entries.set(name, { start, value });
    state.at = skip(text, behindValue(text, value), BLANK);
  }
  return state.entries.get(key);
};

/** Index at which a path stands in the text of a JSON document, or the nearest part of the path that is spelt out. */
const locate = (document: Document, path: readonly string[]): number => {
  const { text } = document;
  let value = skip(text, 0, BLANK);
  let found = value;
  for (const key of path) {
    if (text[value] !== '[' && text[value] !== '{') return found;
    const entry = entryOf(document, value, key);
    if (!entry) return found;
    found = entry.start;
    value = entry.value;
  }
  return found;
};

const indexOfYaml = (text: string): Index => {
  const { LineCounter, isMap, isPair, isScalar, isSeq, parseDocument } = yaml();
  const counter = new LineCounter();
  const lines = new Map<string, number>();
  const visit = (node: Node | null | undefined, way: readonly string[], line?: number): void => {
    const start = node?.range?.[0];
    lines.set(way.join(SEPARATOR), line ?? (start === undefined ? 1 : counter.linePos(start).line));
    if (isMap(node)) {
      for (const pair of node.items) {
        const name = isScalar(pair.key) ? String(pair.key.value) : '';
        const range = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
        if (isPair(pair))
          visit(pair.value as Node, [...way, name], range === undefined ? undefined : counter.linePos(range).line);
      }
    } else if (isSeq(node)) node.items.forEach((item, at) => visit(item as Node, [...way, String(at)]));
  };
  visit(parseDocument(text, { lineCounter: counter, logLevel: 'silent' }).contents, []);
  return lines;
};

const indices = new WeakMap<Document, Index>();

/** Starts of lines, so that an index in a text becomes a line. */
const starts = new WeakMap<Document, readonly number[]>();

const lineAt = (document: Document, index: number): number => {
  let known = starts.get(document);
  if (!known) {
    const found = [0];
    for (let at = document.text.indexOf('\n'); at !== -1; at = document.text.indexOf('\n', at + 1)) found.push(at + 1);
    starts.set(document, (known = found));
  }
  let [low, high] = [0, known.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (known[middle]! <= index) low = middle;
    else high = middle;
  }
  return low + 1;
};

/** The line of a path in a document, or of the nearest part of the path that the text spells out. */
export const lineOf = (document: Document, path: readonly string[]): number => {
  if (document.format === 'json') return lineAt(document, locate(document, path));
  let index = indices.get(document);
  if (!index) indices.set(document, (index = indexOfYaml(document.text)));
  for (let length = path.length; length > 0; length -= 1) {
    const line = index.get(path.slice(0, length).join(SEPARATOR));
    if (line !== undefined) return line;
  }
  return 1;
};
