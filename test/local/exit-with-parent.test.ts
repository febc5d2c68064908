import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually, runs } from './processes';

const preload = join(__dirname, '../../lib/local/exit-with-parent.cjs');

/** A parent that starts a child which would run for ever, tells its id, and waits. */
const parentSource = `
const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['--require', process.argv[1], '-e', 'setInterval(() => {}, 1000)'], { stdio: ['pipe', 'ignore', 'ignore'] });
console.log(child.pid);
setInterval(() => {}, 1000);
`;

const startFamily = async () => {
  const parent = spawn(process.execPath, ['-e', parentSource, preload], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await once(parent.stdout, 'data') as [Buffer];
  return { parent, child: Number(output.toString()) };
};

test.each(['SIGKILL', 'SIGTERM'] as const)('a child ends with its parent when the parent is ended by %s', async signal => {
  const { parent, child } = await startFamily();
  expect(runs(child)).toBe(true);
  parent.kill(signal);
  expect(await eventually(() => !runs(child))).toBe(true);
});

test('a child that has nothing left to do ends by itself', async () => {
  const child = spawn(process.execPath, ['--require', preload, '-e', '0'], { stdio: ['pipe', 'ignore', 'ignore'] });
  expect(await once(child, 'exit')).toEqual([0, null]);
});
