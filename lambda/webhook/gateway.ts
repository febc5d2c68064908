import type { Front } from './front';
import { readBinding } from './request';

/** What a REST API's proxy integration takes. */
export interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** A REST API: it names its own route, and hands every body on in base64. */
export const gateway: Front<ProxyAnswer> = {
  // where a load balancer stands there is no API.
  isOurs: (_, targetGroup) => targetGroup === undefined,
  binding: event => readBinding(event.resource),
  mayAlter: () => false,
  answer: (statusCode, body) => ({ statusCode, headers: { 'content-type': 'application/json' }, body, isBase64Encoded: false }),
};
