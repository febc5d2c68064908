import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../../lib/local/sandbox';
import { fileStore, newState, readState } from '../../../lib/local/sandbox/store';
import { call, selfCustomer, startReceiver } from './support';

let folder: string;
let stateFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
  stateFile = join(folder, 'state.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a restart keeps everything: tokens, keys, flows, sessions, credits, documents, the clock, and what is on its way', async () => {
  const receiver = await startReceiver(503);
  const first = await startSandbox({ stateFile });
  const customer = selfCustomer(first);
  await customer.organization.registerEndpoint({ environment: 'live', url: receiver.url });
  const [open, done] = [await customer.create('test', { expiresInSeconds: 3_600 }), await customer.create('live')];
  const credential = first.issueDocument({ age: 50 }, 'mock');
  first.complete(done.body.id, { scenario: 'adult' });
  await first.clock.settled();
  await first.clock.advance(10_000);
  const [before] = first.deliveries();
  expect(before).toMatchObject({ state: 'pending', attempts: [{ status: 503 }, { status: 503 }] });
  const time = first.clock.now();
  await first.close();

  receiver.answer = () => 200;
  const second = await startSandbox({ stateFile });
  expect(second.token).toBe(first.token);
  expect(second.clock.now()).toBeGreaterThanOrEqual(time);
  const dashboard = await call(`${second.url}/dashboard/v1/usage`, { token: customer.organization.dashboardToken });
  expect(dashboard.body).toMatchObject({ balance: 975, held: 0 });
  expect(second.complete(open.body.id, { credential })).toEqual({ status: 'valid' });
  expect((await call(`${second.url}/v1/sessions/${done.body.id}`, { token: customer.keys.live })).body.status).toBe('valid');
  await second.clock.advance(300_000);
  expect(second.deliveries(done.body.id)).toEqual([expect.objectContaining({ state: 'accepted', attempts: [...before!.attempts, expect.objectContaining({ status: 200 })] })]);
  expect((await call(`${second.url}/v1/sessions`, { token: customer.keys.test, body: { flowId: customer.flows.test, externalUuid: crypto.randomUUID() } })).status).toBe(201);
  await second.close();
  await receiver.close();
});

test('it ends although an endpoint does not answer, and delivers again when it goes on', async () => {
  const receiver = await startReceiver('hang');
  const first = await startSandbox({ stateFile });
  const customer = selfCustomer(first);
  await customer.organization.registerEndpoint({ environment: 'test', url: receiver.url });
  const { body } = await customer.create();
  first.complete(body.id, { scenario: 'adult' });
  const started = performance.now();
  await first.close();
  expect(performance.now() - started).toBeLessThan(5_000);
  receiver.answer = () => 200;
  const second = await startSandbox({ stateFile });
  await second.clock.settled();
  expect(second.deliveries(body.id)).toEqual([expect.objectContaining({ state: 'accepted', attempts: [expect.objectContaining({ status: 200 })] })]);
  await second.close();
  await receiver.close();
});

test('a session that was open goes on to expire after a restart', async () => {
  const first = await startSandbox({ stateFile });
  const customer = selfCustomer(first);
  const { body } = await customer.create('test', { expiresInSeconds: 60 });
  await first.close();
  const second = await startSandbox({ stateFile });
  await second.clock.advance(60_000);
  expect((await call(`${second.url}/v1/sessions/${body.id}`, { token: customer.keys.test })).body.status).toBe('expired');
  await second.close();
});

test('what was answered was kept before: a process that is killed has lost nothing of it', async () => {
  const sandbox = await startSandbox({ stateFile });
  const customer = selfCustomer(sandbox);
  const created = await Promise.all(Array.from({ length: 20 }, () => customer.create()));
  const kept = (await readState(stateFile))!;
  expect(created.map(({ body }) => body.id).filter(id => !kept.sessions[id])).toEqual([]);
  await sandbox.close();
});

test('the file is replaced as a whole, is nobody else\'s to read, holds no API key, and leaves no draft behind', async () => {
  const store = fileStore(stateFile);
  const state = newState();
  await Promise.all(Array.from({ length: 50 }, () => store.save(() => state)));
  expect(await readState(stateFile)).toEqual(state);
  expect(statSync(stateFile).mode & 0o777).toBe(0o600);
  const sandbox = await startSandbox({ stateFile });
  const { keys, organization } = selfCustomer(sandbox);
  await sandbox.close();
  const text = readFileSync(stateFile, 'utf8');
  expect([keys.test, keys.live, organization.dashboardToken].filter(secret => text.includes(secret))).toEqual([]);
  expect(readdirSync(folder)).toEqual(['state.json']);
});

const whole = JSON.stringify(newState());

test.each([
  ['nothing', ''], ['half a brace', '{'], ['another version', '{"version":2}'], ['a list', '[]'], ['null', 'null'], ['a text', '"1"'], ['a version and a token', '{"version":1,"token":"x"}'],
  ['a state that was cut off', whole.slice(0, -2)], ['a list of sessions', whole.replace('"sessions":{}', '"sessions":[]')], ['a session that is none', whole.replace('"sessions":{}', '"sessions":{"a":1}')],
  ['a clock that is none', whole.replace('"ahead":0', '"ahead":"0"')], ['a clock beyond the calendar', whole.replace('"ahead":0', '"ahead":1e300')], ['no live authority', whole.replace('"live":', '"dead":')],
])('%s in the file is refused and left as it is', async (_, text) => {
  writeFileSync(stateFile, text);
  await expect(startSandbox({ stateFile })).rejects.toThrow(/is no state of a sandbox/);
  expect(readFileSync(stateFile, 'utf8')).toBe(text);
});

test('of two sandboxes with one file the second goes on, and the first says that it keeps nothing any more', async () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const [first, second] = [await startSandbox({ stateFile }), await startSandbox({ stateFile })];
  const create = (sandbox: { url: string; token: string }) => call(`${sandbox.url}/sandbox/v1/organizations`, { token: sandbox.token, body: { name: 'mine', provider: 'self' } });
  const { body: kept } = await create(second);
  expect((await create(first)).status).toBe(500);
  expect(write.mock.calls.join()).toContain('another process keeps its state there');
  expect(Object.keys((await readState(stateFile))!.organizations)).toEqual([kept.id]);
  await second.close();
  await expect(first.close()).rejects.toThrow('give each sandbox a file of its own');
  write.mockRestore();
});

test('a folder that is not there is named, and no draft', async () => {
  const missing = join(folder, 'nowhere');
  await expect(startSandbox({ stateFile: join(missing, 'state.json') })).rejects.toThrow(new RegExp(`${missing} .*ENOENT.*name a file in a folder`));
  await expect(startSandbox({ stateFile: folder })).rejects.toThrow(/cannot be read \(EISDIR\); name another file/);
});
