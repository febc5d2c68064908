import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { UnusableInput, type InputFile } from '../model';

/** A file that a person wrote, checked, with what identifies it on the report. */
export interface Declaration<T> {
  readonly value: T;
  readonly file: InputFile;
}

// far more than anybody writes by hand.
const MOST_BYTES = 1024 * 1024;
const MOST_DEPTH = 60;

const reasons: Readonly<Record<string, string>> = { ENOENT: 'does not exist', EACCES: 'may not be read', EISDIR: 'is a folder' };

/** No more than is taken, because a pipe or a device does not say beforehand how much it has. */
const readAtMost = (path: string, most: number): Buffer => {
  const file = openSync(path, 'r');
  const parts: Buffer[] = [];
  let size = 0;
  try {
    while (size <= most) {
      const part = Buffer.alloc(64 * 1024);
      const read = readSync(file, part);
      if (read === 0) break;
      parts.push(part.subarray(0, read));
      size += read;
    }
  } finally {
    closeSync(file);
  }
  return Buffer.concat(parts);
};

/** Reads a file, or says which one could not be read and why. */
export const readFile = (path: string, name: string, most = MOST_BYTES): Buffer => {
  try {
    const bytes = statSync(path).size > most ? undefined : readAtMost(path, most);
    if (bytes === undefined || bytes.length > most) throw new UnusableInput(`is larger than ${most} bytes`, name);
    return bytes;
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    throw new UnusableInput(reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'cannot be read', name);
  }
};

const tooDeep = (text: string): boolean => {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, depth += 1);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest > MOST_DEPTH || new RegExp(`^(?: {2}|- ){${MOST_DEPTH}}`, 'm').test(text);
};

const lineOf = (document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined => {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = (length === 0 ? document.contents : document.getIn(path.slice(0, length), true)) as Node | null | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
};

const parse = (text: string, name: string, lines: LineCounter): Document => {
  if (tooDeep(text)) throw new UnusableInput(`is nested deeper than ${MOST_DEPTH} levels`, name);
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', logLevel: 'silent' });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new UnusableInput(problem.message.split('\n')[0]!.replace(/ at line .*$/, ''), name, `line ${lines.linePos(problem.pos[0]).line}`);
  return document;
};

/** Reads JSON or YAML and holds it against its schema; every problem is told at once, with its line. */
export const readDeclaration = <T>(path: string, cwd: string, schema: z.ZodType<T>): Declaration<T> => {
  const name = basename(path);
  const bytes = readFile(resolve(cwd, path), name);
  const lines = new LineCounter();
  const document = parse(bytes.toString('utf8'), name, lines);
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 20 });
  } catch {
    throw new UnusableInput('has too many aliases', name);
  }
  const { success, data: value, error } = schema.safeParse(data);
  if (!success) {
    const problems = error.issues.map(({ path: place, message }) => ({ line: lineOf(document, lines, place), text: `${place.join('.') || 'the file'}: ${message}` }));
    const [first, ...others] = problems;
    const said = [first?.text, ...others.map(({ line, text }) => `line ${line}: ${text}`)].join('; ');
    throw new UnusableInput(said, name, first?.line === undefined ? undefined : `line ${first.line}`);
  }
  return { value, file: { path: name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length } };
};
