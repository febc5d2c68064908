import { resolve } from 'node:path';
import type { Command } from 'commander';
import { validateFleet } from '../lib/environment';

interface DoctorFlags {
  readonly profile?: string;
  readonly assembly: string;
  readonly json?: boolean;
}

/** Adds `doctor`; the configuration is read when it runs. */
export const addDoctorCommand = (program: Command, configured: { readonly fleet: unknown; readonly flows: unknown }): void => {
  const valid = () => validateFleet(configured.fleet, configured.flows);
  program.command('doctor').argument('<environment>')
    .description('looks at an environment before and after a deployment: what is in order, what is not, and what to do; changes nothing')
    .option('--profile <name>', 'profile of your AWS configuration; {environment} stands for the environment\'s name')
    .option('--assembly <dir>', 'cloud assembly, from which the needed quotas are counted', 'cdk.out').option('--json', 'print the result as JSON')
    .action(async (name: string, { profile, assembly, json }: DoctorFlags) => {
      // the clients of AWS cost more to load than any other command takes.
      const { diagnose, document, page, progressOn } = await import('../lib/doctor');
      const { environment, examination } = await diagnose(valid(), name, { profile, assembly: resolve(assembly), watch: progressOn(process.stderr) });
      process.stdout.write(`${json ? document(environment, examination, Date.now()) : page(environment, examination)}\n`);
      process.exitCode = examination.exitCode;
      // a call that nobody waits for any more does not keep the command.
      setTimeout(() => process.exit(), 1000).unref();
    });
};
