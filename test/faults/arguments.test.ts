// what people mistype: every command says what is wrong with it, names what there is, and ends with 3 before anybody is asked.
import { rmSync } from 'node:fs';
import { commands, files, folder, writeFiles } from './support/commands';
import { commandNames, runCommand } from './support/run-command';
import { program } from '../../bin/bulkhead';

beforeAll(writeFiles);
afterAll(() => { for (const path of [folder, files.assembly]) rmSync(path, { recursive: true, force: true }); });
beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => { jest.restoreAllMocks(); });

/** Nobody answers there: whoever asks is told so, with another message. */
const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ACCESS_KEY_ID: '111111111111', AWS_SECRET_ACCESS_KEY: 'local' };

const run = (args: readonly string[], input = '') => runCommand(args, { env, input });

const leaf = (name: string) => name.split(' ').reduce((command, part) => command.commands.find(inner => inner.name() === part)!, program);

/** The command with an environment of the given name in the first place. */
const named = (name: string, environment: string): readonly string[] => {
  const words = name.split(' ');
  const given = commands[name]!.asks?.args ?? commands[name]!.reads?.[0] ?? words;
  return [...words, environment, ...given.slice(words.length + 1)];
};

const environmental = commandNames().filter(name => /^\[?<?(environment|from|source)/.test(leaf(name).registeredArguments[0]?.name() ?? ''));

test('as many commands take an environment as did when this was written, or more', () => {
  expect(environmental.length).toBeGreaterThanOrEqual(19);
});

describe.each(environmental.map(name => ({ name })))('$name', ({ name }) => {
  // a scenario comes after the environment.
  const args = (environment: string) => (name === 'simulate' ? ['simulate', environment, 'minor'] : name === 'cost' ? ['cost', environment] : named(name, environment));

  test('names the environments that there are, and the nearest', async () => {
    const { code, out, err } = await run(args('stagin'), 'an id that is no one\'s');
    expect({ code, out, err }).toEqual({
      code: 3, out: '', err: 'there is no environment \'stagin\'; give one of \'staging\', \'pre-production\', \'production\'; did you mean \'staging\'?\n',
    });
  });

  test.each(['', 'über uns', '__proto__', 'constructor', '../staging', '\u001b[31mred', 'x'.repeat(5000)])('takes %j for no environment, and shows it on one line', async environment => {
    const { code, out, err } = await run(args(environment), 'an id that is no one\'s');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^[^\n\u001b]{10,300}\n$/);
  });
});

const flagged = commandNames().filter(name => !['demo', 'sandbox'].includes(name));

test.each([...flagged, 'demo', 'sandbox'])('%s takes no flag that it does not know', async name => {
  const { code, out, err } = await run([...name.split(' '), ...leaf(name).options.filter(option => option.mandatory).flatMap(({ long, required }) => [long!, ...required ? ['value'] : []]), '--profil', 'somebody']);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toMatch(/^error: unknown option '--profil'/);
});

const valued = flagged.flatMap(name => leaf(name).options.filter(option => option.required).map(option => [name, option.long!] as const));

test.each(valued)('%s: %s without its value is unusable', async (name, option) => {
  const { code, err } = await run([...named(name, 'staging').filter(word => !word.startsWith('-')), option]);
  expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(new RegExp(`^error: option .*${option}.* argument missing`)) });
});

test.each(flagged.flatMap(name => (leaf(name).registeredArguments.some(argument => argument.required) ? [name] : [])))('%s says which argument is missing', async name => {
  const { code, err } = await run(name.split(' '));
  expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/^error: (missing required argument '\w+'|required option)/) });
});

test.each<[readonly string[], RegExp]>([
  [['secret', 'put'], /unknown command 'secret'[^]*Did you mean secrets\?/],
  [['secrets', 'putt'], /unknown command 'putt'[^]*Did you mean put\?/],
  [['secrets', 'put', 'staging', 'slef', 'api-key'], /has no binding 'slef'; give one of 'self', 'uae-kyc'; did you mean 'self'\?/],
  [['secrets', 'put', 'staging', 'toString', 'api-key'], /has no binding 'toString'/],
  [['secrets', 'put', 'staging', 'self', 'apikey'], /no kind 'apikey' of secret; give one of .*did you mean 'api-key'\?/],
  [['simulate', 'staging', 'nothing'], /there is no scenario 'nothing'/],
  [['simulate', 'production', 'minor'], /is live/],
  [['org', 'prepare', '--wait', 'long'], /--wait is 'long'; give whole minutes/],
  [['release', 'check', 'production', '--release', 'latest'], /'latest' is no release/],
  [['evidence', 'sign', 'pre-production', '--for', 'production', '--hours', '0'], /--hours 0 is no number of hours/],
  [['evidence', 'sign', 'pre-production', '--for', 'prodution'], /did you mean 'production'\?/],
  [['config', 'staging', '--format', 'yaml'], /--format takes env or json/],
  [['plan', 'staging', 'pre-production', '--dashboard', 'dashboard.example'], /--dashboard takes an address/],
  [['plan', 'staging', 'pre-production', '--dashboard', 'http://dashboard.example'], /in the clear/],
  [['promote', 'staging', 'pre-production', '--id', 'nothing', '--flows', files.flows], /--id takes the flow's name/],
  [['audit', '--format', 'pdf'], /pdf/],
  [['sandbox', '--port', '99999'], /--port 99999 is no port/],
])('%j is unusable or refused, and says why', async (args, says) => {
  const { code, out, err } = await run(args);
  expect({ code: [1, 3].includes(code), out, err }).toEqual({ code: true, out: '', err: expect.stringMatching(says) });
});
