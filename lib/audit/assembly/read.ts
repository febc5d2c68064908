import { dirname, resolve } from 'node:path';
import { readContent } from './content';
import { Documents } from './documents';
import { Files } from './files';
import { readFolder } from './folder';
import { refuseUnmapped } from './unmapped';
import { contextFiles, isAssembly, readManifest } from './manifest';
import { readTree } from './tree';
import type { AssetContent, AssetText, Document, Loaded, LoadedStack } from './types';
import { UnusableInput, type Source } from '../model';

/** Reads every source whole, or throws: nothing is concluded from input that was read in part. */
export const readSources = (sources: readonly Source[], root?: string): Loaded => {
  const [first] = sources;
  if (!first) throw new UnusableInput('there is nothing to audit', 'input');
  const files = new Files(resolve(root ?? dirname(resolve(first.path))));
  const documents = new Documents(files);
  const stacks: LoadedStack[] = [];
  const contexts = new Set<Document>();
  const missing: Loaded['missing'][number][] = [];
  const trees = new Map<string, AssetText>();
  const unreadTrees: Loaded['unreadTrees'][number][] = [];
  for (const source of sources) {
    const folder = resolve(source.path);
    if (!files.stat(folder).isDirectory()) throw new UnusableInput('is not a folder', files.name(folder));
    if (source.kind === 'templates') {
      stacks.push(...readFolder(documents, folder, source.mapping));
      refuseUnmapped(files, folder);
      continue;
    }
    if (!isAssembly(folder)) throw new UnusableInput('has no manifest.json: it is not a cloud assembly', files.name(folder));
    const parts = readManifest(documents, folder, folder);
    stacks.push(...parts.stacks);
    missing.push(...parts.missing);
    for (const context of contextFiles(documents, folder)) contexts.add(context);
    for (const path of parts.trees) readTree(files, folder, path, trees, unreadTrees);
  }
  if (stacks.length === 0) throw new UnusableInput('has no stacks', files.name(resolve(first.path)));
  const templates = new Set(stacks.map(({ document }) => document.file));
  const contents = new Map<string, AssetContent>();
  for (const { assets } of stacks) {
    for (const { path } of assets) {
      if (path !== undefined && !contents.has(path) && !templates.has(files.name(path)))
        contents.set(path, readContent(files, path));
    }
  }
  return { stacks, contexts: [...contexts], trees: [...trees.values()], unreadTrees, missing, contents, inputs: files.inputs() };
};
