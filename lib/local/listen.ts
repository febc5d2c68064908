import type { IncomingMessage, Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Listens on a free port of the loopback interface: nothing outside this machine can call, and no fixed port can be taken. */
export const listen = async (server: Server | TlsServer): Promise<Listening> => {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
};

/**
 * Reads a request's body.
 *
 * @param limit bytes after which nothing more is kept; the result is then one byte longer than the limit
 */
export const readBody = async (request: IncomingMessage, limit = Infinity): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks) : Buffer.alloc(limit + 1);
};
