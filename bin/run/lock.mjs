import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const holderIsGone = file => {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return false;
  } catch (error) {
    // released in between, or left behind by a process that was killed.
    return error.code === 'ESRCH' || error.code === 'ENOENT';
  }
};

const tryToTake = file => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (holderIsGone(file)) rmSync(file, { force: true });
    return false;
  }
};

/** Runs something that only one process of this checkout may do at a time. */
export const locked = async (root, work) => {
  const file = join(root, '.bulkhead', 'prepare.lock');
  mkdirSync(join(root, '.bulkhead'), { recursive: true });
  while (!tryToTake(file)) await pause(50);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};
