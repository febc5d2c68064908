import type { APIGatewayProxyEvent } from 'aws-lambda';
import { startFront, type DeployedApis, type Front } from '../../../lib/local/front';
import type { Outcome } from '../../../lib/local/lambda/types';

const apis = (answers: DeployedApis['answers'] = {}): DeployedApis => ({
  answers,
  routes: [{
    apiId: 'api', stage: 'live', account: '111111111111', method: 'POST', resourceId: 'id', resource: '/webhooks/self', functionArn: 'arn:receiver',
    binaryMediaTypes: ['*/*'],
  }],
});

const invoke = jest.fn<Promise<Outcome>, [string, unknown]>();
let front: Front;
const open = async (deployed = apis()) => {
  front = await startFront(deployed, { invoke });
};
afterEach(() => front.close());

const post = (path = '/webhooks/self', body: string | Uint8Array<ArrayBuffer> = 'x') => fetch(front.url + path, { method: 'POST', body });

test('the answer is the function\'s: status, headers and body', async () => {
  invoke.mockResolvedValue({
    kind: 'answered',
    payload: { statusCode: 202, headers: { 'x-a': 1 }, multiValueHeaders: { 'x-b': ['1', '2'] }, body: 'aGk=', isBase64Encoded: true },
  });
  await open();
  const response = await post();
  expect([response.status, response.headers.get('x-a'), response.headers.get('x-b'), await response.text()]).toEqual([202, '1', '1, 2', 'hi']);
  const [arn, event] = invoke.mock.calls[0] ?? [];
  expect(arn).toBe('arn:receiver');
  expect((event as APIGatewayProxyEvent).resource).toBe('/webhooks/self');
});

test('a path that was not deployed reaches no function', async () => {
  await open();
  const response = await post('/webhooks/other');
  expect([response.status, await response.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
  expect(invoke).not.toHaveBeenCalled();
});

test('the gateway\'s own answers are those that the API has deployed', async () => {
  await open(apis({ DEFAULT_4XX: 503, REQUEST_TOO_LARGE: 413 }));
  expect((await post('/webhooks/other')).status).toBe(503);
  expect((await post('/webhooks/self', new Uint8Array(10 * 1024 * 1024 + 1))).status).toBe(413);
  expect(invoke).not.toHaveBeenCalled();
});

test('exactly 10 MB still reaches the function', async () => {
  invoke.mockResolvedValue({ kind: 'answered', payload: { statusCode: 200 } });
  await open();
  expect((await post('/webhooks/self', new Uint8Array(10 * 1024 * 1024))).status).toBe(200);
});

test.each<[string, Outcome, number]>([
  ['fails', { kind: 'failed', reason: 'error', payload: {} }, 502],
  ['ends', { kind: 'failed', reason: 'exit', payload: {} }, 502],
  ['takes too long', { kind: 'failed', reason: 'timeout', payload: {} }, 504],
  ['answers something else than a response', { kind: 'answered', payload: 'ok' }, 502],
  ['answers nothing', { kind: 'answered', payload: null }, 502],
])('a function that %s is a fault of ours', async (_what, outcome, status) => {
  invoke.mockResolvedValue(outcome);
  await open();
  expect((await post()).status).toBe(status);
});

test('a function that cannot be started is unavailable, and the front goes on', async () => {
  invoke.mockRejectedValueOnce(new Error('no code')).mockResolvedValue({ kind: 'answered', payload: { statusCode: 200 } });
  await open();
  expect((await post()).status).toBe(503);
  expect((await post()).status).toBe(200);
});
