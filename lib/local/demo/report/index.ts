import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoResult } from '../result';
import { page } from './page';

/** The result for machines; the audit has reports of its own. */
export const machineReadable = ({ audited, ...result }: DemoResult) => {
  const { reports: _, ...verdict } = audited ?? { reports: {} };
  return { ...result, audited: audited && verdict };
};

/** Writes the report for people and for machines, and the audit's beside it; returns where the page is. */
export const writeReport = async (result: DemoResult, folder: string): Promise<string> => {
  const path = join(folder, 'index.html');
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(path, page(result)),
    writeFile(join(folder, 'report.json'), `${JSON.stringify(machineReadable(result), null, 2)}\n`),
    ...Object.entries(result.audited?.reports ?? {}).map(([name, text]) => writeFile(join(folder, name), text)),
  ]);
  return path;
};
