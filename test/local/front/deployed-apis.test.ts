import {
  APIGatewayClient, GetGatewayResponsesCommand, GetMethodCommand, GetResourcesCommand, GetRestApisCommand, GetStagesCommand,
} from '@aws-sdk/client-api-gateway';
import { mockClient } from 'aws-sdk-client-mock';
import { readDeployedApis } from '../../../lib/local/front';

const gateway = mockClient(APIGatewayClient);
const settings = {
  endpoint: 'http://127.0.0.1:9', region: 'me-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
};
const functionArn = 'arn:aws:lambda:me-central-1:111111111111:function:receiver';

beforeEach(() => {
  gateway.reset();
  gateway.on(GetRestApisCommand).resolves({ items: [{ id: 'api', binaryMediaTypes: ['*/*'] }] });
  gateway.on(GetStagesCommand).resolves({ item: [{ stageName: 'live' }] });
  gateway.on(GetResourcesCommand).resolves({ items: [
    { id: 'root', path: '/' }, { id: 'self', path: '/webhooks/self', resourceMethods: { POST: {} } }, { id: 'mock', path: '/health', resourceMethods: { GET: {} } },
  ] });
  gateway.on(GetMethodCommand, { resourceId: 'self' }).resolves({
    methodIntegration: { type: 'AWS_PROXY', uri: `arn:aws:apigateway:me-central-1:lambda:path/2015-03-31/functions/${functionArn}/invocations` },
  });
  gateway.on(GetMethodCommand, { resourceId: 'mock' }).resolves({ methodIntegration: { type: 'MOCK' } });
  gateway.on(GetGatewayResponsesCommand).resolves({ items: [{ responseType: 'DEFAULT_4XX', statusCode: '503' }, { responseType: 'THROTTLED' }] });
});

test('routes are the methods whose proxy integration is a function', async () => {
  const { routes, answers } = await readDeployedApis(settings, '111111111111');
  expect(routes).toEqual([{
    apiId: 'api', stage: 'live', account: '111111111111', method: 'POST', resourceId: 'self', resource: '/webhooks/self', functionArn,
    binaryMediaTypes: ['*/*'],
  }]);
  expect(answers).toEqual({ DEFAULT_4XX: 503 });
});

test('an API without a stage serves nothing', async () => {
  gateway.on(GetStagesCommand).resolves({ item: [] });
  expect((await readDeployedApis(settings, '111111111111')).routes).toEqual([]);
});
