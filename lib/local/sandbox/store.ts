import { randomBytes } from 'node:crypto';
import { open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generateAuthorities } from './credentials/authority';
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
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  let state: Partial<State>;
  try {
    state = JSON.parse(text) as Partial<State>;
  } catch (error) {
    throw new Error(`${file} is no state of a sandbox; name another file or remove it`, { cause: error });
  }
  if (state.version !== 1 || typeof state.token !== 'string') throw new Error(`${file} is no state of a sandbox of this version; name another file or remove it`);
  return state as State;
};

/** Replaces the file as a whole: whoever reads it, and whenever the process dies, finds the old state or the new one. */
const replace = async (file: string, text: string): Promise<void> => {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  // signing secrets stand in it.
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
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
};

/** Keeps the state in a file; saves that are asked for while one is written are written together after it. */
export const fileStore = (file: string): Store => {
  let writing: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  return {
    save: state => {
      waiting ??= writing.catch(() => undefined).then(() => {
        waiting = undefined;
        writing = replace(file, JSON.stringify(state()));
        return writing;
      });
      return waiting;
    },
  };
};
