import {
  APIGatewayClient, GetGatewayResponsesCommand, GetMethodCommand, GetResourcesCommand, GetRestApisCommand, GetStagesCommand,
  type RestApi,
} from '@aws-sdk/client-api-gateway';
import type { ClientSettings } from '../clients';
import type { DeployedApis, Route } from './types';

const functionOf = (uri: string | undefined) => /\/functions\/(arn:[^/]+)\/invocations$/.exec(uri ?? '')?.[1];

const routesOf = async (client: APIGatewayClient, api: RestApi, account: string): Promise<Route[]> => {
  const restApiId = api.id ?? '';
  const [{ item: stages = [] }, { items: resources = [] }] = await Promise.all([
    client.send(new GetStagesCommand({ restApiId })),
    client.send(new GetResourcesCommand({ restApiId, limit: 500 })),
  ]);
  const methods = resources.flatMap(resource =>
    Object.keys(resource.resourceMethods ?? {}).map(method => ({ resourceId: resource.id ?? '', resource: resource.path ?? '', method })));
  const routes = await Promise.all(methods.map(async ({ resourceId, resource, method }): Promise<Route[]> => {
    const { methodIntegration } = await client.send(new GetMethodCommand({ restApiId, resourceId, httpMethod: method }));
    const functionArn = functionOf(methodIntegration?.uri);
    if (methodIntegration?.type !== 'AWS_PROXY' || !functionArn) return [];
    return [{
      apiId: restApiId,
      stage: stages[0]?.stageName ?? '',
      account,
      method,
      resourceId,
      resource,
      functionArn,
      binaryMediaTypes: api.binaryMediaTypes ?? [],
    }];
  }));
  // what has no stage has not been deployed and cannot be called.
  return stages.length === 0 ? [] : routes.flat();
};

const answersOf = async (client: APIGatewayClient, restApiId: string) => {
  const { items = [] } = await client.send(new GetGatewayResponsesCommand({ restApiId }));
  return items.flatMap(item => (item.responseType && item.statusCode ? [[item.responseType, Number(item.statusCode)]] : []));
};

/** Reads from API Gateway what an account's REST APIs serve; nothing is known beforehand. */
export const readDeployedApis = async (settings: ClientSettings, account: string): Promise<DeployedApis> => {
  const client = new APIGatewayClient(settings);
  try {
    const { items: apis = [] } = await client.send(new GetRestApisCommand({ limit: 500 }));
    const [routes, answers] = await Promise.all([
      Promise.all(apis.map(api => routesOf(client, api, account))),
      Promise.all(apis.map(api => answersOf(client, api.id ?? ''))),
    ]);
    return { routes: routes.flat(), answers: Object.fromEntries(answers.flat()) as Record<string, number> };
  } finally {
    client.destroy();
  }
};
