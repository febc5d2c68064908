import { resolve } from 'node:path';
import { Command } from 'commander';
import { fleet } from './environments';
import flows from './flows.json';
import { addOperatorCommands } from './operator';
import { auditCommand } from '../lib/audit/command';
import { validateFleet } from '../lib/environment';
import { auditSubject } from '../lib/fleet-audit';

/** Bundled into dist/bin, whichever folder it is called from. */
const root = resolve(__dirname, '..', '..');

const UNUSABLE = 3;

const program = new Command('bulkhead')
  .description('watertight environments for teams that integrate an identity-verification provider')
  .configureHelp({ showGlobalOptions: true })
  // inherited by the commands below, so that their complaints end in the same exit codes.
  .exitOverride();

program.command('demo')
  .description('deploys every environment to an embedded AWS, plays traffic through them and tries to cross every border')
  .option('--keep', 'leave everything running until Ctrl-C')
  .option('--report <dir>', 'where the report goes (default: .bulkhead/demo-report)')
  .option('--json', 'print the result as JSON')
  .action(async (options: { keep?: boolean; report?: string; json?: boolean }) => {
    const { keep, json, report } = options;
    // loaded when it runs: the toolkit and the clients would double the start of every other command.
    const [{ runDemo }, { backend }] = await Promise.all([import('../lib/local/demo'), import('./backend')]);
    process.exitCode = await runDemo({ fleet, flows, extend: backend, root, keep, json, reportDir: report && resolve(report) });
  });

addOperatorCommands(program, { fleet, flows });

const subject = () => {
  const valid = validateFleet(fleet, flows);
  return auditSubject(valid.fleet, valid.flows);
};

auditCommand(program, subject);

program.command('environments')
  .description('prints what the audit is told of this app\'s environments, so that an auditor can repeat it with --environments')
  .action(() => { process.stdout.write(`${JSON.stringify(subject(), null, 2)}\n`); });

/** Errors say themselves what they mean for the caller; everything else is unusable input or surroundings. */
const exitCodeOf = (error: unknown): number => {
  const { exitCode } = error as { exitCode?: unknown };
  return typeof exitCode === 'number' ? exitCode : UNUSABLE;
};

program.parseAsync().catch((error: unknown) => {
  const { code, message, stack } = error as Error & { code?: string };
  // commander has printed its help or complaint already.
  if (code?.startsWith('commander.')) {
    process.exitCode = exitCodeOf(error) === 0 ? 0 : UNUSABLE;
    return;
  }
  process.stderr.write(`${process.env.BULKHEAD_DEBUG ? stack ?? message : message}\n`);
  process.exitCode = exitCodeOf(error);
});
