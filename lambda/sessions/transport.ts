// one HTTPS request to the provider and nothing else: no redirect is followed and no answer is believed to be small or to end.
import { Agent, request as httpsRequest } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';

export interface ProviderRequest {
  readonly host: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds until the whole answer must be there. */
  readonly timeout: number;
  /** Bytes beyond which an answer is given up. */
  readonly largest: number;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly requestId: string | undefined;
  readonly body: Buffer;
}

/** No answer, or none that can be used; whether the request has had its effect is not known. */
export class SilenceError extends Error {
  constructor(readonly reason: 'timeout' | 'connection' | 'too-large') {
    super(`no usable answer of the provider: ${reason}`);
    this.name = 'SilenceError';
  }
}

/** Sends a request; rejects with `SilenceError` only. */
export type Transport = (request: ProviderRequest) => Promise<ProviderAnswer>;

/** Starts a request as `https.request` does. */
export type StartRequest = (options: RequestOptions, answered: (response: IncomingMessage) => void) => ClientRequest;

/** Connections outlive a call, so that the next one shakes no hands; certificates are checked, which is the default and stays so. */
export const agent = new Agent({ keepAlive: true, maxSockets: 16, minVersion: 'TLSv1.2', rejectUnauthorized: true });

// looked up at each call: what stands before the function on a developer's machine replaces the module's own.
const startRequest: StartRequest = (options, answered) => httpsRequest(options, answered);

export const createTransport = (start: StartRequest = startRequest): Transport =>
  ({ host, method, path, headers, body, timeout, largest }) => new Promise((resolve, reject) => {
    const outgoing = start({
      agent, host, port: 443, servername: host, method, path,
      headers: {
        accept: 'application/json', ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      },
    }, response => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > largest) give('too-large');
        else parts.push(part);
      });
      response.on('error', () => give('connection'));
      response.on('aborted', () => give('connection'));
      response.on('end', () => {
        clearTimeout(timer);
        const { 'retry-after': retryAfter, 'x-request-id': requestId } = response.headers;
        resolve({
          status: response.statusCode ?? 0, retryAfter, body: Buffer.concat(parts),
          requestId: typeof requestId === 'string' && /^[\w-]{1,64}$/.test(requestId) ? requestId : undefined,
        });
      });
    });
    const give = (reason: SilenceError['reason']) => {
      clearTimeout(timer);
      reject(new SilenceError(reason));
      outgoing.destroy();
    };
    // the socket's own timeout only sees silence: a byte a second would keep it quiet for ever.
    const timer = setTimeout(() => give('timeout'), timeout);
    outgoing.on('error', () => give('connection'));
    outgoing.end(body);
  });
