import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unusable } from './unusable.mjs';

/** Folders and files that a bundle may come from. */
const sources = ['bin', 'lambda', 'lib', 'package-lock.json'];

/** What each part leaves behind; its fingerprint is written last. */
const built = { app: ['dist/bin', 'dist/lambda'], tools: ['dist/bin', 'dist/lib'] };

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

const mark = (root, part) => join(root, 'dist', `.fingerprint-${part}`);

const isBuilt = (root, part, expected) => {
  try {
    for (const path of built[part]) statSync(join(root, path));
    return readFileSync(mark(root, part), 'utf8') === expected;
  } catch {
    return false;
  }
};

/** Bundles the handlers with the app, and the command line with the package, unless the bundles are those of the present sources. */
export const buildIfChanged = async (root, wanted = Object.keys(built)) => {
  const expected = fingerprint(root);
  const missing = wanted.filter(part => !isBuilt(root, part, expected));
  if (missing.length === 0) return;
  const { parts } = await import('../build.mjs');
  await Promise.all(missing.map(part => parts[part]())).catch(error => {
    // the bundler has printed each place and reason.
    throw Array.isArray(error.errors) ? new Unusable('the sources cannot be bundled; correct what is named above') : error;
  });
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (const part of missing) writeFileSync(mark(root, part), expected);
};
