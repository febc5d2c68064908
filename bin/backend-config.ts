// the command that tells a backend what it needs: what it takes and prints; what it does is in lib/backend.
import type { Command } from 'commander';
import { backendConfig } from '../lib/backend/config';
import { envText } from '../lib/backend/env-text';
import { validateFleet } from '../lib/environment';
import { inOwnWords, unusable } from '../lib/operator/command-error';
import { environmentNamed } from '../lib/operator/named';

interface ConfigFlags {
  readonly format: string;
  readonly deployed?: boolean;
  readonly profile?: string;
}

const formats = {
  env: envText,
  json: (config: unknown) => JSON.stringify(config, null, 2),
} as const;

/** Adds `config`; the configuration is read when it runs. */
export const addConfigCommand = (program: Command, configured: { readonly fleet: unknown; readonly flows: unknown }): void => {
  program.command('config').argument('<environment>')
    .description('prints what a backend of an environment needs: names and public settings, no value of a secret; ends with 2 while onboarding owes one')
    .option('--format <format>', 'env, to be sourced or read as an env file, or json', 'env')
    .option('--deployed', 'ask the environment\'s stacks for what CloudFormation has named, with credentials of its account')
    .option('--profile <name>', 'profile of your AWS configuration; {environment} stands for the environment\'s name')
    .action((name: string, { format, deployed, profile }: ConfigFlags) => inOwnWords(async () => {
      if (!Object.hasOwn(formats, format)) throw unusable('--format takes env or json');
      const { fleet, flows } = read(configured);
      const environment = environmentNamed(fleet, name);
      const { config, pending } = backendConfig(environment, flows);
      // the client of CloudFormation is loaded where it is needed.
      const names = deployed ? await (await import('../lib/backend/deployed')).readDeployed(config, profile) : undefined;
      process.stdout.write(`${formats[format as keyof typeof formats]({ ...config, ...names && { deployed: names } })}\n`);
      for (const text of pending) process.stderr.write(`pending: ${text}\n`);
      if (pending.length > 0) process.exitCode = 2;
    }));
};

const read = ({ fleet, flows }: { readonly fleet: unknown; readonly flows: unknown }) => validateFleet(fleet, flows);
