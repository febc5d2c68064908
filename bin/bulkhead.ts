import { basename, dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { fleet } from './environments';
import flows from './flows.json';
import { addConfigCommand } from './backend-config';
import { addCostCommand } from './cost';
import { addDeliveryCommands } from './delivery';
import { addDoctorCommand } from './doctor';
import { addEraseCommand } from './erase';
import { addOperatorCommands } from './operator';
import { addOrganizationCommands } from './organization';
import { addPromotionCommands } from './promotion';
import { addRoutesCommand } from './routes';
import { addSandboxCommands } from './sandbox';
import { addReleaseCommands } from './release';
import { addVerifyCommand } from './verify';
import { fail } from './fail';
import { endOnInterruption } from './interruption';
import { subject } from './subject';
import { auditCommand, ownText } from '../lib/audit/command';
import { costsForAudit } from '../lib/cost/for-audit';

/** Bundled into dist/bin, whichever folder it is called from; tests load it as it stands. */
const root = resolve(__dirname, basename(dirname(__dirname)) === 'dist' ? '../..' : '..');

/** Every command; a test holds each of them to the same faults. */
export const program = new Command('bulkhead')
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
addEraseCommand(program, { fleet, flows });
addReleaseCommands(program, { fleet, flows, root });

addOrganizationCommands(program, { fleet, flows });
addDeliveryCommands(program, { fleet, flows, root });
addCostCommand(program, { fleet, flows });
addDoctorCommand(program, { fleet, flows });
addRoutesCommand(program, { fleet, flows });
addVerifyCommand(program, { fleet, flows });

addConfigCommand(program, { fleet, flows });

addPromotionCommands(program, { fleet, flowsPath: resolve(root, 'bin/flows.json') });

addSandboxCommands(program, { fleet, flows });

auditCommand(program, subject, costsForAudit);

program.command('environments')
  .description('prints what the audit is told of this app\'s environments, so that an auditor can repeat it with --environments')
  .action(() => { process.stdout.write(ownText(subject())); });

endOnInterruption(program);

export const run = (): void => {
  program.parseAsync().catch((error: unknown) => {
    fail(error);
    // a call that nobody waits for any more does not keep the command.
    setTimeout(() => process.exit(), 1000).unref();
  });
};
