// the command as a person calls it, without AWS: how it ends, and what it prints where.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../..');

beforeAll(() => {
  // builds what has changed, as every command does.
  expect(spawnSync(process.execPath, [resolve(root, 'bin/run.mjs'), 'bulkhead', '--help']).status).toBe(0);
});

const doctor = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(root, 'dist/bin/bulkhead.js'), 'doctor', ...args], {
    encoding: 'utf8', env: { NODE_NO_WARNINGS: '1', PATH: process.env['PATH'], HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  return { status, stdout, stderr };
};

test('without credentials it says how to get some, tells what needs none, and ends with 3', () => {
  const { status, stdout, stderr } = doctor('staging');
  expect(status).toBe(3);
  expect(stdout).toMatch(/^staging: account 111111111111, me-central-1\n/);
  expect(stdout).toMatch(/no usable AWS credentials for 'staging' \(CredentialsProviderError\)\n\s+→ log in.*aws sso login/);
  expect(stdout).toMatch(/staging\.network\.prefixLists\.s3\n\s+→ aws ec2 describe-managed-prefix-lists/);
  expect(stdout).toMatch(/not asked: there are no credentials of the environment's account \[clock, region, quotas, .*evidence-keys\]/);
  expect(stderr).toBe('');
});

test('a machine gets JSON and nothing else on standard output', () => {
  const { status, stdout } = doctor('production', '--json');
  expect(status).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, environment: 'production', exitCode: 3, checks: expect.arrayContaining([expect.objectContaining({ id: 'caller', verdict: 'unknown' })]) });
});

test.each([
  [['nowhere'], /there is no environment 'nowhere'; give one of 'staging', 'pre-production', 'production'/],
  [[], /missing required argument/],
  [['staging', '--fix'], /unknown option/],
])('%j is unusable input', (args, says) => {
  const { status, stdout, stderr } = doctor(...args);
  expect(status).toBe(3);
  expect(stdout).toBe('');
  expect(stderr).toMatch(says);
});
