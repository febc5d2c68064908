import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const prefix = 'run-';

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // somebody else's process is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Removes what runs left behind that were killed before they could clean up. */
const removeLeftovers = (folder: string) => {
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : NaN;
    if (Number.isInteger(pid) && pid !== process.pid && !isAlive(pid)) rmSync(join(folder, name), { recursive: true, force: true });
  }
};

/** A folder of this run alone, so that two runs at the same time do not meet. */
export const workDirectory = (root: string): { readonly path: string; remove(): void } => {
  const folder = join(root, '.bulkhead');
  const path = join(folder, `${prefix}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  removeLeftovers(folder);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(join(path, 'home'), { recursive: true });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
