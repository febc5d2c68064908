// "read commands never write": by what they call, and by what lies on this machine afterwards.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commands, files, folder, writeFiles } from './support/commands';
import { startFaultServer, type FaultServer } from './support/fault-server';
import { plausible } from './support/plausible';
import { becoming, looks, readActions } from './support/read-actions';
import { runCommand } from './support/run-command';

let aws: FaultServer;
const here = join(folder, 'here');

beforeAll(async () => {
  writeFiles();
  mkdirSync(here);
  cpSync(files.assembly, join(here, 'cdk.out'), { recursive: true });
  aws = await startFaultServer();
  jest.spyOn(Math, 'random').mockReturnValue(0);
  jest.spyOn(process, 'cwd').mockReturnValue(here);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await aws.close();
  for (const path of [folder, files.assembly]) rmSync(path, { recursive: true, force: true });
});

/** Every file with its content and time. */
const snapshot = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().map(path => {
  const status = statSync(join(folder, path));
  return `${path} ${status.mtimeMs} ${status.isFile() ? readFileSync(join(folder, path)).toString('base64') : ''}`;
});

/** What a run called beyond reading. */
const beyond = (): string[] => [...new Set(aws.calls
  .filter(({ action, body }) => !readActions.has(action) && action !== becoming && !(action === 'lambda:InvokeFunction' && looks(body)))
  .map(({ action }) => action))];

const run = async (name: string, args: readonly string[]) => {
  aws.calls.length = 0;
  aws.answer = plausible;
  const account = commands[name]!.asks?.account ?? '111111111111';
  return runCommand(args, { input: commands[name]!.asks?.input, env: { AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'local' } });
};

const reading = Object.entries(commands).flatMap(([name, { reads = [] }]) => reads.map(args => ({ name, args, typed: args.map(word => word.replace(folder, '…').replace(files.assembly, 'ASSEMBLY')).join(' ') })));

test.each(reading)('$typed calls nothing that writes, and leaves no file behind', async ({ name, args }) => {
  const before = snapshot();
  const { code, out, err } = await run(name, args);
  expect({ beyond: beyond(), code: [0, 1, 2, 3].includes(code), told: `${out}${err}` !== '' }).toEqual({ beyond: [], code: true, told: true });
  expect(snapshot()).toEqual(before);
});

test('every command that is said to read has a way in which it is held to that', () => {
  const without = Object.entries(commands).filter(([, { kind, reads, asks }]) => kind === 'read' && !reads && asks).map(([name]) => name);
  // it reads in AWS and writes into the folder that it is given.
  expect(without).toEqual(['evidence fetch']);
});

/** They print what they know already, or judge the assembly before they ask: `verify` is held to reading by a list and a role of its own. */
const silent = new Set(['config staging', 'bootstrap staging --print', 'plan staging pre-production', 'verify staging']);

test('those that ask AWS get as far as asking it for more than whose credentials these are', async () => {
  for (const { name, args } of reading.filter(({ name: own, typed }) => commands[own]!.asks && !silent.has(typed))) {
    await run(name, args);
    expect({ name, calls: aws.calls.some(({ action }) => !action.startsWith('sts:')) }).toEqual({ name, calls: true });
  }
});

test.each(Object.entries(commands).filter(([name, { kind, asks }]) => kind === 'write' && asks && !asks.onlyIdentity && !/^(secrets retire|release prepare|promote|retire|evidence sign-off|org prepare)$/.test(name)))(
  'a write would be seen: %s makes one', async (name, { asks }) => {
    await run(name, asks!.args);
    expect(beyond()).not.toEqual([]);
  });
