import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isInOwnWords, unusable } from './command-error';
import { isOfFileSystem, whyNot } from './file-faults';
import { nameOf } from './faults';
import { shown } from './named';

const reasonOf = (error: unknown): string => {
  if (isOfFileSystem(error)) {
    const { path } = error as NodeJS.ErrnoException;
    return `${path === undefined ? 'a file of it' : shown(path)}: ${whyNot(error)}`;
  }
  if (error instanceof SyntaxError) return 'a file of it is no JSON';
  // what is thrown as a plain error was written for people.
  return error instanceof Error && error.constructor === Error ? shown(error.message.split('\n')[0] ?? '') : nameOf(error);
};

/** CDK's own reader tells of a broken manifest in the words of its parts. */
const requireManifest = (folder: string): void => {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch (error) {
    throw unusable(`the manifest.json of '${folder}' cannot be read (${reasonOf(error)}); synthesize it anew: npx cdk synth --quiet`, { cause: error });
  }
  const { version } = (manifest ?? {}) as { version?: unknown };
  if (typeof version !== 'string') throw unusable(`the manifest.json of '${folder}' is none of a cloud assembly; name the folder that CDK synthesized, cdk.out as a rule`);
};

/**
 * Reads a folder that CDK synthesized, and says of a broken one what is wrong with it.
 *
 * @throws CommandError with the way to a whole one
 */
export const fromAssembly = <T>(folder: string, read: () => T): T => {
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw unusable(`'${folder}' is no folder; name the one that CDK synthesized, cdk.out as a rule`);
  if (!existsSync(join(folder, 'manifest.json'))) throw unusable(`'${folder}' is no cloud assembly; run npx cdk synth --quiet first`);
  requireManifest(folder);
  try {
    return read();
  } catch (error) {
    if (isInOwnWords(error)) throw error;
    throw unusable(`'${folder}' is no whole cloud assembly (${reasonOf(error)}); synthesize it anew: npx cdk synth --quiet`, { cause: error });
  }
};
