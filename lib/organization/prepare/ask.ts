import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { interrupted, refused } from '../../operator/command-error';
import type { Step } from './plan';

export interface Asking {
  /** Answered beforehand, as in continuous integration. */
  readonly yes: boolean;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
}

/** Shows what would be done and asks once whether to; where nobody can be asked, nothing is done unless it was said beforehand. */
export const askFor = ({ yes, input, output }: Asking) => async (open: readonly Step[]): Promise<boolean> => {
  output.write(`${open.map(({ does, status }) => `  ${status === 'later' ? 'then ' : ''}${does}\n`).join('')}`);
  if (yes) return true;
  if (!input.isTTY) throw refused('nobody can be asked here, and nothing was changed; look at it with --plan, then give --yes');
  const terminal = createInterface({ input, output });
  try {
    // the prompt's line ends here, for Ctrl-C ends none.
    const answer = await terminal.question('carry this out? [y/N] ').catch(() => { throw interrupted('\ninterrupted; nothing was changed'); });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
};
