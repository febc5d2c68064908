import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFiles } from '../../operator/files';

/** A file to be written, by its name in the folder of the workflows. */
export interface MadeFile {
  readonly name: string;
  readonly content: string;
}

/** How a file in the folder stands to the one that would be made. */
export type FileState = 'missing' | 'current' | 'outdated' | 'edited';

const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const head = /^# made by `bulkhead ci init` from bin\/environments\.ts; change that and run it again\n# sha256 of what follows: ([0-9a-f]{64})\n/;

/** Says where the content comes from, and by its digest whether somebody has changed it since. */
export const madeFile = (name: string, body: string): MadeFile => ({
  name,
  content: '# made by `bulkhead ci init` from bin/environments.ts; change that and run it again\n'
    + `# sha256 of what follows: ${digestOf(body)}\n${body}`,
});

const stateOf = ({ name, content }: MadeFile, folder: string): FileState => {
  const path = join(folder, name);
  if (!existsSync(path)) return 'missing';
  const found = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  if (found === content) return 'current';
  const [whole, digest] = head.exec(found) ?? [];
  return whole !== undefined && digestOf(found.slice(whole.length)) === digest ? 'outdated' : 'edited';
};

export const statesOf = (files: readonly MadeFile[], folder: string): { readonly name: string; readonly state: FileState }[] =>
  files.map(file => ({ name: file.name, state: stateOf(file, folder) }));

/** Names of the files that were written, and of those that a person has edited. */
export interface Written {
  readonly written: readonly string[];
  readonly edited: readonly string[];
}

/** Writes what is missing or outdated; what a person has edited only by force. */
export const writeFiles = (files: readonly MadeFile[], folder: string, { force = false }: { readonly force?: boolean } = {}): Written => {
  const states = new Map(statesOf(files, folder).map(({ name, state }) => [name, state]));
  const edited = force ? [] : files.filter(({ name }) => states.get(name) === 'edited').map(({ name }) => name);
  // all or nothing: half of the files would be of another configuration.
  const written = edited.length > 0 ? [] : files.filter(({ name }) => states.get(name) !== 'current');
  if (written.length > 0) replaceFiles(folder, written, '--dir');
  return { written: written.map(({ name }) => name), edited };
};
