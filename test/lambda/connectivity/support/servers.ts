// real servers on loopback, decent and hostile, for what only a real handshake shows.
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions, type TLSSocket } from 'node:tls';
import { newAuthority } from '../../../../lib/local/certificate';
import { connectTo, type Connect } from '../../../../lambda/connectivity/connection';

export const host = 'api.provider.example';

export const authority = newAuthority();

const open: { server: Server; sockets: Set<Socket> }[] = [];

const listen = async (server: Server): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
  });
  server.on('tlsClientError', () => undefined);
  open.push({ server, sockets });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

export const closeServers = async (): Promise<void> => {
  await Promise.all(open.splice(0).map(({ server, sockets }) => new Promise(resolve => {
    server.close(resolve);
    for (const socket of sockets) socket.destroy();
  })));
};

/** A server that does as it is told with each connection, once the hands are shaken. */
export const tlsServer = (serve: (socket: TLSSocket) => void, options: TlsOptions = {}): Promise<number> => {
  const server = createTlsServer({ ...authority.issue([host]), ...options }, socket => serve(socket.on('error', () => undefined)));
  return listen(server);
};

export const tcpServer = (serve: (socket: Socket) => void): Promise<number> => listen(createTcpServer(serve));

/** Answers a request as soon as some of it is there. */
export const answers = (text: string | Buffer) => (socket: Socket): void => void socket.once('data', () => socket.end(text));

/** Leads every address to a port of this machine, as a network would. */
export const leadTo = (port: number): Connect => (_address, _port, patience) => connectTo('127.0.0.1', port, patience);
