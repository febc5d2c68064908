import type { Scheme } from '../../lib/providers';
import { readBase64 } from './canonical';
import type { SignatureHeaders } from './claim';

/** The part of a front's event that is read, a REST API's or a load balancer's; everything in it is the caller's and may be anything. */
export interface ProxyEvent {
  /** The route as it is deployed; a REST API names it. */
  readonly resource?: unknown;
  /** What was called; a load balancer names no route. */
  readonly path?: unknown;
  readonly httpMethod?: unknown;
  readonly requestContext?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
  readonly headers?: unknown;
  readonly multiValueHeaders?: unknown;
}

/** Largest raw body that is looked at; an API event carries little more. */
export const largestBody = 4 * 1024 * 1024;

/** The binding that a route names literally, or undefined where it is none of ours. */
export const readBinding = (text: unknown): string | undefined => {
  const route = typeof text === 'string' ? /^\/webhooks\/([a-z0-9][a-z0-9-]{0,62})$/.exec(text) : null;
  // a binding of this name would write its events among what is quarantined.
  return route?.[1] === 'quarantine' ? undefined : route?.[1];
};

export type Bytes = Buffer | 'too-large' | 'inexact';

/** The body's exact bytes; too large and inexact ones are told apart. */
export const readBytes = (event: ProxyEvent): Bytes => {
  const { body } = event;
  if (typeof body !== 'string' || body === '') return 'inexact';
  if (event.isBase64Encoded === true) {
    // measured before decoding: four characters carry three bytes.
    if (body.length > Math.ceil(largestBody / 3) * 4) return 'too-large';
    const bytes = readBase64(body);
    if (bytes === undefined) return 'inexact';
    return bytes.length > largestBody ? 'too-large' : bytes;
  }
  if (body.length > largestBody || Buffer.byteLength(body) > largestBody) return 'too-large';
  // half a surrogate pair has no bytes of its own and would be replaced silently.
  return /\p{Surrogate}/u.test(body) ? 'inexact' : Buffer.from(body, 'utf8');
};

/** The one value of a header; undefined where it is missing, repeated, or said differently in two places. */
export const readHeader = (event: ProxyEvent, name: string): string | undefined => {
  const values = lookup(event.multiValueHeaders, name).flat();
  const [value] = values;
  if (values.length !== 1 || typeof value !== 'string') return undefined;
  return lookup(event.headers, name).every(single => single === value) ? value : undefined;
};

const lookup = (headers: unknown, name: string): unknown[] => {
  const found: unknown[] = [];
  if (typeof headers !== 'object' || headers === null) return found;
  for (const key of Object.keys(headers)) {
    // letters are only looked at where their number fits: most headers are none of ours.
    if (key.length === name.length && key.toLowerCase() === name) found.push((headers as Record<string, unknown>)[key]);
  }
  return found;
};

/** The headers that a scheme's verification and the firewall read. */
export interface SchemeHeaders extends SignatureHeaders {
  readonly subscription?: string;
}

/** The headers of a scheme, or undefined where one of them is not exactly there once; the subscription alone may be absent. */
export const readSchemeHeaders = (event: ProxyEvent, { headers: names }: Scheme): SchemeHeaders | undefined => {
  const signature = readHeader(event, names.signature);
  const [id, timestamp, algorithm] = [needed(event, names.id), needed(event, names.timestamp), needed(event, names.algorithm?.name)];
  const subscription = names.subscription === undefined || isAbsent(event, names.subscription) ? undefined : needed(event, names.subscription);
  if (signature === undefined || id === null || timestamp === null || algorithm === null || subscription === null) return undefined;
  return { id, timestamp, signature, algorithm, subscription };
};

/** Undefined where the scheme has no such header, null where the request lacks it. */
const needed = (event: ProxyEvent, name: string | undefined): string | undefined | null =>
  (name === undefined ? undefined : readHeader(event, name) ?? null);

const isAbsent = (event: ProxyEvent, name: string): boolean =>
  lookup(event.multiValueHeaders, name).length === 0 && lookup(event.headers, name).length === 0;
