import { LineCounter, isMap, isPair, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import type { Document } from './types';

type Index = ReadonlyMap<string, number>;

const SEPARATOR = '\u0000';

/** Index behind a string that begins at `from`. */
const behindString = (text: string, from: number): number => {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
};

/** Index behind a value that begins at `from`. */
const behindValue = (text: string, from: number): number => {
  let [at, depth] = [from, 0];
  for (;;) {
    const char = text[at];
    if (char === '"') at = behindString(text, at);
    else {
      if (char === '{' || char === '[') depth += 1;
      else if ((char === '}' || char === ']' || char === ',') && depth === 0) return at;
      else if (char === '}' || char === ']') depth -= 1;
      at += 1;
    }
    if ((depth === 0 && (char === '"' || char === '}' || char === ']')) || at >= text.length) return at;
  }
};

const skip = (text: string, from: number, pattern: RegExp): number => {
  let at = from;
  while (at < text.length && pattern.test(text[at]!)) at += 1;
  return at;
};

const BLANK = /[\s,]/;

/** Index at which a path stands in the text of a JSON document, or the nearest part of the path that is spelt out. */
const locate = (text: string, path: readonly string[]): number => {
  let value = skip(text, 0, BLANK);
  let found = value;
  for (const key of path) {
    const list = text[value] === '[';
    if (!list && text[value] !== '{') return found;
    let [at, index] = [skip(text, value + 1, BLANK), 0];
    for (; ; index += 1) {
      if (at >= text.length || text[at] === '}' || text[at] === ']') return found;
      const start = at;
      let name = String(index);
      if (!list) {
        const end = behindString(text, at);
        name = JSON.parse(text.slice(at, end)) as string;
        at = skip(text, end, /[\s:]/);
      }
      if (name === key) {
        [found, value] = [start, at];
        break;
      }
      at = skip(text, behindValue(text, at), BLANK);
    }
  }
  return found;
};

const indexOfYaml = (text: string): Index => {
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
  if (document.format === 'json') return lineAt(document, locate(document.text, path));
  let index = indices.get(document);
  if (!index) indices.set(document, (index = indexOfYaml(document.text)));
  for (let length = path.length; length > 0; length -= 1) {
    const line = index.get(path.slice(0, length).join(SEPARATOR));
    if (line !== undefined) return line;
  }
  return 1;
};
