// the wire: what is sent, and what is made of every answer; the token goes nowhere else.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { configuration } from './support/world';
import { DashboardApi, dashboardAddress, DashboardConflict } from '../../../lib/promotion/configuration';

const token = 'dash_c0a1n2a3r4y5';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

let server: Server;
let answers: Answer[];
let asked: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[];
const pauses: number[] = [];

beforeEach(async () => {
  [answers, asked, pauses.length] = [[], [], 0];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      asked.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const { status, body, headers } = answers.length > 1 ? answers.shift()! : answers[0]!;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
    });
  });
  await new Promise<void>(done => { server.listen(0, '127.0.0.1', done); });
});

afterEach(() => new Promise(done => { server.close(done); }));

const api = () => new DashboardApi(dashboardAddress(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), token, {
  fetch, pause: milliseconds => { pauses.push(milliseconds); return Promise.resolve(); },
});

const { ruleSet, documents, settings } = configuration();
const flow = { id: 'a', environment: 'test', name: 'onboarding', product: 'pre_kyc', status: 'draft', versionId: 'v1', configuration: { ruleSet, documents, settings } };

test('a flow is created with its configuration, its environment and the key', async () => {
  answers = [{ status: 201, body: { ...flow, extra: 'of theirs' } }];
  expect(await api().create('test', configuration(), 'key')).toEqual({ id: 'a', environment: 'test', status: 'draft', version: 'v1', configuration: configuration() });
  expect(asked).toEqual([expect.objectContaining({ method: 'POST', url: '/dashboard/v1/flows', headers: expect.objectContaining({ 'authorization': `Bearer ${token}`, 'idempotency-key': 'key' }) })]);
  expect(JSON.parse(asked[0]!.body)).toEqual({ environment: 'test', name: 'onboarding', product: 'pre_kyc', configuration: { ruleSet, documents, settings } });
});

test('an id becomes no other path', async () => {
  answers = [{ status: 200, body: flow }];
  await api().publish('../keys?x=1');
  expect(asked[0]?.url).toBe('/dashboard/v1/flows/..%2Fkeys%3Fx%3D1/publish');
});

test('throttled, it waits as long as it is told and asks again', async () => {
  answers = [{ status: 429, headers: { 'retry-after': '2' } }, { status: 503, headers: { 'retry-after': '86400' } }, { status: 200, body: { flows: [flow] } }];
  expect(await api().list()).toHaveLength(1);
  expect(pauses).toEqual([2000, 30_000]);
});

test.each<[string, Answer, number, RegExp]>([
  ['401', { status: 401, body: { code: 'unauthenticated', message: 'nobody\'s' } }, 1, /answers 401 unauthenticated to flows: nobody's; give the dashboard token/],
  ['403', { status: 403, body: { code: 'forbidden', message: 'not yours' } }, 1, /give the dashboard token/],
  ['404', { status: 404, body: { code: 'not_found', message: 'no flow' } }, 1, /answers 404 not_found/],
  ['422', { status: 422, body: { code: 'validation_failed', message: 'product is unknown' } }, 1, /product is unknown/],
  ['429 again and again', { status: 429 }, 2, /run the command again/],
  ['500', { status: 500, body: 'oh' }, 2, /run the command again/],
  ['a page instead of JSON', { status: 200, body: '<html>' }, 2, /does not answer with JSON/],
  ['no list', { status: 200, body: { flows: 7 } }, 2, /does not answer with a list of flows/],
  ['a flow without a status', { status: 200, body: [{ ...flow, status: 'gone' }] }, 2, /does not answer with a flow \(status/],
  ['an id that is a path', { status: 200, body: [{ ...flow, id: '../../x' }] }, 2, /does not answer with a flow \(id/],
  ['an age of 200', { status: 200, body: [{ ...flow, configuration: { ...flow.configuration, ruleSet: { minimumAge: 200 } } }] }, 2, /configuration.ruleSet.minimumAge/],
  ['words that drive a terminal', { status: 422, body: { code: 'x', message: '\u001b[2J\nsecond line' } }, 1, /: ( )?\[2J second line$/],
])('%s ends in words of ours, without the token', async (_, answer, exitCode, says) => {
  answers = [answer];
  const run = api().list();
  await expect(run).rejects.toMatchObject({ exitCode, message: expect.stringMatching(says) });
  await expect(run).rejects.not.toMatchObject({ message: expect.stringContaining(token.slice(5)) });
  expect(asked.length).toBeLessThanOrEqual(4);
});

test('another address that it names gets neither the token nor the request', async () => {
  answers = [{ status: 307, headers: { location: '/elsewhere' } }, { status: 200, body: [] }];
  await expect(api().list()).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('answers from elsewhere') });
  expect(asked.map(({ url }) => url)).toEqual(['/dashboard/v1/flows']);
});

test('a conflict can be told from other refusals', async () => {
  answers = [{ status: 409, body: { code: 'conflict', message: 'archive it first' } }];
  await expect(api().publish('a')).rejects.toBeInstanceOf(DashboardConflict);
});

test('nobody there is undecided', async () => {
  const gone = new DashboardApi(new URL('http://127.0.0.1:9'), token);
  await expect(gone.list()).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('does not answer') });
});

test.each<[string, number]>([
  ['nonsense', 3], ['ftp://example.com', 3], ['https://user:pass@example.com', 3], ['https://example.com/?token=x', 3], ['http://example.com', 1], ['http://127.0.0.1.example.com', 1],
])('the address %s is not used', (address, exitCode) => {
  let code: unknown;
  try {
    dashboardAddress(address);
  } catch (error) {
    code = (error as { exitCode: unknown }).exitCode;
  }
  expect(code).toBe(exitCode);
});

test.each(['https://dashboard.example', 'http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:2'])('the address %s is used', address => {
  expect(dashboardAddress(address).href).toContain(address);
});
