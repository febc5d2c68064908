import { startRuntimeApi, type RuntimeApi } from '../../../lib/local/lambda/runtime-api';

let api: RuntimeApi;
beforeEach(async () => {
  api = await startRuntimeApi({ arn: 'arn:aws:lambda:me-central-1:111111111111:function:f', timeout: 3 });
});
afterEach(() => api.close());

const call = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${api.port}/2018-06-01/runtime/${path}`, init);
const next = () => call('invocation/next');
const post = (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) });
const idOf = (response: Response) => response.headers.get('lambda-runtime-aws-request-id') ?? '';

test('hands an event to a runtime that waits, and its answer back', async () => {
  const waiting = next();
  const outcome = api.invoke({ a: 1 });
  const response = await waiting;
  expect(await response.json()).toEqual({ a: 1 });
  await post(`invocation/${idOf(response)}/response`, { ok: true });
  expect(await outcome).toEqual({ kind: 'answered', payload: { ok: true } });
});

test('keeps an event for a runtime that is still starting', async () => {
  const outcome = api.invoke('early');
  const response = await next();
  expect(await response.json()).toBe('early');
  await post(`invocation/${idOf(response)}/error`, { errorMessage: 'no' });
  expect(await outcome).toEqual({ kind: 'failed', reason: 'error', payload: { errorMessage: 'no' } });
});

test('tells the deadline and the function', async () => {
  const outcome = api.invoke({});
  const response = await next();
  const left = Number(response.headers.get('lambda-runtime-deadline-ms')) - Date.now();
  expect(left).toBeGreaterThan(2_000);
  expect(left).toBeLessThanOrEqual(3_000);
  expect(response.headers.get('lambda-runtime-invoked-function-arn')).toContain(':function:f');
  api.fail({ kind: 'failed', reason: 'timeout', payload: null });
  expect(await outcome).toMatchObject({ reason: 'timeout' });
});

test('an answer that comes too late settles nothing', async () => {
  const first = api.invoke(1);
  const response = await next();
  api.fail({ kind: 'failed', reason: 'timeout', payload: null });
  await first;
  const second = api.invoke(2);
  await post(`invocation/${idOf(response)}/response`, 'late');
  const own = await next();
  await post(`invocation/${idOf(own)}/response`, 'own');
  expect(await second).toEqual({ kind: 'answered', payload: 'own' });
});

test('a runtime that cannot start fails the event that waits for it', async () => {
  const outcome = api.invoke({});
  await post('init/error', { errorType: 'Runtime.ImportModuleError' });
  expect(await outcome).toMatchObject({ kind: 'failed', payload: { errorType: 'Runtime.ImportModuleError' } });
});
