import { request as plain } from 'node:http';
import { request as encrypted } from 'node:https';

/** What came back from an endpoint, or why nothing did. */
export type Answered = number | 'timeout' | 'unreachable';

export interface PostAnswer {
  readonly status: Answered;
  /** The beginning of the answer's body. */
  readonly body: string;
}

const MOST_BODY = 4_096;

/** Posts a delivery. Redirects are not followed: both providers take them for failures. */
export const post = (
  url: string, headers: Readonly<Record<string, string>>, body: Buffer, timeout: number, ending?: AbortSignal,
): Promise<PostAnswer> => new Promise(resolve => {
  const send = new URL(url).protocol === 'https:' ? encrypted : plain;
  const parts: Buffer[] = [];
  let size = 0;
  const signal = AbortSignal.any([AbortSignal.timeout(timeout), ...ending ? [ending] : []]);
  const request = send(url, { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, signal });
  request.on('error', (error: Error & { code?: string }) => resolve({ status: error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : 'unreachable', body: '' }));
  request.on('response', response => {
    response.on('data', (part: Buffer) => {
      if (size < MOST_BODY) parts.push(part);
      size += part.length;
    });
    response.on('error', () => resolve({ status: 'unreachable', body: '' }));
    response.on('end', () => resolve({ status: response.statusCode ?? 'unreachable', body: Buffer.concat(parts).subarray(0, MOST_BODY).toString('utf8') }));
  });
  request.end(body);
});
