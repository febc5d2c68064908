import { STATUS_CODES } from 'node:http';
import type { Front } from './front';
import { readBinding, readHeader } from './request';
import type { Bytes, ProxyEvent } from './request';

/** What a load balancer takes whose target group has multi-value headers. */
export interface BalancerAnswer {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

const member = (value: unknown, name: string): unknown =>
  (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);

const elbOf = ({ requestContext }: ProxyEvent): unknown => member(requestContext, 'elb');

export const isBalanced = (event: ProxyEvent): boolean => elbOf(event) !== undefined;

/** What AWS makes up of a group's ARN, after the name; the group of the warm instances is the same front. */
const rest = /^(?:-warm)?\/[0-9a-f]+$/;

const isOwnGroup = (arn: unknown, group: string): boolean => typeof arn === 'string' && arn.startsWith(group) && rest.test(arn.slice(group.length));

/** What takes the place of bytes that are no UTF-8. */
const replacement = '\ufffd';

/** Bytes that were measured; an empty body is none, and anything else that could not be read is no body of a sender's. */
const lengthOf = (bytes: Bytes, { body }: ProxyEvent): number | undefined => {
  if (typeof bytes !== 'string') return bytes.length;
  return bytes === 'inexact' && (body === '' || body === undefined || body === null) ? 0 : undefined;
};

/**
 * A load balancer with the function as its target: it names the path that was called, and hands bodies of textual types on as text.
 *
 * AWS does not say what such a text holds where the sent bytes were no UTF-8; its list of reasons has a failed call for it. A
 * signature that fits proves every byte, so the doubt concerns refusals alone: they are not given for bytes that may not be the
 * sender's, because a sender may take them for good.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes
 */
export const balancer: Front<BalancerAnswer> = {
  isOurs: (event, targetGroup) => targetGroup !== undefined && isOwnGroup(member(elbOf(event), 'targetGroupArn'), targetGroup)
    // without this setting a repeated header would arrive as its last value.
    && typeof event.multiValueHeaders === 'object' && event.multiValueHeaders !== null && event.headers === undefined,
  // its rules let nothing else through; an unnamed method is refused all the same.
  binding: event => (event.httpMethod === 'POST' ? readBinding(event.path) : undefined),
  mayAlter: (event, bytes) => {
    const length = lengthOf(bytes, event);
    if (length === undefined) return true;
    const declared = readHeader(event, 'content-length');
    if (declared !== undefined && declared !== String(length)) return true;
    return event.isBase64Encoded !== true && typeof event.body === 'string' && event.body.includes(replacement);
  },
  answer: (statusCode, body) => ({
    statusCode,
    statusDescription: `${statusCode} ${STATUS_CODES[statusCode]}`,
    multiValueHeaders: { 'content-type': ['application/json'] },
    body,
    isBase64Encoded: false,
  }),
};
