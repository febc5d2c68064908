import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { UnusableSurroundings } from '../errors';
import { ensurePython } from './python';
import { packageEnvironment } from './run';

export interface EmbeddedAwsOptions {
  /** Root folder of the project; the Python environment lives below its `.bulkhead`. */
  readonly root: string;
  /** Receives what the server and the installation write, line by line. */
  readonly onLog?: (line: string) => void;
}

export interface EmbeddedAws {
  readonly endpoint: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 5_000;
const TAIL_LINES = 20;

/** Starts the embedded AWS on a free port of this machine; it ends with this process however that ends. */
export const startEmbeddedAws = async ({ root, onLog }: EmbeddedAwsOptions): Promise<EmbeddedAws> => {
  const python = await ensurePython({ root, onLog });
  const folder = join(root, 'lib/local/aws');
  // its standard input is the life line: the server leaves when the pipe closes, which a killed parent does too.
  const child = spawn(python.executable, ['-m', 'bulkhead_aws'], {
    cwd: folder,
    env: packageEnvironment(folder),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const port = await untilReady(child, onLog);
  return { endpoint: `http://127.0.0.1:${port}`, port, pid: child.pid as number, stop: () => stop(child) };
};

const untilReady = (child: ChildProcess, onLog?: (line: string) => void): Promise<number> => {
  const tail: string[] = [];
  createInterface({ input: child.stderr! }).on('line', line => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    onLog?.(line);
  });
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      const output = tail.length > 0 ? `; it said:\n${tail.join('\n')}` : '';
      reject(new UnusableSurroundings(
        `the embedded AWS did not start: ${reason}; if its packages are damaged, remove .bulkhead/venv and run the command again${output}`, { cause }));
    };
    const timer = setTimeout(() => fail(`not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    child.once('error', error => fail(error.message, error));
    // 'close' comes after the last line of stderr, 'exit' may come before it.
    child.once('close', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}`));
    createInterface({ input: child.stdout! }).once('line', line => {
      clearTimeout(timer);
      child.removeAllListeners('close');
      resolve((JSON.parse(line) as { port: number }).port);
    });
  });
};

const stop = (child: ChildProcess): Promise<void> => new Promise(resolve => {
  if (child.exitCode !== null || child.signalCode !== null) return resolve();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  child.once('exit', () => {
    clearTimeout(timer);
    resolve();
  });
  child.stdin?.end();
});
