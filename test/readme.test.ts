import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { synthesize } from './fixtures/synthesize';
import { backend } from '../bin/backend';
import { fleet } from '../bin/environments';
import flows from '../bin/flows.json';
import { answers, type Answer } from '../lambda/webhook/answers';
import { costsOf } from '../lib/cost';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const row = ({ when, status, kept, alarm }: Answer): string => `| ${when} | ${status} | ${kept} | ${alarm ? 'yes' : ''} |`;

test('the README shows the table of answers that the receiver decides by', () => {
  const table = ['| situation | answer | kept | alarm |', '|---|---|---|---|', ...Object.values(answers).map(row)].join('\n');
  expect(read('README.md')).toContain(table);
});

test.each(['README.md', 'CONTRIBUTING.md'])('every link of %s leads to a file that exists', (file) => {
  const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.filter(path => !existsSync(join(root, dirname(file), path)))).toEqual([]);
});

test('the README shows what the environments of this app cost, to the cent', () => {
  const assembly = synthesize(fleet, flows, { extend: backend });
  const costs = costsOf(fleet, assembly.outdir);
  assembly.remove();
  const rows: Readonly<Record<string, readonly string[]>> = {
    'NAT gateways': ['nat-gateway'],
    'interface endpoints (Secrets Manager, Parameter Store, EventBridge), per zone': ['interface-endpoint'],
    'customer keys': ['customer-key'],
    'web ACL and its rules': ['web-acl', 'web-acl-rule'],
    'public IPv4 addresses': ['public-ipv4'],
    'alarms': ['alarm'],
    'secrets, hosted zone': ['secret', 'hosted-zone'],
  };
  const cells = (of: (cost: typeof costs[number]) => number, mark = '') => costs.map(cost => `${mark}${of(cost).toFixed(2)}${mark}`).join(' | ');
  const table = Object.entries(rows).map(([what, things]) =>
    `| ${what} | ${cells(({ lines }) => lines.filter(({ thing }) => things.includes(thing)).reduce((sum, { monthly }) => sum + monthly, 0))} |`);
  expect(read('README.md')).toContain([...table, `| **together** | ${cells(({ total }) => total, '**')} |`].join('\n'));
});

test('the README names every field of an environment', () => {
  const [, fields = ''] = /export interface EnvironmentConfig \{\n([^]*?)\n\}/.exec(read('lib/environment/types.ts')) ?? [];
  const names = [...fields.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(20);
  const [, table = ''] = /\n\| field \| what it is \|\n([^]*?)\n\n/.exec(read('README.md')) ?? [];
  const named = table.split('\n').flatMap(line => [...line.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(names.filter(name => !named.includes(name))).toEqual([]);
});
