import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareEnvironment, forgetUsersAws } from '../../lib/local/bare-environment';
import { UnusableSurroundings } from '../../lib/local/errors';
import { runtimeNode } from '../../lib/local/runtime-node';
import { workDirectory } from '../../lib/local/work-directory';

const root = join(__dirname, '../..');
const empty = () => mkdtempSync(join(tmpdir(), 'surroundings '));

describe('the environment of a child', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  test('has no credentials, profile, proxy or Node options of the engineer', () => {
    Object.assign(process.env, { AWS_PROFILE: 'private', AWS_SESSION_TOKEN: 'x', HTTPS_PROXY: 'http://proxy', NODE_OPTIONS: '--inspect' });
    const names = Object.keys(bareEnvironment('/home/demo'));
    expect(names).not.toEqual(expect.arrayContaining(['AWS_PROFILE']));
    expect(names.filter(name => /PROXY|NODE_OPTIONS|TOKEN|SECRET/.test(name))).toEqual([]);
  });

  test('points the AWS configuration into the given home', () => {
    expect(bareEnvironment('/home/demo')).toMatchObject({
      HOME: '/home/demo',
      AWS_CONFIG_FILE: '/home/demo/no-aws-config',
      AWS_SHARED_CREDENTIALS_FILE: '/home/demo/no-aws-credentials',
    });
  });

  test('this process forgets the engineer\'s AWS settings too', () => {
    process.env.AWS_ENDPOINT_URL = 'https://somewhere.example';
    forgetUsersAws('/home/demo');
    expect(process.env.AWS_ENDPOINT_URL).toBeUndefined();
    expect(process.env.AWS_CONFIG_FILE).toBe('/home/demo/no-aws-config');
  });
});

describe('the Node that runs the functions', () => {
  test('is this one when it is new enough and npm has none', () => {
    expect(runtimeNode(empty(), { version: 'v24.1.0', path: '/own/node' })).toBe('/own/node');
  });

  test('is missing on a machine with an older Node and none from npm', () => {
    expect(() => runtimeNode(empty(), { version: 'v20.1.0', path: '/own/node' })).toThrow(UnusableSurroundings);
    expect(() => runtimeNode(empty(), { version: 'v20.1.0', path: '/own/node' })).toThrow(/this is v20\.1\.0\); install Node 24/);
  });

  test('is npm\'s where there is one', () => {
    const npms = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
    expect(runtimeNode(root, { version: 'v99.0.0', path: '/own/node' })).toBe(existsSync(npms) ? npms : '/own/node');
  });
});

describe('the folder of a run', () => {
  test('is its own, and gone when removed', () => {
    const work = workDirectory(empty());
    expect(existsSync(join(work.path, 'home'))).toBe(true);
    work.remove();
    expect(existsSync(work.path)).toBe(false);
  });

  test('clears what killed runs left, and leaves running ones and strangers alone', () => {
    const folder = empty();
    const paths = ['run-2147483646', 'run-1', 'demo-report', 'run-x'].map(name => join(folder, '.bulkhead', name));
    for (const path of paths) mkdirSync(path, { recursive: true });
    workDirectory(folder).remove();
    expect(paths.map(path => existsSync(path))).toEqual([false, true, true, true]);
  });
});
