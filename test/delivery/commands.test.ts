// the commands as they are typed: what they print, and how they end.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { Command } from 'commander';
import { addDeliveryCommands } from '../../bin/delivery';
import { fleet, flows } from '../fixtures/fleet';
import { synthesize, type Synthesized } from '../fixtures/synthesize';

const sts = mockClient(STSClient);
let folder: string;
let assembly: Synthesized;
beforeAll(() => { assembly = synthesize(fleet, flows); });
afterAll(() => assembly.remove());
beforeEach(() => {
  sts.reset();
  folder = mkdtempSync(join(tmpdir(), 'commands-'));
});
afterEach(() => { rmSync(folder, { recursive: true }); });

/** Runs a command; its exit code is that of its error. */
const run = async (...words: string[]) => {
  const printed: string[] = [];
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(text => printed.push(String(text)) > 0);
  const err = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const program = new Command('bulkhead').exitOverride();
  addDeliveryCommands(program, { fleet, flows, root: '/nowhere' });
  try {
    await program.parseAsync(words, { from: 'user' });
    return { code: 0, text: printed.join(''), message: '' };
  } catch (error) {
    const { exitCode = 3, message } = error as { exitCode?: number; message: string };
    return { code: exitCode, text: printed.join(''), message };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
};

test('bootstrap --print prints the template and calls nothing', async () => {
  const { code, text } = await run('bootstrap', 'production', '--print');
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(text).Resources)).toContain('Boundary');
  expect(sts.calls()).toEqual([]);
});

test('bootstrap in a wrong account ends with 1 and names both accounts', async () => {
  sts.on(GetCallerIdentityCommand).resolves({ Account: '111111111111' });
  const { code, message } = await run('bootstrap', 'production');
  expect(code).toBe(1);
  expect(message).toMatch(/111111111111.*'production' is account 333333333333/);
});

test('ci init writes, checks, and leaves an edited file alone', async () => {
  expect((await run('ci', 'init', '--dir', folder, '--check')).code).toBe(1);
  expect((await run('ci', 'init', '--dir', folder)).text).toContain('bulkhead-deploy.yml');
  expect(await run('ci', 'init', '--dir', folder, '--check')).toMatchObject({ code: 0, message: '' });
  const file = join(folder, 'bulkhead-deploy.yml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('timeout-minutes: 20', 'timeout-minutes: 21'));
  expect(await run('ci', 'init', '--dir', folder, '--check')).toMatchObject({ code: 1, message: expect.stringContaining('bulkhead-deploy.yml is edited') });
  expect(await run('ci', 'init', '--dir', folder)).toMatchObject({ code: 1, message: expect.stringContaining('nothing was written') });
  expect(readFileSync(file, 'utf8')).toContain('timeout-minutes: 21');
  expect((await run('ci', 'init', '--dir', folder, '--force')).code).toBe(0);
  expect(JSON.parse((await run('ci', 'init', '--dir', folder, '--check', '--json')).text)).toContainEqual({ name: 'bulkhead-deploy.yml', state: 'current' });
});

test('ci digest refuses an assembly in which one byte differs', async () => {
  const { text } = await run('ci', 'digest', assembly.outdir);
  const digest = text.trim();
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect((await run('ci', 'digest', assembly.outdir, '--expect', digest)).code).toBe(0);
  expect((await run('ci', 'digest', assembly.outdir, '--expect', digest.replace(/.$/, last => (last === '0' ? '1' : '0')))).code).toBe(1);
  expect((await run('ci', 'digest', folder)).code).toBe(3);
});

test('ci diff prints Markdown, and JSON for a machine', async () => {
  expect((await run('ci', 'diff', assembly.outdir, assembly.outdir)).text).toContain('no stack changes');
  expect(JSON.parse((await run('ci', 'diff', assembly.outdir, assembly.outdir, '--json')).text)).toEqual({});
});

test('teardown plans, and does nothing else', async () => {
  expect((await run('teardown', 'staging', '--plan', '--assembly', assembly.outdir)).text).toMatch(/^Teardown of staging/);
  expect(JSON.parse((await run('teardown', '--plan', '--assembly', assembly.outdir, '--json')).text)).toHaveLength(3);
  expect((await run('teardown', 'staging')).message).toContain('--plan');
  expect(sts.calls()).toEqual([]);
});

test.each([[['bootstrap', 'nowhere', '--print']], [['teardown', 'nowhere', '--plan']], [['teardown', 'staging', '--plan', '--assembly', '/nowhere']]])('%j is unusable input', async (words) => {
  expect((await run(...words)).code).toBe(3);
});
