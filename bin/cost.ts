import { resolve } from 'node:path';
import type { Command } from 'commander';
import { validateFleet } from '../lib/environment';
import { fromAssembly } from '../lib/operator/assembly';
import { unusable } from '../lib/operator/command-error';
import { environmentNamed } from '../lib/operator/named';

/** Adds `cost`; it reads what was synthesized and calls nothing. */
export const addCostCommand = (program: Command, configured: { readonly fleet: unknown; readonly flows: unknown }): void => {
  program.command('cost').argument('[environment]')
    .description('fixed monthly costs of every environment, from the synthesized templates')
    .option('--assembly <dir>', 'cloud assembly', 'cdk.out').option('--json', 'print the result as JSON')
    .action(async (environment: string | undefined, { assembly, json }: { assembly: string; json?: boolean }) => {
      const { costsOf, costTable } = await import('../lib/cost');
      const { fleet } = validateFleet(configured.fleet, configured.flows);
      if (environment !== undefined) environmentNamed(fleet, environment);
      const costs = fromAssembly(resolve(assembly), () => costsOf(fleet, resolve(assembly))).filter(({ environment: name }) => environment === undefined || name === environment);
      if (costs.length === 0) {
        throw unusable(environment === undefined
          ? `'${assembly}' has templates of none of the environments; run npx cdk synth --quiet first`
          : `'${assembly}' has no templates of '${environment}'; run npx cdk synth --quiet first`);
      }
      process.stdout.write(`${json ? JSON.stringify(costs, null, 2) : costTable(costs)}\n`);
    });
};
