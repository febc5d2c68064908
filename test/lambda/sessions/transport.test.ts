import { createServer as createPlain, request as plainRequest } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { agent, createTransport, SilenceError } from '../../../lambda/sessions/transport';
import type { ProviderRequest, StartRequest } from '../../../lambda/sessions/transport';

let server: Server;
let behave: RequestListener = () => undefined;

beforeAll(async () => {
  server = createPlain((request, response) => behave(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  agent.destroy();
});

/** The same request without TLS, to the server of this test. */
const locally: StartRequest = (options, answered) =>
  plainRequest({ ...options, agent: undefined, host: '127.0.0.1', port: (server.address() as AddressInfo).port }, answered);

const transport = createTransport(locally);
const question: ProviderRequest = {
  host: 'api.example.net', method: 'POST', path: '/v1/sessions', headers: { authorization: 'Bearer key' }, body: '{"ä":1}', timeout: 300, largest: 1_000,
};
const silence = async (changes: Partial<ProviderRequest> = {}): Promise<string> => {
  const error = await transport({ ...question, ...changes }).then(() => undefined, (reason: unknown) => reason);
  return error instanceof SilenceError ? error.reason : `no silence: ${String(error)}`;
};

test('a request is sent whole and its answer read whole', async () => {
  behave = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      response.writeHead(201, { 'retry-after': '5', 'x-request-id': 'req_9' });
      response.end(JSON.stringify({ body: Buffer.concat(parts).toString(), headers: request.headers, url: request.url }));
    });
  };
  const answer = await transport(question);
  expect(answer).toMatchObject({ status: 201, retryAfter: '5', requestId: 'req_9' });
  expect(JSON.parse(answer.body.toString())).toMatchObject({
    body: '{"ä":1}', url: '/v1/sessions', headers: { 'authorization': 'Bearer key', 'content-type': 'application/json', 'content-length': '8' },
  });
});

test('a request id that is none is not repeated', async () => {
  behave = (_, response) => response.writeHead(200, { 'x-request-id': 'CANARY person@example.com' }).end('{}');
  expect((await transport(question)).requestId).toBeUndefined();
});

test('a redirect is an answer and not followed', async () => {
  let requests = 0;
  behave = (_, response) => {
    requests++;
    response.writeHead(302, { location: '/elsewhere' }).end();
  };
  expect((await transport(question)).status).toBe(302);
  expect(requests).toBe(1);
});

test.each<[string, string, RequestListener]>([
  ['that never answers', 'timeout', () => undefined],
  ['that answers a byte at a time', 'timeout', (_, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  }],
  ['that answers without end', 'too-large', (_, response) => {
    const more = (): boolean => response.write('x'.repeat(10_000), more as () => void);
    more();
  }],
  ['that promises more than it sends', 'connection', (_, response) => {
    response.writeHead(200, { 'content-length': '900' });
    response.write('{');
    setTimeout(() => response.destroy(), 10);
  }],
  ['that hangs up', 'connection', request => request.destroy()],
  ['that speaks no HTTP', 'connection', request => request.socket.end('CANARY\r\n')],
])('a provider %s is given up: %s', async (_, reason, listener) => {
  behave = listener;
  const began = Date.now();
  expect(await silence()).toBe(reason);
  expect(Date.now() - began).toBeLessThan(2_000);
});

test('a provider whose host is gone is given up', async () => {
  const nowhere = createTransport((options, answered) => plainRequest({ ...options, agent: undefined, host: '127.0.0.1', port: 9 }, answered));
  await expect(nowhere(question)).rejects.toThrow(SilenceError);
});

test('connections are kept, certificates are checked and old versions of TLS are not spoken', () => {
  expect(agent.options).toMatchObject({ keepAlive: true, minVersion: 'TLSv1.2', rejectUnauthorized: true });
  let seen: unknown;
  void createTransport(options => {
    seen = options;
    return plainRequest({ host: '127.0.0.1', port: 9 }).on('error', () => undefined);
  })(question).catch(() => undefined);
  expect(seen).toMatchObject({ agent, host: 'api.example.net', servername: 'api.example.net', port: 443 });
});
