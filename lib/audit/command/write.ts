import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnusableInput } from '../model';

/** Folder by folder: Node's own recursion never ends where the system refuses the first with ENOENT, as below `/proc`. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
};

/** Writes all files or none: each beside its place first, then all are put in place by renaming. */
export const writeAll = (folder: string, files: Readonly<Record<string, string>>, name: string): void => {
  const written: { readonly temporary: string; readonly path: string }[] = [];
  try {
    makeFolder(folder);
    for (const [file, content] of Object.entries(files)) {
      const path = join(folder, file);
      const temporary = `${path}.${randomUUID()}.tmp`;
      written.push({ temporary, path });
      writeFileSync(temporary, content, { flag: 'wx' });
    }
    for (const { temporary, path } of written) renameSync(temporary, path);
  } catch (error) {
    for (const { temporary } of written) rmSync(temporary, { force: true });
    throw new UnusableInput(`the reports cannot be written there (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`, name, '--out');
  }
};
