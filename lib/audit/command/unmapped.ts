import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { UnusableInput, type AuditResult } from '../model';
import type { Sources } from './sources';

const ENDING = /\.(json|ya?ml|template)$/i;
const RESOURCES = /(^|[{,\s])["']?Resources["']?\s*:/;

const filesOf = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && ENDING.test(entry.name)).map(({ parentPath, path, name }) => join(parentPath ?? path, name));

/** Refuses templates in the folder that no mapping names and no other template nests: a verdict that leaves them out is none. */
export const checkMapped = ({ sources, root }: Sources, { inputs }: AuditResult): void => {
  const read = new Set(inputs.map(({ path }) => path));
  for (const { kind, path } of sources) {
    if (kind !== 'templates') continue;
    const left = filesOf(path).map(file => ({ file, name: relative(root, file).split(sep).join('/') }))
      .filter(({ file, name }) => !read.has(name) && RESOURCES.test(readFileSync(file, 'utf8'))).map(({ name }) => name).sort();
    if (left[0] !== undefined) throw new UnusableInput(`is a template that the mapping does not name${left.length > 1 ? `, like ${left.length - 1} more` : ''}`, left[0], '--mapping');
  }
};
