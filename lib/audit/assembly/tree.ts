import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Files } from './files';
import { limits } from './limits';
import type { AssetContent, AssetText } from './types';
import { UnusableInput } from '../model';

/** Parts of a tree that CDK writes into files of their own. */
const PART = /"fileName"\s*:\s*"(trees-\d+\.json)"/g;

/** Reads a construct tree and its parts as text; what is too large is said. */
export const readTree = (
  files: Files,
  root: string,
  path: string,
  trees: Map<string, AssetText>,
  unread: AssetContent['unread'][number][],
): void => {
  const file = files.name(path);
  if (trees.has(file)) return;
  const { size } = files.stat(path);
  if (size > limits.treeBytes) {
    unread.push({ file, reason: `is larger than what is read (${size} bytes)` });
    return;
  }
  // one byte per letter keeps a large tree small.
  const text = files.bytes(path, limits.treeBytes).toString('latin1');
  if (!/^\s*\{/.test(text) || !/\}\s*$/.test(text.slice(-100))) throw new UnusableInput('is not JSON', file);
  trees.set(file, { file, text });
  for (const [, name] of text.matchAll(PART)) {
    if (existsSync(join(dirname(path), name!))) readTree(files, root, files.inside(root, dirname(path), name, file, 'tree'), trees, unread);
  }
};
