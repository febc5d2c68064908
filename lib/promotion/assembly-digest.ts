import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssemblyDigest } from './evidence/types';

export interface AssemblyFile {
  /** Relative to the assembly, with forward slashes. */
  readonly path: string;
  /** Hexadecimal SHA-256 of its content. */
  readonly sha256: string;
}

/**
 * What the toolkit leaves in an assembly while it works with it; none of it is deployed. Inside of an asset the same names are its content.
 *
 * `.cache` holds the packed assets: they are made of what is digested, and the gate reads what was published, not them.
 */
const leftovers = /^(?!.*asset\.).*?(?:^|\/)(?:\.cache|(?:synth|read\.\d+\.\d+)\.lock)$/;

const filesBelow = (root: string, below = ''): string[] =>
  readdirSync(join(root, below), { withFileTypes: true }).flatMap(entry => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (leftovers.test(path)) return [];
    if (entry.isDirectory()) return filesBelow(root, path);
    // a link's content lies elsewhere, and a line break in a name would make two lists of files look alike.
    if (!entry.isFile() || !/^[^\p{Cc}\\]+$/u.test(path)) throw new Error(`'${JSON.stringify(path)}' is no plain file of an assembly; synthesize it anew`);
    return [path];
  });

/** The digest of a list of files, in whatever order it comes. */
export const digestOfFiles = (files: readonly AssemblyFile[]): AssemblyDigest => {
  const lines = files.map(({ path, sha256 }) => [Buffer.from(path, 'utf8'), `${sha256}  ${path}\n`] as const)
    // by bytes: an order by language would differ between machines.
    .sort(([one], [other]) => Buffer.compare(one, other));
  return `sha256:${createHash('sha256').update(lines.map(([, line]) => line).join(''), 'utf8').digest('hex')}`;
};

/**
 * What identifies a cloud assembly: the SHA-256 over its sorted list of files, each with its own, so that neither the
 * folder, nor the order, nor times or permissions of files change it, and one byte anywhere does.
 *
 * The list has the form that `sha256sum` prints: `find . -type f … | sort | xargs sha256sum | sha256sum` repeats it.
 */
export const assemblyDigest = (folder: string): { readonly digest: AssemblyDigest; readonly files: readonly AssemblyFile[] } => {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw new Error(`'${folder}' is no folder; name the one that CDK synthesized, cdk.out as a rule`);
  const files = filesBelow(folder).map(path => ({ path, sha256: createHash('sha256').update(readFileSync(join(folder, path))).digest('hex') }));
  if (!files.some(({ path }) => path === 'manifest.json')) throw new Error(`'${folder}' has no manifest.json, so it is no cloud assembly`);
  return { digest: digestOfFiles(files), files };
};
