import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './files';
import { limits } from './limits';
import { UnusableInput } from '../model';

const ENDING = /\.(json|ya?ml|template)$/i;
const RESOURCES = /(^|[{,\s])["']?Resources["']?\s*:/;

/** Links count as well: a template that is linked to is as good as one. */
const isTemplate = (path: string): boolean => {
  const status = statSync(path, { throwIfNoEntry: false });
  return status !== undefined && status.isFile() && status.size <= limits.documentBytes && RESOURCES.test(readFileSync(path, 'utf8'));
};

/** Refuses templates of a folder that no mapping names and no other template nests: a verdict that leaves them out is none. */
export const refuseUnmapped = (files: Files, folder: string): void => {
  const left = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => ENDING.test(name))
    .map(name => join(folder, name))
    .filter(path => !files.has(path) && isTemplate(path))
    .map(path => files.name(path))
    .sort();
  const [first, ...others] = left;
  if (first !== undefined)
    throw new UnusableInput(`is a template that the mapping does not name${others.length > 0 ? `, like ${others.length} more` : ''}`, first, 'mapping');
};
