// every command that asks AWS, and everything that can be wrong with whom, where and when it asks.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canary, commands, files, folder, writeFiles, type AskingCommand } from './support/commands';
import { answerIdentity, isIdentity, startFaultServer, type FaultServer } from './support/fault-server';
import { identityFaults, laterFaults, type Fault } from './support/faults';
import { commandNames, runCommand, type Ended } from './support/run-command';
import { patience } from '../../lib/operator/patience';

jest.setTimeout(120_000);

const known = { ...patience };
let aws: FaultServer;
let runs = 0;

beforeAll(async () => {
  writeFiles();
  mkdirSync(join(folder, 'here'));
  aws = await startFaultServer();
  // the pauses between attempts are the SDK's, and a random share of them.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  jest.spyOn(process, 'cwd').mockReturnValue(join(folder, 'here'));
});
afterAll(async () => {
  jest.restoreAllMocks();
  Object.assign(patience, known);
  await aws.close();
  for (const path of [folder, files.assembly]) rmSync(path, { recursive: true, force: true });
});

const asking = Object.entries(commands).flatMap(([name, { asks }]) => (asks ? [{ name, asks }] : []));

const run = ({ args, input, account }: AskingCommand, { answer, endpoint = url => url, env, hangs = false }: Fault): Promise<Ended> => {
  Object.assign(patience, known, { again: [0, 0] }, hangs && { answer: 50, idle: 60, tell: 20 });
  runs += 1;
  aws.answer = answer ?? answerIdentity;
  return runCommand(args, { input, env: { AWS_ENDPOINT_URL: endpoint(`${aws.url}/run-${runs}`), AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'local', ...env } });
};

const calls = () => aws.calls.filter(call => call.run === String(runs));

const called = (): string[] => [...new Set(calls().map(({ action }) => action))];

/** As one line: a page breaks its sentences. */
const told = ({ out, err }: Ended): string => `${out}${err}`.replaceAll(/\s+/g, ' ').replaceAll(' → ', '; ');

/** What no message of ours has. */
const unfit: readonly RegExp[] = [
  /quotes what was sent/, /^\s+at .+:\d+:\d+/m, /node:internal|node_modules/, /undefined|\[object|NaN/, /Bulkhead \(BULKHEAD_DEBUG/, new RegExp(canary.slice(8, 24)), /canary-of/,
];

const isInWords = ({ out, err }: Ended, { tells, quotes }: AskingCommand): void => {
  for (const pattern of unfit.slice(quotes === undefined ? 0 : 1)) expect(`${out}${err}`).not.toMatch(pattern);
  // the problem, and after it the way out.
  const words = tells === 'result' ? out : err.replace(/^waiting for AWS.*\n/gm, '');
  expect(words).toMatch(tells === 'result' ? /\S/ : /^.{20,}(?:; |: ).{10,}\n$/);
  if (tells !== 'result') expect(out).toBe('');
};

const leavesNothing = (): void => {
  expect(readdirSync(folder).sort()).toEqual(['evidence.json', 'flows.json', 'here']);
  expect(readdirSync(join(folder, 'here'))).toEqual([]);
};

test('every command is declared, and what is declared is a command', () => {
  expect(Object.keys(commands).sort()).toEqual(commandNames().sort());
});

describe.each(asking)('$name', ({ asks }) => {
  test.each(Object.entries(identityFaults))('says what to do about %s', async (_, fault) => {
    const ended = await run(asks, fault);
    expect({ code: ended.code, told: told(ended) }).toEqual({ code: asks.ends?.identity ?? fault.code, told: expect.stringMatching(fault.says) });
    isInWords(ended, asks);
    expect(called().filter(action => action !== 'sts:GetCallerIdentity')).toEqual([]);
    leavesNothing();
  });

  test('asks nothing else with credentials of another account', async () => {
    const ended = await run({ ...asks, account: '444444444444' }, { code: 1, says: /./ });
    expect({ code: ended.code, told: told(ended) }).toEqual({
      code: asks.ends?.wrongAccount ?? 1, told: expect.stringMatching(new RegExp(`belong to account 444444444444.*${asks.account}`)),
    });
    isInWords(ended, asks);
    expect(called()).toEqual(['sts:GetCallerIdentity']);
    leavesNothing();
  });

  if (asks.onlyIdentity !== undefined) return;
  test.each(Object.entries(laterFaults))(
    'says what to do about %s after it has begun', async (_, fault) => {
      const ended = await run(asks, fault);
      const code = asks.ends?.later ?? (asks.invokes && fault.garbled ? 2 : fault.code);
      expect({ code: ended.code, told: told(ended) }).toEqual({ code, told: expect.stringMatching(fault.says) });
      isInWords(ended, asks);
      expect(calls().some(call => !isIdentity(call))).toBe(true);
      leavesNothing();
    });
});
