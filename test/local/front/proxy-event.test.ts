import type { Match } from '../../../lib/local/front/match';
import { proxyEvent, type FrontRequest } from '../../../lib/local/front/proxy-event';

const match = (binaryMediaTypes: readonly string[] = ['*/*']): Match => ({
  pathParameters: null,
  route: {
    apiId: 'api', stage: 'live', account: '111111111111', method: 'POST', resourceId: 'id', resource: '/webhooks/self', functionArn: 'arn', binaryMediaTypes,
  },
});

const request = (changes: Partial<FrontRequest> = {}): FrontRequest =>
  ({ method: 'POST', target: '/webhooks/self', rawHeaders: ['Content-Type', 'application/json'], body: Buffer.from('{"a":1}'), ...changes });

test('an API that declares every type binary hands over the exact bytes as base64', () => {
  const body = Buffer.from([0, 255, 13, 10, 123]);
  expect(proxyEvent(match(), request({ body }))).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
});

test.each([
  [['application/octet-stream'], false],
  [['application/json'], true],
  [['application/*'], true],
  [[], false],
])('with %j declared binary, a JSON body is base64: %s', (types, isBase64Encoded) => {
  expect(proxyEvent(match(types), request())).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'eyJhIjoxfQ==' : '{"a":1}' });
});

test('no body is null and not base64', () => {
  expect(proxyEvent(match(), request({ body: Buffer.alloc(0) }))).toMatchObject({ body: null, isBase64Encoded: false });
});

test('a repeated header has its last value in one view and all in the other', () => {
  const event = proxyEvent(match(), request({ rawHeaders: ['X-A', '1', 'X-A', '2', 'x-a', '3'] }));
  expect(event.headers).toEqual({ 'X-A': '2', 'x-a': '3' });
  expect(event.multiValueHeaders).toEqual({ 'X-A': ['1', '2'], 'x-a': ['3'] });
});

test('a header called __proto__ is a header', () => {
  const event = proxyEvent(match(), request({ rawHeaders: ['__proto__', 'x'] }));
  expect(Object.keys(event.headers)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(event.headers)).toBe(Object.prototype);
});

test('query parameters come in both views, and are null where there are none', () => {
  expect(proxyEvent(match(), request({ target: '/webhooks/self?a=1&a=2' }))).toMatchObject({
    path: '/webhooks/self', queryStringParameters: { a: '2' }, multiValueQueryStringParameters: { a: ['1', '2'] },
  });
  expect(proxyEvent(match(), request())).toMatchObject({ queryStringParameters: null, multiValueQueryStringParameters: null });
});

test('the context names the route and no real address', () => {
  const { requestContext } = proxyEvent(match(), request());
  expect(requestContext).toMatchObject({ resourcePath: '/webhooks/self', path: '/live/webhooks/self', stage: 'live', accountId: '111111111111' });
  expect(requestContext.identity.sourceIp).toBe('192.0.2.1');
});
