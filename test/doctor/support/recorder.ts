import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked, as it went over the wire: an action's name, or method and path. */
const callOf = ({ method, url, headers }: IncomingMessage, body: string): string =>
  headers['x-amz-target']?.toString().split('.').at(-1) ?? /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? `${method} ${url}`;

export interface Recorder {
  readonly endpoint: string;
  readonly calls: string[];
  close(): Promise<void>;
}

/** Stands between clients and the embedded AWS and writes down what is asked; the clients know nothing of it. */
export const startRecorder = async (target: string): Promise<Recorder> => {
  const calls: string[] = [];
  const { hostname, port } = new URL(target);
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      calls.push(callOf(incoming, body.toString('latin1')));
      const forwarded = request({ hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on('error', () => outgoing.destroy());
      forwarded.end(body);
    });
  });
  await new Promise<void>(done => { server.listen(0, '127.0.0.1', done); });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () => new Promise(done => { server.close(() => done()); server.closeAllConnections(); }),
  };
};
