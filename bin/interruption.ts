import type { Command } from 'commander';
import { endOnSignals } from '../lib/local/ending';

/** Commands that run until somebody ends them, and take signals themselves. */
const own: ReadonlySet<string> = new Set(['demo', 'sandbox']);

/**
 * Has Ctrl-C and termination end a command in its own words, with the exit code that a shell expects: files that are being exchanged
 * are the old or the new ones, children end too, and what was made for the run alone goes.
 */
export const endOnInterruption = (program: Command): void => {
  let armed = false;
  program.hook('preAction', (_, action) => {
    if (armed || own.has(action.name())) return;
    armed = true;
    endOnSignals(code => {
      process.stderr.write('\ninterrupted; run the same command again, it carries on from what there is\n');
      process.exit(code);
    });
  });
};
