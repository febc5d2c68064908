import type { Readable, Writable } from 'node:stream';
import { interrupted, unusable } from './command-error';
import { whyNot } from './file-faults';

/** Where a value comes from: a terminal that can be kept from showing it, or a pipe. */
export interface ValueSource {
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?(on: boolean): unknown };
  /** For the prompt only. */
  readonly output: Writable;
}

/** More than any secret; a wrong file ends here. */
const longestInput = 64 * 1024;

const INTERRUPT = '\u0003';
const END = '\u0004';
const ERASE = ['\u007f', '\b'];

/** Reads a secret from a hidden prompt, or whole from standard input; it never stands on the command line. */
export const readValue = async (what: string, { input, output }: ValueSource): Promise<string> => {
  if (!input.isTTY || !input.setRawMode) return readAll(input);
  // hidden before it is asked for: a paste can be faster than the next call.
  input.setRawMode(true);
  try {
    output.write(`${what} (hidden): `);
    return await readHidden(input);
  } finally {
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
};

/** What is piped, at once; a pipe that cannot be read is told like any file. */
const chunksOf = async (input: Readable): Promise<Buffer[]> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of input as AsyncIterable<Buffer | string>) {
      const bytes = Buffer.from(chunk as string);
      size += bytes.length;
      if (size > longestInput) break;
      chunks.push(bytes);
    }
  } catch (error) {
    throw unusable(`standard input cannot be read: ${whyNot(error)}; pipe the secret, or give it at the prompt`, { cause: error });
  }
  if (size > longestInput) throw unusable('standard input holds far more than a secret; pipe the secret alone');
  return chunks;
};

const readAll = async (input: Readable): Promise<string> => {
  const chunks = await chunksOf(input);
  try {
    // kept as it is, a byte order mark too: what is silently dropped here would be missed by nobody.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw unusable('standard input is no UTF-8 text; pipe the secret as the provider shows it');
  }
};

const readHidden = (input: Readable): Promise<string> => new Promise((resolve, reject) => {
  const typed: string[] = [];
  const stop = (end: () => void) => {
    input.off('data', take);
    input.off('end', ended);
    end();
  };
  const ended = () => stop(() => resolve(typed.join('')));
  const take = (chunk: Buffer | string) => {
    for (const letter of chunk.toString('utf8')) {
      if (letter === INTERRUPT) return stop(() => reject(interrupted('interrupted; nothing was stored')));
      if (letter === '\r' || letter === '\n' || letter === END) return ended();
      if (ERASE.includes(letter)) typed.pop();
      else typed.push(letter);
    }
  };
  input.on('data', take);
  input.on('end', ended);
  input.resume();
});
