import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoResult } from '../result';
import { page } from './page';

/** Writes the report for people and for machines; returns where the page is. */
export const writeReport = async (result: DemoResult, folder: string): Promise<string> => {
  const path = join(folder, 'index.html');
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(path, page(result)),
    writeFile(join(folder, 'report.json'), `${JSON.stringify(result, null, 2)}\n`),
  ]);
  return path;
};
