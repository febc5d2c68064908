import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyEventHeaders, APIGatewayProxyEventMultiValueHeaders } from 'aws-lambda';
import type { Match } from './match';

/** A request as it came over the wire. */
export interface FrontRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names and values in turn, as Node's `rawHeaders`. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** A documentation address stands in for every caller, so that no real one reaches a log. */
export const SOURCE_IP = '192.0.2.1';

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'te', 'upgrade', 'expect']);

export const group = (pairs: Iterable<readonly [string, string]>): Record<string, string[]> => {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of pairs) grouped.set(name, [...grouped.get(name) ?? [], value]);
  // not by assignment: a header may be called __proto__.
  return Object.fromEntries(grouped);
};

/** The gateway's single-value view keeps the last of several values. */
export const last = (values: Record<string, string[]>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1)]));

export const headerPairs = (raw: readonly string[]) =>
  Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index] ?? '', raw[2 * index + 1] ?? ''] as const)
    .filter(([name]) => !hopByHop.has(name.toLowerCase()));

/** Whether the API passes a body on as base64: what it declares binary, and everything when it declares all types. */
const isBinary = (types: readonly string[], contentType: string) => types.some(type => {
  const [wanted = ''] = type.split(';');
  return wanted === '*/*' || wanted === contentType || (wanted.endsWith('/*') && contentType.startsWith(wanted.slice(0, -1)));
});

const orNull = <T extends object>(record: T): T | null => (Object.keys(record).length > 0 ? record : null);

const requestContext = ({ route }: Match, request: FrontRequest, path: string, userAgent: string | null) => {
  const now = new Date();
  return {
    accountId: route.account,
    apiId: route.apiId,
    authorizer: null,
    domainName: 'local.invalid',
    domainPrefix: 'local',
    extendedRequestId: randomUUID(),
    httpMethod: request.method,
    identity: {
      accessKey: null, accountId: null, apiKey: null, apiKeyId: null, caller: null, clientCert: null, cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null, cognitoIdentityId: null, cognitoIdentityPoolId: null, principalOrgId: null,
      sourceIp: SOURCE_IP, user: null, userAgent, userArn: null,
    },
    path: `/${route.stage}${path}`,
    protocol: 'HTTP/1.1',
    requestId: randomUUID(),
    requestTime: now.toUTCString(),
    requestTimeEpoch: now.getTime(),
    resourceId: route.resourceId,
    resourcePath: route.resource,
    stage: route.stage,
  };
};

/** The event that a REST API's proxy integration hands to its function (payload version 1.0). */
export const proxyEvent = (match: Match, request: FrontRequest): APIGatewayProxyEvent => {
  const url = new URL(request.target, 'http://local.invalid');
  const multiValueHeaders: APIGatewayProxyEventMultiValueHeaders = group(headerPairs(request.rawHeaders));
  const headers: APIGatewayProxyEventHeaders = last(multiValueHeaders as Record<string, string[]>);
  const header = (wanted: string) => Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
  const [contentType = ''] = (header('content-type') ?? '').split(';');
  const binary = isBinary(match.route.binaryMediaTypes, contentType.trim().toLowerCase());
  const query = group(url.searchParams);
  return {
    resource: match.route.resource,
    path: url.pathname,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    queryStringParameters: orNull(last(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: match.pathParameters,
    stageVariables: null,
    requestContext: requestContext(match, request, url.pathname, header('user-agent') ?? null),
    body: request.body.length === 0 ? null : request.body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && request.body.length > 0,
  };
};
