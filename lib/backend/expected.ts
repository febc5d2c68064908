import { configVariable, type BackendConfig } from './contract';

const remedy = 'give what `bulkhead config <environment> --format json` prints';

const parse = (text: string): unknown => {
  const json = text.trimStart().startsWith('{') ? text : Buffer.from(text.trim(), 'base64url').toString('utf8');
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isBinding = (value: unknown): boolean => isObject(value) && isText(value['provider'])
  && (value['apiDomain'] === null || isText(value['apiDomain']))
  && Array.isArray(value['flows']) && value['flows'].every(flow => isObject(flow) && isText(flow['id']))
  && isObject(value['parameters']) && isText(value['parameters']['apiKey'])
  && (value['apiKeyPrefixes'] === undefined
    || (isObject(value['apiKeyPrefixes']) && isText(value['apiKeyPrefixes']['test']) && isText(value['apiKeyPrefixes']['live'])));

const isConfig = (value: unknown): value is BackendConfig => isObject(value) && value['version'] === 1
  && ['environment', 'owner', 'account', 'region'].every(name => isText(value[name]))
  && (value['credentials'] === 'test' || value['credentials'] === 'live')
  && isObject(value['bindings']) && Object.values(value['bindings']).every(isBinding);

/**
 * What the environment demands, as it was printed; anything less is no ground to start on.
 *
 * @throws Error that says where it should come from
 */
export const readExpected = (given: BackendConfig | string | undefined, variables: Readonly<Record<string, string | undefined>>): BackendConfig => {
  const source = given ?? variables[configVariable];
  if (source === undefined) throw new Error(`the environment's configuration is missing: ${remedy} as \`expected\`, or its variable ${configVariable}`);
  const config = typeof source === 'string' ? parse(source) : source;
  if (!isConfig(config)) throw new Error(`the environment's configuration cannot be understood: ${remedy}`);
  return config;
};
