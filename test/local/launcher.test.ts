import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

interface Packages { readonly [path: string]: { readonly version?: string; readonly optional?: boolean } }

const lock: Packages = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/other-platform': { version: '1.0.0', optional: true } };

/** A checkout with the launcher alone; npm is a program that notes its call and fails as without a network. */
const checkout = (installed?: Packages) => {
  const folder = mkdtempSync(join(tmpdir(), 'check out '));
  cpSync(join(root, 'bin/run'), join(folder, 'bin/run'), { recursive: true });
  cpSync(join(root, 'bin/run.mjs'), join(folder, 'bin/run.mjs'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: lock }));
  writeFileSync(join(folder, 'bin/build.mjs'), `
    import { mkdirSync, writeFileSync, appendFileSync } from 'node:fs';
    const part = (name, ...folders) => async () => {
      for (const folder of folders) mkdirSync('dist/' + folder, { recursive: true });
      writeFileSync('dist/bin/' + name + '.js', 'console.log(JSON.stringify(process.argv.slice(2)))');
      appendFileSync('built', name[0]);
    };
    export const parts = { app: part('app', 'bin', 'lambda'), tools: part('bulkhead', 'bin', 'lib') };`);
  for (const name of ['lib', 'lambda']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'npm.cjs'), 'require("fs").appendFileSync("npm-calls", process.argv[2]); process.exit(1)');
  if (installed) {
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
  }
  return folder;
};

const run = (folder: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/run.mjs', ...args], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, npm_execpath: join(folder, 'npm.cjs') },
  });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
};

const complete: Packages = { 'node_modules/a': { version: '1.0.0' } };

test('without packages and without a network the demo says what to do', () => {
  const folder = checkout();
  const { status, stderr } = run(folder, 'demo');
  expect(status).toBe(3);
  expect(stderr).toMatch(/npm could not install the packages; .* The first run needs the npm registry: check the network/);
  expect(readFileSync(join(folder, 'npm-calls'), 'utf8')).toBe('ci');
});

test('packages of the lock file are used as they are, whoever installed them', () => {
  const folder = checkout(complete);
  expect(run(folder, 'demo', '--json')).toMatchObject({ status: 0, stdout: '["demo","--json"]' });
  expect(run(folder, 'bulkhead', 'demo')).toMatchObject({ status: 0, stdout: '["demo"]' });
});

test('packages of another version are installed anew', () => {
  expect(run(checkout({ 'node_modules/a': { version: '0.9.0' } }), 'demo').stderr).toContain('installing npm packages');
});

test('the app never installs', () => {
  const folder = checkout();
  expect(run(folder, 'app')).toMatchObject({ status: 3, stderr: expect.stringContaining('run `npm ci`') });
  expect(() => readFileSync(join(folder, 'npm-calls'))).toThrow();
});

test('builds once, and again when a source has changed', () => {
  const folder = checkout(complete);
  const builds = () => readFileSync(join(folder, 'built'), 'utf8').length;
  run(folder, 'app');
  run(folder, 'app');
  expect(builds()).toBe(1);
  writeFileSync(join(folder, 'lib/new.ts'), '');
  run(folder, 'app');
  expect(builds()).toBe(2);
});

test('a synthesis builds what it needs, and a command the rest', () => {
  const folder = checkout(complete);
  const builds = () => [...readFileSync(join(folder, 'built'), 'utf8')].sort().join('');
  run(folder, 'app');
  expect(builds()).toBe('a');
  run(folder, 'bulkhead');
  expect(builds()).toBe('ab');
  writeFileSync(join(folder, 'lib/new.ts'), '');
  run(folder, 'bulkhead');
  expect(builds()).toBe('aabb');
  run(folder, 'app');
  expect(builds()).toBe('aabb');
});

test('a lock that a killed process left does not stop the next one', () => {
  const folder = checkout(complete);
  mkdirSync(join(folder, '.bulkhead'));
  writeFileSync(join(folder, '.bulkhead/prepare.lock'), '2147483646');
  expect(run(folder, 'app').status).toBe(0);
});

test('an unknown command names those there are', () => {
  expect(run(checkout(complete), 'deploy')).toMatchObject({ status: 3, stderr: expect.stringContaining('give one of app, demo') });
});
