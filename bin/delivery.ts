// the commands around a deployment: what they take and print; what they do is in lib/delivery.
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { validateFleet } from '../lib/environment';
import { refused } from '../lib/operator/command-error';

const say = (line: string): void => { process.stdout.write(`${line}\n`); };
const tell = (line: string): void => { process.stderr.write(`${line}\n`); };
const print = (value: unknown): void => say(JSON.stringify(value, null, 2));

export interface DeliveryCommandOptions {
  readonly fleet: unknown;
  readonly flows: unknown;
  /** Root folder of the project. */
  readonly root: string;
}

interface BootstrapFlags {
  readonly profile?: string;
  readonly open?: boolean;
  readonly print?: boolean;
  readonly json?: boolean;
}

interface InitFlags {
  readonly dir: string;
  readonly check?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Adds `bootstrap`, `ci` and `teardown`; the configuration is read when one of them runs. */
export const addDeliveryCommands = (program: Command, { fleet, flows, root }: DeliveryCommandOptions): void => {
  const configured = () => validateFleet(fleet, flows);
  // the CDK's classes cost more to load than any other command takes.
  const delivery = () => import('../lib/delivery/command');

  program.command('bootstrap').argument('<environment>')
    .description('makes what a deployment needs in the environment\'s account: bucket, key, roles, and the permissions boundary of every role')
    .option('--profile <name>', 'profile of your AWS configuration; {environment} stands for the environment\'s name')
    .option('--print', 'print the template for review and call nothing')
    .option('--open', 'let the deploy role execute change sets of a gated environment, for its very first deployment')
    .option('--json', 'print the result as JSON')
    .action(async (name: string, { profile, open = false, print: printed, json }: BootstrapFlags) => {
      const { bootstrapEnvironment, bootstrapNames, bootstrapTemplate, deliveryTarget } = await delivery();
      const valid = configured();
      const environment = deliveryTarget(valid.fleet, valid.flows, name);
      const options = { open, administrationRole: valid.fleet.organization.administrationRole };
      if (printed) return print(bootstrapTemplate(environment, options));
      await bootstrapEnvironment(environment, { ...options, root, profile, say: json ? tell : say });
      if (json) print({ environment: name, account: environment.account, region: environment.region, stack: bootstrapNames(environment).stack, open });
    });

  const ci = program.command('ci').description('workflow files of the continuous integration, and what they run');

  ci.command('init')
    .description('writes the workflow files for this repository; files that were edited stay as they are')
    .option('--dir <folder>', 'folder of the workflows', '.github/workflows')
    .option('--check', 'only say whether they are as they would be written')
    .option('--force', 'overwrite edited files too').option('--json', 'print the result as JSON')
    .action(async ({ dir, check, force, json }: InitFlags) => {
      const { statesOf, workflowFiles, writeFiles } = await delivery();
      const files = workflowFiles(configured().fleet);
      const folder = resolve(dir);
      if (check) {
        const states = statesOf(files, folder);
        if (json) print(states);
        else for (const { name, state } of states) say(`${state.padEnd(8)} ${dir}/${name}`);
        const wrong = states.filter(({ state }) => state !== 'current');
        if (wrong.length > 0) throw refused(`${wrong.map(({ name, state }) => `${name} is ${state}`).join(', ')}; run \`bulkhead ci init\`, and review what changes`);
        return;
      }
      const { written, edited } = writeFiles(files, folder, { force });
      if (json) print({ written, edited });
      else for (const name of written) say(`written  ${dir}/${name}`);
      if (edited.length > 0) throw refused(`${edited.join(', ')} in ${dir} were edited and nothing was written; move what you changed into a file of your own, or give --force`);
      if (!json && written.length === 0) say('everything is current');
    });

  ci.command('diff').argument('<before>').argument('<after>')
    .description('compares two cloud assemblies as Markdown; calls nothing')
    .option('--json', 'print the result as JSON')
    .action(async (before: string, after: string, { json }: { json?: boolean }) => {
      const { compareAssemblies, comparisonText } = await delivery();
      const differences = compareAssemblies(resolve(before), resolve(after));
      if (json) print(Object.fromEntries(differences));
      else process.stdout.write(comparisonText(differences));
    });

  ci.command('digest').argument('[assembly]', 'cloud assembly', 'cdk.out')
    .description('prints the digest of a cloud assembly')
    .option('--expect <digest>', 'refuse an assembly of another digest')
    .action(async (assembly: string, { expect }: { expect?: string }) => {
      const { digestOf } = await delivery();
      const digest = digestOf(resolve(assembly));
      if (expect !== undefined && expect !== digest) throw refused(`'${assembly}' is ${digest}, not ${expect}; deploy the assembly that was built and accepted`);
      say(digest);
    });

  program.command('teardown').argument('[environment]')
    .description('plans how an environment, or all of them, are taken down: order, protections, what remains and what it costs; deletes nothing')
    .requiredOption('--plan', 'print the plan; there is no other mode')
    .option('--assembly <dir>', 'cloud assembly', 'cdk.out').option('--json', 'print the result as JSON')
    .action(async (name: string | undefined, { assembly, json }: { assembly: string; json?: boolean }) => {
      const { planFor, planText } = await delivery();
      const plans = planFor(configured().fleet, resolve(assembly), name);
      if (json) print(plans);
      else say(plans.map(planText).join('\n'));
    });
};
