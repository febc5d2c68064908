import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Unusable } from './unusable.mjs';

/** Milliseconds after which somebody who waits is told for whom, and after which a lock without a holder is left behind. */
const patience = 5000;

const holderIsGone = file => {
  try {
    const holder = readFileSync(file, 'utf8');
    // stopped, or out of space, between making the file and writing into it.
    if (!/^\d+$/.test(holder)) return Date.now() - statSync(file).mtimeMs > patience;
    process.kill(Number(holder), 0);
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
    if (error.code !== 'EEXIST') throw new Unusable(`${file} cannot be written (${error.code}); this checkout needs a place for what is built: make it writable`);
    if (holderIsGone(file)) rmSync(file, { force: true });
    return false;
  }
};

/** Runs something that only one process of this checkout may do at a time. */
export const locked = async (root, work) => {
  const folder = join(root, '.bulkhead');
  const file = join(folder, 'prepare.lock');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Unusable(`${folder} cannot be made (${error.code}); this checkout needs a place for what is built: make it writable`);
  }
  const since = Date.now();
  let told = false;
  while (!tryToTake(file)) {
    if (!told && Date.now() - since > patience) {
      told = true;
      process.stderr.write(`waiting for another command of this checkout that installs or builds; if there is none, remove ${file}\n`);
    }
    await pause(50);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};
