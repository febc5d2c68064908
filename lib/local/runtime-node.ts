import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UnusableSurroundings } from './errors';

/** Major version of the runtime that the functions are deployed to. */
const major = 24;

const packaged = (root: string) => join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');

const majorOf = (version: string) => Number(/^v?(\d+)/.exec(version)?.[1]);

/** The Node that runs the functions: the one from npm, else this one if it is new enough. */
export const runtimeNode = (root: string, own = { version: process.version, path: process.execPath }): string => {
  const fromNpm = packaged(root);
  // a package for another C library installs but does not start.
  if (existsSync(fromNpm) && spawnSync(fromNpm, ['--version']).status === 0) return fromNpm;
  if (majorOf(own.version) >= major) return own.path;
  throw new UnusableSurroundings(
    `the functions run on Node ${major}, and npm has no Node ${major} for ${process.platform}-${process.arch} here `
    + `(this is ${own.version}); install Node ${major} and run the command with it`,
  );
};
