import { startFront, type Front } from '../../../lib/local/front';
import type { DeployedBalancers } from '../../../lib/local/front/types';
import type { Outcome } from '../../../lib/local/lambda/types';

const targetGroupArn = 'arn:aws:elasticloadbalancing:me-central-1:111111111111:targetgroup/bulkhead-webhooks/6d0ecf831eec9f09';
const deployed = (multiValueHeaders = true): DeployedBalancers => ({
  routes: [{ host: 'webhooks.example.com', method: 'POST', resource: '/webhooks/self', functionArn: 'arn:receiver', targetGroupArn, multiValueHeaders }],
  refusal: { statusCode: 503, headers: { 'content-type': 'application/json' }, body: '{"message":"not accepted"}' },
});

const invoke = jest.fn<Promise<Outcome>, [string, unknown]>();
let front: Front;
const open = async (balancers = deployed()) => {
  front = await startFront(balancers, { invoke });
};
beforeEach(() => invoke.mockReset().mockResolvedValue({ kind: 'answered', payload: { statusCode: 200, statusDescription: '200 OK', multiValueHeaders: { 'x-b': ['1', '2'] }, body: 'hi', isBase64Encoded: false } }));
afterEach(() => front.close());

interface BalancerEvent {
  readonly body: string;
  readonly isBase64Encoded: boolean;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly headers?: Record<string, string>;
}
const seen = () => invoke.mock.calls.at(-1)?.[1] as BalancerEvent;
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = { 'content-type': 'application/json' }, path = '/webhooks/self') =>
  fetch(front.url + path, { method: 'POST', body, headers });

test('a request reaches the function in the shape that AWS documents, and its answer comes back', async () => {
  await open();
  const response = await post('{"a":"\u00fc"}', { 'Content-Type': 'application/json; charset=utf-8', 'X-Signature': 'abc' }, '/webhooks/self?x=1&x=2');
  expect([response.status, response.headers.get('x-b'), await response.text()]).toEqual([200, '1, 2', 'hi']);
  expect(seen()).toMatchObject({
    requestContext: { elb: { targetGroupArn } }, httpMethod: 'POST', path: '/webhooks/self', multiValueQueryStringParameters: { x: ['1', '2'] },
    body: '{"a":"\u00fc"}', isBase64Encoded: false,
  });
  expect(seen().multiValueHeaders).toMatchObject({
    'x-signature': ['abc'], 'content-length': ['10'], 'host': ['webhooks.example.com'], 'x-forwarded-for': ['192.0.2.1'], 'x-forwarded-proto': ['https'],
  });
  expect(seen()).not.toHaveProperty('headers');
  expect(seen()).not.toHaveProperty('resource');
});

test.each([
  ['application/json', {}, false], ['text/plain', {}, false], ['application/xml', {}, false], ['application/javascript', {}, false],
  ['application/cloudevents+json', {}, true], ['application/octet-stream', {}, true], ['application/json', { 'content-encoding': 'gzip' }, true],
])('a body of type %s with %p arrives in base64: %p', async (type, more, isBase64Encoded) => {
  await open();
  await post('body', { 'content-type': type, ...more });
  expect(seen()).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'Ym9keQ==' : 'body' });
});

test('bytes that are no UTF-8 do not reach the function as text, and do in base64', async () => {
  await open();
  const bytes = new Uint8Array([0x7b, 0xff, 0x7d]);
  expect((await post(bytes)).status).toBe(502);
  expect(invoke).not.toHaveBeenCalled();
  expect((await post(bytes, { 'content-type': 'application/cloudevents+json' })).status).toBe(200);
  expect(seen().body).toBe('e/99');
});

test('without multi-value headers a repeated header is its last value, as on AWS', async () => {
  await open(deployed(false));
  await fetch(`${front.url}/webhooks/self`, { method: 'POST', headers: [['x-a', '1'], ['x-a', '2']] });
  expect(seen().headers).toBeDefined();
  expect(seen()).not.toHaveProperty('multiValueHeaders');
});

test.each([['POST', '/webhooks/other'], ['GET', '/webhooks/self'], ['PUT', '/webhooks/self'], ['POST', '/webhooks/self/'], ['POST', '/Webhooks/self'], ['POST', '/']])(
  '%s %s gets the answer of the listener', async (method, path) => {
    await open();
    const response = await fetch(front.url + path, { method });
    expect([response.status, await response.json()]).toEqual([503, { message: 'not accepted' }]);
    expect(invoke).not.toHaveBeenCalled();
  });

test('exactly 1 MB reaches the function, and a byte more is refused', async () => {
  await open();
  expect((await post('x'.repeat(1024 * 1024))).status).toBe(200);
  expect((await post('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
  expect(invoke).toHaveBeenCalledTimes(1);
});

test.each<[string, Outcome]>([
  ['fails', { kind: 'failed', reason: 'error', payload: {} }],
  ['takes too long', { kind: 'failed', reason: 'timeout', payload: {} }],
  ['answers something else than a response', { kind: 'answered', payload: 'ok' }],
])('a function that %s is a fault of ours', async (_what, outcome) => {
  invoke.mockResolvedValue(outcome);
  await open();
  expect((await post('x')).status).toBe(502);
});

test('a function that cannot be started is a fault of ours, and the front goes on', async () => {
  invoke.mockRejectedValueOnce(new Error('no code'));
  await open();
  expect((await post('x')).status).toBe(502);
  expect((await post('x')).status).toBe(200);
});
