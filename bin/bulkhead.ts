import { resolve } from 'node:path';
import { Command } from 'commander';
import { fleet } from './environments';
import flows from './flows.json';
import { addConfigCommand } from './backend-config';
import { addCostCommand } from './cost';
import { addDeliveryCommands } from './delivery';
import { addDoctorCommand } from './doctor';
import { addOperatorCommands } from './operator';
import { addOrganizationCommands } from './organization';
import { addPromotionCommands } from './promotion';
import { addSandboxCommands } from './sandbox';
import { addReleaseCommands } from './release';
import { fail } from './fail';
import { subject } from './subject';
import { auditCommand } from '../lib/audit/command';

/** Bundled into dist/bin, whichever folder it is called from. */
const root = resolve(__dirname, '..', '..');

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
addReleaseCommands(program, { fleet, flows, root });

addOrganizationCommands(program, { fleet, flows });
addDeliveryCommands(program, { fleet, flows, root });
addCostCommand(program, { fleet, flows });
addDoctorCommand(program, { fleet, flows });

addConfigCommand(program, { fleet, flows });

addPromotionCommands(program, { fleet, flowsPath: resolve(root, 'bin/flows.json') });

addSandboxCommands(program, { fleet, flows });

auditCommand(program, subject);

program.command('environments')
  .description('prints what the audit is told of this app\'s environments, so that an auditor can repeat it with --environments')
  .action(() => { process.stdout.write(`${JSON.stringify(subject(), null, 2)}\n`); });

program.parseAsync().catch(fail);
