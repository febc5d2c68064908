// the operations guide and the workflow files name commands, options and files that exist.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { addCostCommand } from '../../bin/cost';
import { addDeliveryCommands } from '../../bin/delivery';
import { addDoctorCommand } from '../../bin/doctor';
import { addOperatorCommands } from '../../bin/operator';
import { addOrganizationCommands } from '../../bin/organization';
import { addPromotionCommands } from '../../bin/promotion';
import { addReleaseCommands } from '../../bin/release';
import { addRoutesCommand } from '../../bin/routes';
import { addVerifyCommand } from '../../bin/verify';
import { auditCommand } from '../../lib/audit/command';
import { deliveryRoles } from '../../lib/delivery';
import { workflowFiles } from '../../lib/delivery/ci/workflows';
import { fleet, flows } from '../fixtures/fleet';

const file = resolve(__dirname, '../../docs/operations.md');
const guide = readFileSync(file, 'utf8');

const program = new Command('bulkhead');
const configured = { fleet, flows, root: '/nowhere', flowsPath: '/nowhere/flows.json' };
for (const add of [
  addCostCommand, addDeliveryCommands, addDoctorCommand, addOperatorCommands, addOrganizationCommands, addPromotionCommands, addReleaseCommands, addRoutesCommand, addVerifyCommand,
]) add(program, configured);
auditCommand(program, () => ({}));

const workflows = workflowFiles(fleet).map(({ content }) => content).join('\n');

/** Every command, without what a shell would cut off. */
const typed = [...`${guide}\n${workflows}`.matchAll(/npm run (?:--silent )?bulkhead -- ([^`\n#>)]+)/g)].map(([, words = '']) => words.trim());

test.each([...new Set(typed)])('`%s` is a command with these options', (line) => {
  let command = program;
  const words = line.split(/\s+/);
  while (words[0] !== undefined && command.commands.some(candidate => candidate.name() === words[0])) {
    const name = words.shift();
    command = command.commands.find(candidate => candidate.name() === name)!;
  }
  expect(command).not.toBe(program);
  const known = command.options.map(({ long }) => long);
  expect(words.filter(word => word.startsWith('--')).filter(option => !known.includes(option))).toEqual([]);
});

test('names a dozen commands at least', () => {
  expect(new Set(typed).size).toBeGreaterThanOrEqual(12);
});

test('links to what is there', () => {
  const links = [...guide.matchAll(/\]\(([^)#\s]+)\)/g)].map(([, link = '']) => link).filter(link => !link.startsWith('https:'));
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter(link => !existsSync(join(dirname(file), link)))).toEqual([]);
});

test('names every role of the delivery', () => {
  for (const role of Object.values(deliveryRoles)) expect(guide).toContain(`\`${role}\``);
});
