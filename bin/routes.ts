import type { Command } from 'commander';
import { validateFleet } from '../lib/environment';
import { inOwnWords } from '../lib/operator/command-error';
import { environmentTarget } from '../lib/operator/target';

interface RoutesFlags {
  readonly profile?: string;
  readonly json?: boolean;
}

/** Adds `routes`; the configuration is read when it runs. */
export const addRoutesCommand = (program: Command, configured: { readonly fleet: unknown; readonly flows: unknown }): void => {
  program.command('routes').argument('<environment>')
    .description('has an environment look from inside whether providers and AWS are reached as they should be, and nothing else is; changes nothing')
    .option('--profile <name>', 'profile of your AWS configuration; {environment} stands for the environment\'s name')
    .option('--json', 'print the result as JSON')
    .action((name: string, { profile, json }: RoutesFlags) => inOwnWords(async () => {
      // the clients of AWS cost more to load than any other command takes.
      const { exitCodeOf, lookAtRoutes, openRoutes, routesTable } = await import('../lib/operator/routes');
      const { fleet } = validateFleet(configured.fleet, configured.flows);
      const target = environmentTarget(fleet, name);
      const { account, config } = target;
      const results = await lookAtRoutes({ fleet, environment: { account, region: config.region, config }, access: await openRoutes(target, { profile }) });
      process.stdout.write(`${json ? JSON.stringify({ environment: name, at: new Date().toISOString(), results }, null, 2) : routesTable(results)}\n`);
      process.exitCode = exitCodeOf(results);
    }));
};
