// the page names commands, files and a role that exist.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { addVerifyCommand } from '../../bin/verify';
import { fleet, flows } from '../fixtures/fleet';
import { deliveryRoles } from '../../lib/delivery/names';
import { ranks } from '../../lib/verify/types';

const root = resolve(__dirname, '../..');
const pages = ['docs/verify.md', 'docs/decisions/verifier.md'].map(name => join(root, name));
const guide = readFileSync(pages[0]!, 'utf8');

const program = new Command('bulkhead');
addVerifyCommand(program, { fleet, flows });

test('every option that the page shows exists', () => {
  const known = program.commands[0]!.options.map(({ long }) => long);
  const shown = [...guide.matchAll(/bulkhead -- verify [^#\n]*/g)].flatMap(([line]) => line.match(/--[a-z-]{2,}/g) ?? []).filter(option => option !== '--silent');
  expect(shown.length).toBeGreaterThan(3);
  expect(shown.filter(option => !known.includes(option))).toEqual([]);
});

test('the page names every rank, and the role', () => {
  expect([...guide.matchAll(/^\| `([a-z ]+)` \|/gm)].map(([, rank]) => rank)).toEqual([...ranks]);
  expect(guide).toContain(deliveryRoles.verifier);
});

test.each(pages)('%s links to what is there', page => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)\)/g)].map(([, link = '']) => link);
  expect(links.filter(link => !existsSync(join(dirname(page), link)))).toEqual([]);
});
