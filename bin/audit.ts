// the audit by itself; it is among the other commands too, so that their help names it.
import { Command } from 'commander';
import { fail } from './fail';
import { auditCommand } from '../lib/audit/command';
import { costsForAudit } from '../lib/cost/for-audit';

const program = new Command('bulkhead').configureHelp({ showGlobalOptions: true }).exitOverride();

auditCommand(program, async () => (await import('./subject')).subject(), costsForAudit);

program.parseAsync().catch(fail);
