import type { BalancerAnswer } from '../../../lambda/webhook/balancer';
import type { FrontAnswer } from '../../../lambda/webhook/fronts';
import type { ProxyAnswer } from '../../../lambda/webhook/gateway';
import type { ProxyEvent } from '../../../lambda/webhook/request';

/** The environment's target group, as far as its name. */
export const targetGroup = 'arn:aws:elasticloadbalancing:me-central-1:111111111111:targetgroup/bulkhead-webhooks';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** JSON goes on as text; what is none goes on in base64, as under another content type. */
const textOf = (bytes: Buffer): { body: string; isBase64Encoded: boolean } => {
  try {
    return { body: utf8.decode(bytes), isBase64Encoded: false };
  } catch {
    return { body: bytes.toString('base64'), isBase64Encoded: true };
  }
};

/** The same request as a load balancer hands it on; what is unsound in it stays as it is. */
export const balanced = (event: ProxyEvent): ProxyEvent => {
  if (typeof event !== 'object' || event === null) return event;
  const { resource, body, isBase64Encoded, multiValueHeaders } = event;
  const bytes = typeof body !== 'string' ? undefined : Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
  const isExact = bytes !== undefined && (isBase64Encoded !== true || bytes.toString('base64') === body);
  const headers = typeof multiValueHeaders === 'object' && multiValueHeaders !== null
    ? Object.fromEntries([...Object.entries(multiValueHeaders), ...isExact ? [['content-length', [String(bytes.length)]]] : []]) as unknown
    : multiValueHeaders;
  return {
    requestContext: { elb: { targetGroupArn: `${targetGroup}/6d0ecf831eec9f09` } },
    httpMethod: 'POST',
    path: resource,
    multiValueHeaders: headers,
    ...isExact ? textOf(bytes) : { body, isBase64Encoded },
  };
};

/** A load balancer's answer, checked, in an API's words. */
export const plain = (answer: FrontAnswer): ProxyAnswer => {
  // what names no front is answered as an API's is.
  if (!('statusDescription' in answer)) return answer;
  const { statusCode, statusDescription, multiValueHeaders, body, isBase64Encoded }: BalancerAnswer = answer;
  if (!new RegExp(`^${statusCode} [A-Z][A-Za-z -]+$`).test(statusDescription)) throw new Error(`no description: ${statusDescription}`);
  const headers = Object.fromEntries(Object.entries(multiValueHeaders).map(([name, values]) => [name, values.join()]));
  return { statusCode, headers, body, isBase64Encoded };
};
