import { readFileSync } from 'node:fs';

/** A file that somebody named; Node leaves the name out of what it says about a folder in its place. */
export const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  }
};
