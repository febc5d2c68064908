import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxEnvironmentName } from '../model/environments';
import { Problem } from '../model/problem';
import { match, refusal, type Reply, type Route } from './router';
import { readBody } from '../../listen';

const LARGEST_BODY = 1024 * 1024;

/** What a proxy in front would state; stands for the static address that a caller would have. */
const sourceHeader = 'x-sandbox-source-address';

export interface SiteOptions {
  readonly routes: readonly Route[];
  readonly port: number;
  /** Serves this environment alone. */
  readonly site?: SandboxEnvironmentName;
  /** Keeps what a call has changed, before it is answered. */
  readonly keep: () => Promise<void>;
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

const addressOf = ({ headers, socket }: IncomingMessage): string => {
  const stated = headers[sourceHeader];
  return (typeof stated === 'string' ? stated : socket.remoteAddress ?? '').replace(/^::ffff:/, '');
};

/** @throws Problem 404 for a target that is no path */
const urlOf = ({ url: target = '/' }: IncomingMessage): URL => {
  // after the host, so that two slashes begin a path and not another host.
  const text = `http://sandbox.invalid${target}`;
  if (!target.startsWith('/') || !URL.canParse(text)) throw new Problem(404, 'not_found', 'there is nothing at this address');
  return new URL(text);
};

const answer = async (request: IncomingMessage, { routes, site, keep }: SiteOptions): Promise<Reply> => {
  const { method = 'GET', headers } = request;
  const url = urlOf(request);
  // nobody is there to be answered any more, and nothing is wrong here.
  const body = await readBody(request, LARGEST_BODY).catch(() => { throw new Problem(400, 'validation_failed', 'the request was broken off'); });
  if (body.length > LARGEST_BODY) throw new Problem(413, 'validation_failed', `the body is larger than ${LARGEST_BODY} bytes`);
  let known = false;
  for (const route of routes) {
    const params = match(route.path, url.pathname);
    known ||= params !== undefined;
    if (!params || route.method !== method) continue;
    try {
      const reply = await route.handle({ method, headers, params, query: url.searchParams, body, address: addressOf(request), site });
      if (method !== 'GET') await keep();
      return reply;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return (route.refuse ?? refusal)(error);
    }
  }
  throw known ? new Problem(405, 'validation_failed', `there is no ${method} here`) : new Problem(404, 'not_found', `there is nothing at ${url.pathname}`);
};

const send = (response: ServerResponse, { status, body, headers }: Reply) => {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { ...body !== undefined && { 'content-type': 'application/json' }, 'x-request-id': randomUUID(), ...headers }).end(text);
};

const failure = (error: unknown): Reply => {
  if (error instanceof Problem) return refusal(error);
  process.stderr.write(`sandbox: ${(error as Error).stack ?? String(error)}\n`);
  return refusal(new Problem(500, 'internal', 'the sandbox itself failed; its log says why'));
};

/** Serves routes on the loopback interface. */
export const openSite = async (options: SiteOptions): Promise<Site> => {
  const server = createServer((request, response) => {
    void answer(request, options).catch(failure).then(reply => send(response, reply)).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => server
    .once('error', (error: NodeJS.ErrnoException) => reject(new Error(`port ${options.port} of this machine cannot be used (${error.code}); give another one`, { cause: error })))
    .listen(options.port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
};
