import { matchRoute } from '../../../lib/local/front/match';
import type { Route } from '../../../lib/local/front';

const route = (method: string, resource: string): Route => ({
  apiId: 'api', stage: 'live', account: '111111111111', method, resourceId: 'id', resource, functionArn: resource, binaryMediaTypes: [],
});
const routes = [route('ANY', '/{proxy+}'), route('POST', '/webhooks/{binding}'), route('POST', '/webhooks/self')];

test.each([
  ['POST', '/webhooks/self', '/webhooks/self', null],
  ['POST', '/webhooks/other%20one', '/webhooks/{binding}', { binding: 'other one' }],
  ['GET', '/webhooks/self', '/{proxy+}', { proxy: 'webhooks/self' }],
  ['POST', '/webhooks/self/', '/{proxy+}', { proxy: 'webhooks/self/' }],
])('%s %s goes to %s', (method, path, resource, pathParameters) => {
  expect(matchRoute(routes, method, path)).toMatchObject({ route: { resource }, pathParameters });
});

test.each([['GET', '/webhooks/self'], ['POST', '/webhooks'], ['POST', '/webhooks/self/more'], ['POST', '/Webhooks/self'], ['POST', '/']])(
  '%s %s goes nowhere without a proxy route', (method, path) => {
    expect(matchRoute([route('POST', '/webhooks/self')], method, path)).toBeUndefined();
  });
