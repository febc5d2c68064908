import { readFileSync } from 'node:fs';

/** Something to undo when the process ends, for whatever reason. */
export type Undo = () => void | Promise<void>;

const undos: Undo[] = [];
let ending: Promise<void> | undefined;

/** Registers what has to be undone; the latest is undone first. */
export const onEnd = (undo: Undo): void => {
  undos.push(undo);
};

const undoAll = async () => {
  for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
    try {
      await undo();
    } catch (error) {
      // one thing that cannot be undone must not keep the others alive.
      process.stderr.write(`clean-up: ${(error as Error).message}\n`);
    }
  }
};

/** Undoes everything once; callers in between wait for the same end. */
export const endEverything = (): Promise<void> => {
  ending ??= undoAll().finally(() => {
    ending = undefined;
  });
  return ending;
};

/** Parent of a process, where the system tells (Linux); npm may sit behind a shell of its own. */
const parentOf = (pid: number): number | undefined => {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
};

const lineage = () => [process.ppid, parentOf(process.ppid)].join();

let called = false;

/** Whether the end has been asked for, so that whatever fails from here on is its consequence. */
export const isInterrupted = (): boolean => called;

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Cleans up on Ctrl-C and termination, and when npm is killed, which tells its children nothing. */
export const endOnSignals = (exit: (code: number) => void = code => process.exit(code)): void => {
  const end = (code: number) => {
    // npm passes on the Ctrl-C that the terminal has sent already.
    if (called) return;
    called = true;
    void endEverything().finally(() => exit(code));
  };
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => end(code));
  if (process.env.npm_lifecycle_event === undefined) return;
  const started = lineage();
  setInterval(() => {
    if (lineage() !== started) end(signals.SIGHUP);
  }, 250).unref();
};
