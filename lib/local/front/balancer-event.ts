import { randomBytes } from 'node:crypto';
import { group, headerPairs, last, SOURCE_IP, type FrontRequest } from './proxy-event';
import type { BalancedRoute } from './types';

/** Types whose bodies are handed on as text, unless they are encoded; `text/` in front of any other. */
const textual: ReadonlySet<string> = new Set(['application/json', 'application/javascript', 'application/xml']);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const bodyOf = (body: Buffer, type: string, isEncoded: boolean): { body: string; isBase64Encoded: boolean } | 'no text' => {
  if (isEncoded || !(type.startsWith('text/') || textual.has(type))) return { body: body.toString('base64'), isBase64Encoded: true };
  try {
    return { body: utf8.decode(body), isBase64Encoded: false };
  } catch {
    return 'no text';
  }
};

/**
 * The event that a load balancer hands to a function: header names in small letters, the way here among them, and the body as text where its type says so.
 *
 * @returns `no text` where the call fails because the bytes are none
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export const balancerEvent = (route: BalancedRoute, request: FrontRequest): object | 'no text' => {
  const url = new URL(request.target, 'http://local.invalid');
  const own: readonly (readonly [string, string])[] = [
    ['host', route.host], ['x-amzn-trace-id', `Root=1-${randomBytes(4).toString('hex')}-${randomBytes(12).toString('hex')}`],
    ['x-forwarded-for', SOURCE_IP], ['x-forwarded-port', '443'], ['x-forwarded-proto', 'https'],
  ];
  const names = new Set(own.map(([name]) => name));
  // whoever comes to this port has asked for the host whose record names the addresses.
  const sent = headerPairs(request.rawHeaders).map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => !names.has(name));
  const headers = group([...sent, ...own]);
  const query = group(url.searchParams);
  const [type = ''] = (headers['content-type']?.at(-1) ?? '').split(';');
  const body = bodyOf(request.body, type.trim().toLowerCase(), headers['content-encoding'] !== undefined);
  if (body === 'no text') return body;
  return {
    requestContext: { elb: { targetGroupArn: route.targetGroupArn } },
    httpMethod: request.method,
    path: request.target.split('?')[0],
    ...route.multiValueHeaders
      ? { multiValueQueryStringParameters: query, multiValueHeaders: headers } : { queryStringParameters: last(query), headers: last(headers) },
    ...body,
  };
};
