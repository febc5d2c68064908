import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unusable } from './unusable.mjs';

/** Folders and files that a bundle may come from. */
const sources = ['bin', 'lambda', 'lib', 'package-lock.json'];

/** What a build leaves behind; its fingerprint is written last. */
const built = ['dist/bin', 'dist/lambda', 'dist/lib'];

/** Path, size and time of every source; far cheaper than bundling. */
const fingerprint = root => {
  const hash = createHash('sha256');
  const visit = path => {
    const status = statSync(join(root, path));
    if (status.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
    else hash.update(`${path} ${status.size} ${status.mtimeMs}\n`);
  };
  for (const source of sources) visit(source);
  return hash.digest('hex');
};

const isBuilt = (root, expected) => {
  try {
    for (const path of built) statSync(join(root, path));
    return readFileSync(join(root, 'dist', '.fingerprint'), 'utf8') === expected;
  } catch {
    return false;
  }
};

/** Bundles the app, the command line and the handlers, unless the bundles are those of the present sources. */
export const buildIfChanged = async root => {
  const expected = fingerprint(root);
  if (isBuilt(root, expected)) return;
  const { buildAll } = await import('../build.mjs');
  await buildAll().catch(error => {
    // the bundler has printed each place and reason.
    throw Array.isArray(error.errors) ? new Unusable('the sources cannot be bundled; correct what is named above') : error;
  });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', '.fingerprint'), expected);
};
