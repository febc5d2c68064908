import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unusable } from './unusable.mjs';

const lockFile = root => join(root, 'package-lock.json');
const marker = root => join(root, 'node_modules', '.bulkhead-lock');
const digest = root => createHash('sha256').update(readFileSync(lockFile(root))).digest('hex');

const read = path => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Whether what npm says it has installed is what the lock file asks for; other platforms' packages may be absent. */
const matchesLock = root => {
  const installed = read(join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  const wanted = JSON.parse(readFileSync(lockFile(root), 'utf8')).packages;
  const present = JSON.parse(installed).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) =>
    path === '' || (present[path] ? present[path].version === version : optional === true));
};

/** Remembers that the packages are the lock file's, so that the next run need not compare them. */
const remember = root => writeFileSync(marker(root), digest(root));

/** Whether the packages of the lock file are there, whoever installed them. */
export const isInstalled = root => {
  if (read(marker(root)) === digest(root)) return true;
  if (!matchesLock(root)) return false;
  remember(root);
  return true;
};

const npm = () => (process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []]);

/** Installs the packages of the lock file if others, or none, are there. */
export const installIfNeeded = root => {
  if (isInstalled(root)) return;
  process.stderr.write('installing npm packages\n');
  const [command, args] = npm();
  const { status, error } = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    throw new Unusable(`npm could not install the packages${error ? ` (${error.message})` : ''}; what npm said stands above. The first run needs the npm `
      + 'registry: check the network, or set the registry or proxy in your npm configuration. If npm says that package.json and package-lock.json '
      + 'are not in sync, restore both from the repository. Then run the command again');
  }
  remember(root);
};
