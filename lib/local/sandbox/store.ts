import { randomBytes } from 'node:crypto';
import { open, readFile, rename, stat, unlink } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { generateAuthorities } from './credentials/authority';
import { isState } from './model/is-state';
import type { State } from './model/state';

/** Where the state is kept between runs. */
export interface Store {
  /** Resolves once everything that has happened until now is kept. */
  save(state: () => State): Promise<void>;
}

export const newState = (): State => ({
  version: 1,
  clock: { ahead: 0 },
  token: `sandbox_${randomBytes(24).toString('base64url')}`,
  authorities: generateAuthorities(),
  organizations: {}, keys: {}, flows: {}, sessions: {}, journeys: {}, residents: {}, endpoints: {}, events: {}, deliveries: {}, usage: {}, answered: {},
});

/** Keeps nothing. */
export const memory: Store = { save: () => Promise.resolve() };

/** The state that a file holds; undefined where there is no file. @throws when the file is no sandbox's */
export const readState = async (file: string): Promise<State | undefined> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new Error(`${file} cannot be read (${code}); name another file`, { cause: error });
  }
  let state: unknown;
  try {
    state = JSON.parse(text) as unknown;
  } catch (error) {
    throw new Error(`${file} is no state of a sandbox; name another file or remove it`, { cause: error });
  }
  if (!isState(state)) throw new Error(`${file} is no state of a sandbox of this version; name another file or remove it`);
  return state;
};

/** Tells the file that we have written from one that somebody else has put in its place. */
const versionOf = ({ ino, mtimeNs }: BigIntStats): string => `${ino} ${mtimeNs}`;

/** Replaces the file as a whole, and gives its version: whoever reads it, and whenever the process dies, finds the old state or the new one. */
const replace = async (file: string, text: string): Promise<string> => {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  // signing secrets stand in it.
  const handle = await open(draft, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${dirname(file)} takes no file (${error.code}); name a file in a folder that is there and may be written`, { cause: error });
  });
  let version: string;
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
    version = versionOf(await handle.stat({ bigint: true }));
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(draft).catch(() => undefined);
    throw error;
  }
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return version;
};

/** A file that is gone is made again; one that is another sandbox's is left to it. */
const refuseForeign = async (file: string, version: string | undefined): Promise<void> => {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  if (version === undefined || !found || versionOf(found) === version) return;
  throw new Error(`${file} was replaced: another process keeps its state there; give each sandbox a file of its own`);
};

/** Keeps the state in a file; saves that are asked for while one is written are written together after it. */
export const fileStore = (file: string): Store => {
  let writing: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  let version: string | undefined;
  const write = async (state: () => State): Promise<void> => {
    await refuseForeign(file, version);
    version = await replace(file, JSON.stringify(state()));
  };
  return {
    save: state => {
      waiting ??= writing.catch(() => undefined).then(() => {
        waiting = undefined;
        writing = write(state);
        return writing;
      });
      return waiting;
    },
  };
};
