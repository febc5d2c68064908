// the sandbox serves what the environments' own description of the providers' APIs expects.
import { randomUUID } from 'node:crypto';
import { refusalOf, sessionApis, sessionPath, type PayloadPath, type SessionApi } from '../../../lib/providers';
import { scenariosOf, startSandbox, type Sandbox, type SandboxProvider } from '../../../lib/local/sandbox';
import { call, selfCustomer, uaeKycCustomer } from './support';

let sandbox: Sandbox;

beforeEach(async () => { sandbox = await startSandbox({ frozen: true }); });
afterEach(() => sandbox.close());

const at = (body: unknown, path: PayloadPath): unknown => path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], body);

const time = (body: unknown, { path, as }: SessionApi['create']['answer']['expiresAt']): number => {
  const value = at(body, path);
  return as === 'iso' ? Date.parse(value as string) : value as number;
};

/** A caller that knows nothing but the description. */
const client = (provider: SandboxProvider, key: string, flowId: string) => {
  const api = sessionApis[provider]!;
  const headers = { [api.key.header]: `${api.key.before}${key}` };
  const known = { flowId, externalUuid: randomUUID() };
  const required = Object.entries(api.create.parameters).flatMap(([name, rule]) => (rule.kind === 'word' && rule.required ? [[name, rule.of[0]]] : []));
  const body = { ...Object.fromEntries(api.create.fields.map(field => [field, known[field]])), ...Object.fromEntries(required) as object };
  return {
    api,
    create: () => call(`${sandbox.url}${api.create.path}`, { headers, body }),
    get: (id: string) => call(`${sandbox.url}${sessionPath(api, id)}`, { headers }),
  };
};

const clients = {
  'self': () => {
    const { keys, flows } = selfCustomer(sandbox);
    return client('self', keys.test, flows.test);
  },
  'uae-kyc': () => client('uae-kyc', uaeKycCustomer(sandbox).keys.staging, ''),
};

test.each(['self', 'uae-kyc'] as const)('%s: a session is created and found where the description looks for it', async (provider) => {
  const { api, create, get } = clients[provider]();
  const { status, body } = await create();
  expect(status).toBe(api.create.status);
  const { id, token, url, expiresAt } = api.create.answer;
  expect([at(body, id), at(body, token), ...url ? [at(body, url)] : []].every(value => typeof value === 'string' && value !== '')).toBe(true);
  if (api.create.tokenPrefixes) expect(at(body, token)).toMatch(new RegExp(`^${api.create.tokenPrefixes.test}`));
  const life = time(body, expiresAt) - sandbox.clock.now();
  expect(life > 0 && life <= api.create.longestLife).toBe(true);
  const found = (await get(at(body, id) as string)).body;
  expect([at(found, api.get.answer.id), api.statuses[at(found, api.get.answer.status) as string]?.settled]).toEqual([at(body, id), false]);
});

test.each([...scenariosOf('self', 'test').map(({ name }) => ['self', name] as const), ...scenariosOf('uae-kyc', 'test').map(({ name }) => ['uae-kyc', name] as const)])(
  '%s: %s ends in a status that the description knows as settled', async (provider, scenario) => {
    const { api, create, get } = clients[provider]();
    const id = at((await create()).body, api.create.answer.id) as string;
    sandbox.complete(id, { scenario });
    const { body } = await get(id);
    expect(api.statuses[at(body, api.get.answer.status) as string]).toMatchObject({ settled: true });
    expect(time(body, api.get.answer.completedAt)).toBe(sandbox.clock.now());
  });

test('what is out of credits, of another class, unknown or too much is told apart by its status', async () => {
  const poor = selfCustomer(sandbox, { credits: 0 });
  const refused = await poor.create('live');
  const api = sessionApis['self']!;
  expect(api.balance.map(path => at(refused.body, path)).find(balance => balance !== undefined)).toBe(0);
  const slow = selfCustomer(sandbox, { requestsPerSecond: 0 });
  const statuses = [refused, await poor.create('test', { flowId: poor.flows.live }), await poor.create('test', { flowId: randomUUID() }), await slow.create()].map(({ status }) => status);
  expect(statuses.map(status => refusalOf(api, status))).toEqual(['no-credits', 'forbidden', 'not-found', 'rate-limited']);
});
