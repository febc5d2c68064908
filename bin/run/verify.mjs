import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const node = (root, title, script, args) => {
  process.stdout.write(`${title}\n`);
  return spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' }).status === 0;
};

const checks = [
  { title: 'types', script: 'typescript-native/bin/tsc', args: ['-p', '.'] },
  { title: 'lint', script: 'eslint/bin/eslint.js', args: ['.'] },
];

const runChecks = root => checks.map(({ title, script, args }) => node(root, title, script, args));

const total = (passed, failed) => {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
};

/** Types and lint. */
export const check = root => {
  const results = runChecks(root);
  return total(results.filter(Boolean).length, results.filter(ok => !ok).length);
};

/** Tests that passed and failed; a run that left no result, or a file that could not be run, is a failure. */
const runTests = (root, args) => {
  const folder = join(root, '.bulkhead');
  const file = join(folder, `jest-${process.pid}.json`);
  mkdirSync(folder, { recursive: true });
  const ok = node(root, 'tests', 'jest/bin/jest.js', ['--json', `--outputFile=${file}`, ...args]);
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return { passed: result.numPassedTests, failed: failed === 0 && !ok ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(file, { force: true });
  }
};

/** Types, lint and every test, each type check and lint counted as one; the last line is the total. */
export const test = (root, args) => {
  const results = runChecks(root);
  const { passed, failed } = runTests(root, args);
  return total(results.filter(Boolean).length + passed, results.filter(ok => !ok).length + failed);
};
