// the organization's commands: what they take and print; what they do is in lib/organization/prepare.
import type { Command } from 'commander';
import { validateFleet } from '../lib/environment';
import { unusable } from '../lib/operator/command-error';

interface PrepareFlags {
  readonly plan?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly profile?: string;
  readonly wait: string;
}

const minutesOf = (text: string): number => {
  const minutes = Number(text);
  if (!/^\d{1,4}$/.test(text)) throw unusable(`--wait is '${text}'; give whole minutes`);
  return minutes;
};

/** Adds `org`; the configuration is read when it runs. */
export const addOrganizationCommands = (program: Command, configured: { readonly fleet: unknown; readonly flows: unknown }): void => {
  const fleetOf = () => validateFleet(configured.fleet, configured.flows).fleet;
  const organization = program.command('org').description('brings the organization to where its accounts can be bootstrapped and bound');

  organization.command('prepare')
    .description('founds the organization, switches on policy types and regions, creates or invites the accounts one after the other, and says what comes next; '
      + 'run again, it carries on')
    .option('--plan', 'say what would be done, and change nothing')
    .option('--dry-run', 'the same as --plan')
    .option('--yes', 'do not ask before the first change')
    .option('--wait <minutes>', 'how long AWS may take over accounts and regions', '20')
    .option('--profile <name>', 'profile of your AWS configuration, for the management account')
    .option('--json', 'print the result as JSON')
    .action(async ({ plan, dryRun, yes, json, profile, wait }: PrepareFlags & { dryRun?: boolean }) => {
      const waitMinutes = minutesOf(wait);
      const { askFor, explained, openPrepareAccess, prepareOrganization, stepJson, stepTable } = await import('../lib/organization/prepare');
      const prepared = await explained(() => prepareOrganization(openPrepareAccess({ profile }), fleetOf(), {
        plan: plan ?? dryRun,
        waitMinutes,
        confirm: askFor({ yes: yes ?? false, input: process.stdin, output: process.stderr }),
        // progress is no result: standard output stays the result's own.
        say: line => process.stderr.write(`${line}\n`),
      }));
      process.stdout.write(`${json ? stepJson(prepared) : stepTable(prepared)}\n`);
      process.exitCode = prepared.exitCode;
    });
};
