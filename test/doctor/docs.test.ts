// what the doctor says and its page name checks, commands and files that exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { addDeliveryCommands } from '../../bin/delivery';
import { addDoctorCommand } from '../../bin/doctor';
import { addOperatorCommands } from '../../bin/operator';
import { addOrganizationCommands } from '../../bin/organization';
import { addReleaseCommands } from '../../bin/release';
import { checks } from '../../lib/doctor/checks';
import { fleet, flows } from '../fixtures/fleet';

const root = resolve(__dirname, '../..');
const file = join(root, 'docs/doctor.md');
const guide = readFileSync(file, 'utf8');
const sources = readdirSync(join(root, 'lib/doctor'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  .map(name => readFileSync(join(root, 'lib/doctor', name), 'utf8')).join('\n');

const program = new Command('bulkhead');
for (const add of [addDeliveryCommands, addDoctorCommand, addOperatorCommands, addOrganizationCommands, addReleaseCommands]) add(program, { fleet, flows, root });

/** Commands of the guide and of the remedies, whatever stands in for names. */
const typed = [...`${guide}\n${sources}`.matchAll(/npm run (?:--silent )?bulkhead -- ((?:[\w-]+|\$\{[^}]*\}|'[^'\n]*'| )+)/g)].map(([, words = '']) => words.trim());

test.each([...new Set(typed)])('`%s` is a command with these options', line => {
  let command = program;
  const words = line.split(/\s+/);
  while (command.commands.some(candidate => candidate.name() === words[0])) {
    const name = words.shift();
    command = command.commands.find(candidate => candidate.name() === name)!;
  }
  expect(command).not.toBe(program);
  expect(command.commands).toHaveLength(0);
  const known = command.options.map(({ long }) => long);
  expect((line.match(/--[a-z-]+/g) ?? []).filter(option => !known.includes(option))).toEqual([]);
});

test('several commands were found', () => {
  expect(new Set(typed).size).toBeGreaterThanOrEqual(8);
});

test('the page lists every check, and no other', () => {
  expect([...guide.matchAll(/^\| `([a-z-]+)` \| [^|]+\| [^|]+\|$/gm)].map(([, id]) => id).sort()).toEqual(['caller', ...checks.map(({ id }) => id)].sort());
});

test('links to what is there', () => {
  const links = [...guide.matchAll(/\]\(([^)#\s]+)\)/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(2);
  expect(links.filter(link => !existsSync(join(dirname(file), link)))).toEqual([]);
});
