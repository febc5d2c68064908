import { resolve } from 'node:path';
import type { Command } from 'commander';
import { validateFleet } from '../lib/environment';
import { inOwnWords } from '../lib/operator/command-error';
import { readText } from '../lib/operator/read-text';
import { readValue } from '../lib/operator/read-value';
import { environmentTarget } from '../lib/operator/target';

interface EraseFlags {
  readonly ids?: string;
  readonly binding?: string;
  readonly yes?: boolean;
  readonly confirm?: string;
  readonly profile?: string;
  readonly json?: boolean;
}

/** Adds `erase`; ids come from a file or standard input, because arguments are seen by every process and kept by shells. */
export const addEraseCommand = (program: Command, configured: { readonly fleet: unknown; readonly flows: unknown }): void => {
  program.command('erase').argument('<environment>')
    .description('looks for what an environment keeps of one person, in numbers; with --yes erases it and gives a receipt')
    .option('--ids <file>', 'ids of the person, one on a line: <binding>#<id>, or an externalUuid (default: standard input)')
    .option('--binding <binding>', 'registration of ids that name none')
    .option('--yes', 'erase what was found; run it again after any interruption')
    .option('--confirm <environment>', 'the environment\'s name once more, for a live one')
    .option('--profile <name>', 'profile of your AWS configuration; {environment} stands for the environment\'s name')
    .option('--json', 'print the result as JSON')
    .action((name: string, { ids: file, binding, yes = false, confirm, profile, json }: EraseFlags) => inOwnWords(async () => {
      // the clients of AWS cost more to load than any other command takes.
      const { eraseRequest, eraseSubject, eraseText, exitCodeOfErasure, openEraser, readIds } = await import('../lib/operator/erasing');
      const target = environmentTarget(validateFleet(configured.fleet, configured.flows).fleet, name);
      const options = { binding, yes, confirm };
      // refused before ids are asked for.
      eraseRequest(target, [], options, '');
      const text = file === undefined ? await readValue('ids of one person', { input: process.stdin, output: process.stderr }) : readText(resolve(file));
      const answer = await eraseSubject(target, openEraser({ profile }), readIds(text, target, binding), options);
      process.stdout.write(`${json ? JSON.stringify(answer, null, 2) : eraseText(name, answer)}\n`);
      process.exitCode = exitCodeOfErasure[answer.outcome];
    }));
};
