import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Everything that the programs behind the demo write, for whoever has to find out why it failed. */
export interface Log {
  readonly path: string;
  readonly write: (line: string) => void;
  close(): Promise<void>;
}

/** Starts the log of a run anew. */
export const openLog = (path: string): Log => {
  mkdirSync(dirname(path), { recursive: true });
  const stream = createWriteStream(path);
  // a log that cannot be written must not end the demo.
  stream.on('error', () => undefined);
  return {
    path,
    write: line => void stream.write(`${line}\n`),
    close: () => new Promise(resolve => stream.end(() => resolve())),
  };
};
