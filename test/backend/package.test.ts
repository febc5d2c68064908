// the package as a team's own code gets it: by name, from what was built.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as backend from 'bulkhead/backend';
import * as testing from 'bulkhead/testing';
import { exports as entries } from '../../package.json';

const root = join(__dirname, '../..');

test('its parts can be imported by name, with what they promise', () => {
  expect(Object.keys(backend).sort()).toEqual([
    'WrongEnvironment', 'assertAccount', 'assertEnvironment', 'configVariable', 'eventSource', 'isLater', 'laterThanHeld',
  ]);
  expect(Object.keys(testing)).toEqual(expect.arrayContaining(['startSandbox', 'startTestProvider']));
});

test.each(Object.entries(entries).filter(([, entry]) => typeof entry === 'object'))('%s leads to a source with types and to what was built of it', (_, entry) => {
  const { types, default: built } = entry as { types: string; default: string };
  expect(readFileSync(join(root, types), 'utf8')).toContain('export ');
  expect(readFileSync(join(root, built), 'utf8')).toContain('module.exports');
});

test('a module of Node imports it by name too', () => {
  const script = 'import { assertEnvironment } from "bulkhead/backend"; '
    + 'import { startTestProvider } from "bulkhead/testing"; import { EnvironmentStage, audit, assertEnvironment as again } from "bulkhead"; '
    + 'console.log([assertEnvironment, startTestProvider, EnvironmentStage, audit, again].map(part => typeof part).join());';
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, 'function,function,function,function,function\n']);
});

test('the start-up check is small and loads nothing', () => {
  const text = readFileSync(join(root, 'dist/lib/backend.js'), 'utf8');
  expect(text.length).toBeLessThan(16_000);
  expect(text).not.toMatch(/\brequire\(/);
  expect([...text.matchAll(/\bimport\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['@aws-sdk/client-sts']);
});
