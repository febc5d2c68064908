import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How a child ended: its exit code, or the signal that ended it. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly pid: number | undefined;
  readonly exited: Promise<ChildExit>;
  /** Ends the child and waits until it is gone; children hold no state worth saving. */
  end(): Promise<void>;
}

export interface NodeChildOptions {
  readonly root: string;
  /** @default - the Node that runs this process */
  readonly node?: string;
  readonly preload?: readonly string[];
  readonly script: string;
  readonly args?: readonly string[];
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
}

const running = new Set<Child>();

const eachLine = (stream: Readable, onLine: (line: string) => void) =>
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine);

/** Starts a Node program that ends with this process, whatever ends this process. */
export const startNode = (options: NodeChildOptions): Child => {
  const preload = [join(options.root, 'lib/local/exit-with-parent.cjs'), ...(options.preload ?? [])];
  const spawned = spawn(
    options.node ?? process.execPath,
    [...preload.flatMap(file => ['--require', file]), options.script, ...(options.args ?? [])],
    { cwd: options.cwd, env: options.env, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  // a child that is gone already must not turn the unused pipe into an uncaught error.
  spawned.stdin.on('error', () => undefined);
  eachLine(spawned.stdout, options.onLine);
  eachLine(spawned.stderr, options.onLine);
  const exited = new Promise<ChildExit>(resolve => {
    spawned.once('error', error => {
      options.onLine(error.message);
      resolve({ code: null, signal: null });
    });
    spawned.once('close', (code, signal) => resolve({ code, signal }));
  });
  const child: Child = {
    pid: spawned.pid,
    exited,
    end: async () => {
      spawned.kill('SIGKILL');
      await exited;
    },
  };
  running.add(child);
  void exited.then(() => running.delete(child));
  return child;
};

/** Ends every child that is still running. */
export const endChildren = async (): Promise<void> => {
  await Promise.all([...running].map(child => child.end()));
};
