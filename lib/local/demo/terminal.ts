import { Listr } from 'listr2';
import { isInterrupted } from '../ending';
import type { Narrator } from './narrator';

type Write = (text: string) => void;

/** Columns below which a list that redraws itself wraps; some terminals say that they have none. */
const NARROWEST = 60;

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Redraws the running step in place; for a person at a terminal. */
const interactive: Narrator = {
  step: async <T>(title: string, work: (say: (line: string) => void) => Promise<T>) => {
    const done: { value?: T } = {};
    const list = new Listr([{
      title,
      task: async (_context, task) => {
        const started = performance.now();
        done.value = await work(line => {
          task.output = line;
        });
        task.title = `${title} (${seconds(started)})`;
      },
    }], {
      // the demo cleans up on signals itself; listr2 would end the process before that.
      registerSignalListeners: false,
      rendererOptions: { showErrorMessage: false },
    });
    await list.run();
    return done.value as T;
  },
};

/** One line for each thing that happens; for logs and CI. */
export const plain = (write: Write): Narrator => ({
  step: async (title, work) => {
    const started = performance.now();
    write(`- ${title}\n`);
    try {
      const result = await work(line => write(`    ${line}\n`));
      write(`  done (${seconds(started)})\n`);
      return result;
    } catch (error) {
      write(`  ${isInterrupted() ? 'interrupted' : 'failed'} (${seconds(started)})\n`);
      throw error;
    }
  },
});

/** Chooses by where the output goes; machine-readable output keeps standard output to itself. */
export const terminalNarrator = (json: boolean): Narrator => {
  if (json) return plain(text => process.stderr.write(text));
  const { isTTY, columns = 0 } = process.stdout;
  return isTTY && columns >= NARROWEST && !process.env.CI ? interactive : plain(text => process.stdout.write(text));
};
