import type { Scheme } from '../../lib/providers';
import { readBase64 } from './canonical';
import type { SignatureHeaders } from './verify';

/** The part of a REST API's proxy event that is read; everything in it is the caller's and may be anything. */
export interface ProxyEvent {
  readonly resource?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
  readonly headers?: unknown;
  readonly multiValueHeaders?: unknown;
}

/** Largest raw body that is looked at; an API event carries little more. */
export const largestBody = 4 * 1024 * 1024;

/** The binding that the route names literally, or undefined where the route is none of ours. */
export const readBinding = (event: ProxyEvent): string | undefined => {
  const route = typeof event.resource === 'string' ? /^\/webhooks\/([a-z0-9][a-z0-9-]{0,62})$/.exec(event.resource) : null;
  // a binding of this name would write its events among what is quarantined.
  return route?.[1] === 'quarantine' ? undefined : route?.[1];
};

/** The body's exact bytes; too large and inexact ones are told apart. */
export const readBytes = (event: ProxyEvent): Buffer | 'too-large' | 'inexact' => {
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

const lookup = (headers: unknown, name: string): unknown[] =>
  typeof headers === 'object' && headers !== null
    ? Object.entries(headers).filter(([key]) => key.toLowerCase() === name).map(([, value]) => value as unknown)
    : [];

/** The three headers that carry the signature, or undefined where one of them is not exactly there once. */
export const readSignatureHeaders = (event: ProxyEvent, scheme: Scheme): SignatureHeaders | undefined => {
  const [id, timestamp, signature] = [scheme.headers.id, scheme.headers.timestamp, scheme.headers.signature]
    .map(name => readHeader(event, name));
  if (id === undefined || timestamp === undefined || signature === undefined) return undefined;
  return { id, timestamp, signature };
};
