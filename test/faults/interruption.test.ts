// Ctrl-C, termination, a reader that leaves and an input that is closed, in the middle of the real command.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answerIdentity, isIdentity, startFaultServer, type FaultServer } from './support/fault-server';
import { replaceFiles, requireWritable } from '../../lib/operator/files';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../..');
const bulkhead = join(root, 'dist/bin/bulkhead.js');
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-interruption-'));
let aws: FaultServer;

const env = (account = '111111111111'): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'], HOME: '/nonexistent', TMPDIR: folder, NODE_NO_WARNINGS: '1', AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'local',
});

beforeAll(async () => {
  // builds what has changed, as every command does.
  expect(spawnSync(process.execPath, [join(root, 'bin/run.mjs'), 'bulkhead', '--help']).status).toBe(0);
  aws = await startFaultServer();
  aws.answer = (call, response) => { if (isIdentity(call)) answerIdentity(call, response); };
});
afterAll(async () => {
  await aws.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly told: string }

const begin = (args: readonly string[], account?: string): { readonly child: ChildProcess; readonly ended: Promise<Ended> } => {
  const child = spawn(process.execPath, [bulkhead, ...args], { env: env(account), stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Ended>(done => {
    child.on('close', (code, signal) => done({ code, signal, told: Buffer.concat(chunks).toString() }));
  });
  return { child, ended };
};

const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await pause(20);
};

test.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const)('%s in the middle of a call ends with %i and says how to go on', async (signal, code) => {
  aws.calls.length = 0;
  const { child, ended } = begin(['release', 'check', 'production', '--release', `r${'0'.repeat(32)}`], '333333333333');
  await until(() => aws.calls.some(call => !isIdentity(call)));
  child.kill(signal);
  expect(await ended).toEqual({ code, signal: null, told: '\ninterrupted; run the same command again, it carries on from what there is\n' });
});

const childrenOf = (pid: number): number[] => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

(process.platform === 'linux' ? test : test.skip)('a bootstrap that is terminated takes the toolkit along, and its template goes', async () => {
  const { child, ended } = begin(['bootstrap', 'staging']);
  await until(() => readdirSync(folder).some(name => name.startsWith('bulkhead-bootstrap-')) && childrenOf(child.pid!).length > 0);
  const [toolkit] = childrenOf(child.pid!);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 143, told: expect.stringMatching(/\ninterrupted; run the same command again/) });
  await until(() => !isAlive(toolkit!));
  expect(readdirSync(folder).filter(name => name.startsWith('bulkhead-bootstrap-'))).toEqual([]);
});

const shell = (line: string) => {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8', env: { ...env(), NODE: process.execPath, BULKHEAD: bulkhead }, cwd: root });
  return { status, stdout, stderr };
};

test('a reader that has seen enough changes nothing of how a command ends', () => {
  expect(shell('"$NODE" "$BULKHEAD" environments | head -c 1; echo " ${PIPESTATUS[0]}"')).toEqual({ status: 0, stdout: '{ 0\n', stderr: '' });
});

test.each<[string, string, number, RegExp]>([
  ['closed', '<&-', 1, /^api-key of 'self' in 'staging': nothing was given; paste/],
  ['empty', '</dev/null', 1, /^api-key of 'self' in 'staging': nothing was given; paste/],
  ['a folder', '</', 1, /nothing was given; paste/],
  ['endless', '</dev/zero', 3, /^standard input holds far more than a secret/],
  ['binary', '<"$NODE"', 3, /^standard input (?:holds far more|is no UTF-8)/],
])('a secret from an input that is %s', (_, from, status, says) => {
  expect(shell(`"$NODE" "$BULKHEAD" secrets put staging self api-key ${from}`)).toEqual({ status, stdout: '', stderr: expect.stringMatching(says) });
});

describe('files of a folder', () => {
  const place = () => mkdtempSync(join(folder, 'files-'));

  test('are all there, or as they were before', () => {
    const out = place();
    writeFileSync(join(out, 'one'), 'before');
    const tooLong = 'x'.repeat(300);
    expect(() => replaceFiles(out, [{ name: 'one', content: 'after' }, { name: tooLong, content: 'never' }], '--out')).toThrow(/cannot be written: the name is too long \(ENAMETOOLONG\); name another folder with --out/);
    expect([readdirSync(out), readFileSync(join(out, 'one'), 'utf8')]).toEqual([['one'], 'before']);
    replaceFiles(join(out, 'below', 'it'), [{ name: 'one', content: 'after' }]);
    expect(readdirSync(join(out, 'below', 'it'))).toEqual(['one']);
  });

  test('are asked for before, without a trace', () => {
    const out = place();
    requireWritable(join(out, 'a', 'b'), '--out');
    expect(readdirSync(out)).toEqual([]);
  });
});

test('a lock that somebody left empty is taken over', () => {
  const here = mkdtempSync(join(folder, 'lock-'));
  const script = `import { utimesSync, mkdirSync, writeFileSync } from 'node:fs';
    import { locked } from ${JSON.stringify(join(root, 'bin/run/lock.mjs'))};
    mkdirSync('.bulkhead'); writeFileSync('.bulkhead/prepare.lock', ''); utimesSync('.bulkhead/prepare.lock', 1, 1);
    console.log(await locked('.', async () => 'taken'));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: here, encoding: 'utf8', timeout: 60_000 });
  expect(stdout).toBe('taken\n');
});
