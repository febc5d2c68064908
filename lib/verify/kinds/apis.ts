import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { json, pages } from './gather';
import { policyOf } from '../../doctor/policy-text';
import type { Json } from '../../audit/assembly/shape';
import type { Live, Reader } from '../types';

/** API Gateway answers it with its quotation marks escaped, and with the API's ARN where `execute-api:/` was written. */
const policyOfApi = (text: string | undefined, id: string): Json | undefined => {
  if (text === undefined || text === '') return undefined;
  const document = policyOf(text.startsWith('{\\') ? text.replaceAll('\\"', '"').replaceAll('\\/', '/') : text);
  if (typeof document !== 'object' || document === null) throw new Error('a policy that is not JSON');
  return JSON.parse(JSON.stringify(document).replaceAll(new RegExp(`arn:aws[\\w-]*:execute-api:[\\w-]+:\\d{12}:${id}/`, 'g'), 'execute-api:/')) as Json;
};

export const apis: Reader = {
  kinds: [{
    type: 'AWS::ApiGateway::RestApi', aspects: {
      Policy: { as: 'policy', changedBy: 'UpdateRestApi' },
      DisableExecuteApiEndpoint: { as: 'value', otherwise: false, loosens: 'any', same: value => value === true || value === 'true', changedBy: 'UpdateRestApi' },
      EndpointTypes: { as: 'set', template: 'EndpointConfiguration.Types', loosens: 'more', changedBy: 'UpdateRestApi' },
    },
  }],
  read: async aws => {
    const all = await pages(async position => {
      const { items, position: next } = await aws.apigateway.send(new GetRestApisCommand({ limit: 500, position }));
      return { items, next };
    });
    return all.map(({ id = '', policy, disableExecuteApiEndpoint, endpointConfiguration, rootResourceId = '' }): Live => ({
      type: 'AWS::ApiGateway::RestApi', id, attributes: { RestApiId: id, RootResourceId: rootResourceId },
      properties: json({ Policy: policyOfApi(policy, id), DisableExecuteApiEndpoint: disableExecuteApiEndpoint, EndpointTypes: endpointConfiguration?.types }),
    }));
  },
};
