import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnusableInput } from '../model';

/** Writes all files or none: each beside its place first, then all are put in place by renaming. */
export const writeAll = (folder: string, files: Readonly<Record<string, string>>, name: string): void => {
  const written: { readonly temporary: string; readonly path: string }[] = [];
  try {
    mkdirSync(folder, { recursive: true });
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
