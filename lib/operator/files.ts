// files that commands read and write, with errors in words.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unusable } from './command-error';
import { whyNot } from './file-faults';
import { shown } from './named';

export interface NewFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Makes a folder with those above it. Node's own way tries for ever where a folder is there that takes none, such as `/proc`.
 *
 * @returns the uppermost that was made
 */
const makeFolder = (folder: string): string | undefined => {
  if (existsSync(folder)) {
    if (statSync(folder).isDirectory()) return undefined;
    throw Object.assign(new Error(), { code: 'ENOTDIR' });
  }
  const above = dirname(folder) === folder ? undefined : makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (above !== undefined) rmSync(above, { recursive: true, force: true });
    throw error;
  }
  return above ?? folder;
};

const cannot = (folder: string, error: unknown, option: string) =>
  unusable(`${shown(folder)} cannot be written: ${whyNot(error)}; name another folder${option === '' ? '' : ` with ${option}`}`, { cause: error });

/**
 * Writes all files of a folder or none: each beside its place first, then all are put in place by renaming.
 *
 * @param option by which the folder was named
 * @throws CommandError that says why the folder takes no file
 */
export const replaceFiles = (folder: string, files: readonly NewFile[], option = ''): void => {
  const written: { readonly draft: string; readonly path: string }[] = [];
  try {
    makeFolder(folder);
    for (const { name, content } of files) {
      const path = join(folder, name);
      const draft = join(folder, `.${name}.${randomUUID()}.new`);
      written.push({ draft, path });
      writeFileSync(draft, content, { flag: 'wx', flush: true });
    }
    for (const { draft, path } of written) renameSync(draft, path);
  } catch (error) {
    for (const { draft } of written) {
      try {
        rmSync(draft, { force: true });
      } catch {
        // a folder that takes no file has none of ours.
      }
    }
    throw cannot(folder, error, option);
  }
};

/**
 * Asks before anything is done whose result the folder is to take, and leaves nothing behind, not even the folder.
 *
 * @throws CommandError like `replaceFiles`
 */
export const requireWritable = (folder: string, option: string): void => {
  let made: string | undefined;
  try {
    made = makeFolder(folder);
    const trial = join(folder, `.bulkhead-${randomUUID()}`);
    writeFileSync(trial, '', { flag: 'wx' });
    rmSync(trial);
  } catch (error) {
    throw cannot(folder, error, option);
  } finally {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
  }
};
