// the commands as a person calls them: what is printed, where the secret comes from, and how they end.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { secretOf } from '../../lambda/support/world';
import { startEnvironment, type LocalEnvironment } from './environment';
import { call } from './support';

jest.setTimeout(30_000);

const root = resolve(__dirname, '../../..');

// builds what has changed, as every command does.
beforeAll(() => {
  expect(spawnSync(process.execPath, [resolve(root, 'bin/run.mjs'), 'bulkhead', '--help']).status).toBe(0);
});

const bulkhead = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [resolve(root, 'dist/bin/bulkhead.js'), ...args], { env: { NODE_NO_WARNINGS: '1', PATH: process.env['PATH'], HOME: '/nonexistent' } });

const ended = (child: ChildProcess, input = ''): Promise<{ code: number | null; out: string; err: string }> => new Promise((done, fail) => {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (part: Buffer) => out.push(part));
  child.stderr?.on('data', (part: Buffer) => err.push(part));
  child.on('error', fail);
  child.on('close', code => done({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
});

/** Everything that was printed until a text appears. */
const printed = (child: ChildProcess, until: string): Promise<string> => new Promise((done, fail) => {
  let text = '';
  child.stdout?.on('data', (part: Buffer) => {
    text += part.toString();
    if (text.includes(until)) done(text);
  });
  child.on('close', () => fail(new Error(`ended after printing ${text}`)));
});

describe('sandbox', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sandbox-command-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  const start = async (...args: string[]) => {
    const child = bulkhead(['sandbox', '--json', ...args]);
    const { url, addresses, token } = JSON.parse(await printed(child, '\n')) as { url: string; addresses: Record<string, string>; token: string };
    return { url, addresses, token, stop: async (signal: NodeJS.Signals = 'SIGINT') => {
      const closed = ended(child);
      child.kill(signal);
      return (await closed).code;
    } };
  };

  test('runs until Ctrl-C, which is a good end', async () => {
    const { url, addresses, token, stop } = await start();
    for (const address of [url, ...Object.values(addresses)]) expect(new URL(address).hostname).toBe('127.0.0.1');
    expect((await call(`${url}/sandbox/v1/organizations`, { token, body: { name: 'mine', provider: 'self' } })).status).toBe(201);
    expect(await stop()).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('says where everything is, and how to begin', async () => {
    const child = bulkhead(['sandbox']);
    const text = await printed(child, 'advanceSeconds');
    expect(text).toMatch(/Self's API +http:\/\/127\.0\.0\.1:\d+/);
    expect(text).toMatch(/uae-kyc\/staging +http:\/\/127\.0\.0\.1:\d+/);
    const closed = ended(child);
    child.kill('SIGTERM');
    await closed;
  });

  test('with a file it goes on where it was, even after a kill', async () => {
    const file = join(folder, 'state.json');
    const first = await start('--state', file);
    const { body } = await call(`${first.url}/sandbox/v1/organizations`, { token: first.token, body: { name: 'mine', provider: 'self' } });
    await first.stop('SIGKILL');
    const second = await start('--state', file);
    expect(second.token).toBe(first.token);
    expect((await call(`${second.url}/dashboard/v1/organization`, { token: body.dashboardToken })).body).toMatchObject({ name: 'mine' });
    expect(await second.stop()).toBe(0);
  });

  test('refuses a port that is none or taken, and a file that is not its own', async () => {
    const { url, stop } = await start();
    for (const args of [['--port', 'x'], ['--port', '65533'], ['--port', new URL(url).port], ['--state', __filename], ['--state', join(folder, 'nowhere', 'state.json')]]) {
      const { code, err } = await ended(bulkhead(['sandbox', ...args]));
      expect([args, code]).toEqual([args, 3]);
      expect(err).toMatch(/is no port|does not start/);
    }
    await stop();
  });
});

test.each([['simulate', '--list'], ['plan', 'staging', 'pre-production'], ['environments'], ['sandbox', '--port', 'x']])('%s %s ends as ever when nobody reads what it prints', async (...args) => {
  const child = bulkhead(args);
  child.stdout?.destroy();
  const { code, err } = await ended(child);
  expect(err).not.toMatch(/EPIPE|\n {4}at /);
  expect(code).toBe(args[0] === 'plan' ? 2 : args[0] === 'sandbox' ? 3 : 0);
});

describe('simulate', () => {
  let environment: LocalEnvironment;
  beforeAll(async () => { environment = await startEnvironment(); });
  afterAll(() => environment.close());

  const simulate = (args: readonly string[], input = secretOf('self')) => ended(bulkhead(['simulate', ...args]), input);
  const to = () => ['--url', `${environment.url}/webhooks/self`, '--flow', 'flow_ours'];

  test('takes the secret from standard input, and says what was sent and answered', async () => {
    const { code, out, err } = await simulate(['staging', 'minor', ...to()]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/verification\.completed, invalid \(msg_[0-9a-f]{32}\): 200 in \d+ ms, expected 200\nas expected\n$/) });
    expect(`${out}${err}`).not.toContain(secretOf('self'));
  });

  test('--json prints the result for a machine', async () => {
    const { code, out } = await simulate(['staging', 'foreign-environment', '--json', ...to()]);
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ environment: 'staging', verdict: 'as expected', sent: [expect.objectContaining({ answered: 403, expected: [403] })] })]);
  });

  test('ends with 1 when an answer is another one, with 2 when there is none', async () => {
    expect((await simulate(['staging', 'adult', ...to()], secretOf('somebody else'))).code).toBe(1);
    expect((await simulate(['staging', 'adult', ...to(), '--url', 'http://127.0.0.1:9/'])).code).toBe(2);
  });

  test('is refused for a live environment before a secret is asked for', async () => {
    const { code, out, err } = await simulate(['production', 'adult', ...to()]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('\'production\' is live');
    expect(err).not.toContain('hidden');
  });

  test.each([['', 1], ['sk_test_4eC39HqLyjWDarjtT1zdp7dc', 1], ['whsec_short', 1]])('%p is no signing secret', async (secret, code) => {
    expect((await simulate(['staging', 'adult', ...to()], secret)).code).toBe(code);
  });

  test('--list names every scenario; without names there is nothing to do', async () => {
    const { code, out } = await simulate(['--list']);
    expect(code).toBe(0);
    expect(out).toMatch(/^self +minor +a year too young: invalid$/m);
    expect(out).toMatch(/^uae-kyc +batch /m);
    expect((await simulate([])).code).toBe(3);
  });
});
