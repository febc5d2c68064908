import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UnusableInput, type Source, type TemplateMapping } from '../model';

export interface Sources {
  readonly sources: readonly Source[];
  /** What every path on the report is relative to. */
  readonly root: string;
  /** The folders as the report names them, so that the same folder elsewhere gives the same report. */
  readonly names: readonly string[];
}

const common = (paths: readonly string[]): string => {
  const [first = [], ...others] = paths.map(path => path.split(sep));
  const shared = first.findIndex((part, index) => others.some(other => other[index] !== part));
  return (shared < 0 ? first : first.slice(0, shared)).join(sep) || sep;
};

/** Whether nothing but this app's own assembly is meant, named or not. */
export const isOwn = (folders: readonly string[], cwd: string): boolean => folders.every(folder => resolve(cwd, folder) === resolve(cwd, 'cdk.out'));

/** What to read: assemblies, or one folder of plain templates with its mapping. */
export const sourcesOf = (folders: readonly string[], mapping: TemplateMapping | undefined, cwd: string): Sources => {
  const named = folders.length > 0 ? folders : ['cdk.out'];
  const paths = named.map(folder => resolve(cwd, folder));
  paths.forEach((path, index) => {
    const name = named[index] ?? '';
    if (!existsSync(path)) throw new UnusableInput(folders.length > 0 ? 'does not exist' : 'does not exist; synthesize first, or name a folder', name);
    if (!statSync(path).isDirectory()) throw new UnusableInput('is not a folder', name);
    if (paths.indexOf(path) !== index) throw new UnusableInput('is given twice', name);
  });
  const plain = paths.filter(path => !existsSync(join(path, 'manifest.json')));
  if (!mapping && plain[0] !== undefined) {
    throw new UnusableInput('has no manifest.json, so it is no cloud assembly; plain templates need --mapping', named[paths.indexOf(plain[0])] ?? '');
  }
  if (mapping && plain.length !== 1) {
    throw new UnusableInput(`a mapping belongs to one folder of plain templates, and there ${plain.length === 0 ? 'is none' : `are ${plain.length}; put them below one folder`}`, named[0] ?? '', '--mapping');
  }
  const sources = paths.map((path): Source => (mapping && plain.includes(path) ? { kind: 'templates', path, mapping } : { kind: 'assembly', path }));
  const [only, second] = paths;
  if (only !== undefined && second === undefined) return { sources, root: only, names: ['FOLDER'] };
  const root = common(paths.map(path => dirname(path)));
  return { sources, root, names: paths.map(path => relative(root, path).split(sep).join('/')) };
};
