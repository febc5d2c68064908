import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChildren, startNode } from '../../lib/local/child';
import { eventually, runs } from './processes';

const root = join(__dirname, '../..');

const start = (source: string, env: Record<string, string> = {}) => {
  const cwd = mkdtempSync(join(tmpdir(), 'child '));
  const script = join(cwd, 'program.cjs');
  writeFileSync(script, source);
  const lines: string[] = [];
  return { lines, child: startNode({ root, script, cwd, env, onLine: line => lines.push(line) }) };
};

test('what a child writes arrives line by line, from both streams', async () => {
  const { lines, child } = start('console.log("one\\ntwo"); console.error("three")');
  expect(await child.exited).toEqual({ code: 0, signal: null });
  expect(lines.sort()).toEqual(['one', 'three', 'two']);
});

test('a child sees the environment it was given and nothing of ours', async () => {
  process.env.AWS_PROFILE = 'private';
  const { lines, child } = start('console.log(JSON.stringify(process.env))', { GIVEN: 'yes' });
  await child.exited;
  delete process.env.AWS_PROFILE;
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ GIVEN: 'yes' });
  expect(lines[0]).not.toContain('AWS_PROFILE');
});

test('ending all children ends those that would run for ever', async () => {
  const { child } = start('setInterval(() => {}, 1000)');
  await endChildren();
  expect(await eventually(() => !runs(child.pid ?? 0))).toBe(true);
});

test('a program that does not exist is an exit, not an exception', async () => {
  const child = startNode({ root, node: '/nowhere/node', script: 'x', cwd: tmpdir(), env: {}, onLine: () => undefined });
  expect(await child.exited).toEqual({ code: null, signal: null });
});
