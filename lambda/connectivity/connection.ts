import net from 'node:net';
import type { Socket } from 'node:net';

/** Why there is no connection; who answers with a refusal was reached. */
export type ConnectionFault = 'refused' | 'silent' | 'no-route' | 'broken-off';

export type Connection = { readonly socket: Socket } | { readonly fault: ConnectionFault };

export type Connect = (address: string, port: number, patience: number) => Promise<Connection>;

const faults: Readonly<Record<string, ConnectionFault>> = {
  ECONNREFUSED: 'refused', ECONNRESET: 'refused', ETIMEDOUT: 'silent', EHOSTUNREACH: 'no-route', ENETUNREACH: 'no-route',
};

/** Opens a connection; a security group that does not let it out leaves it in silence. */
export const connectTo: Connect = (address, port, patience) => new Promise(resolve => {
  // looked up at each call: what stands before the function on a developer's machine replaces the module's own.
  const socket = net.connect({ host: address, port });
  const give = (fault: ConnectionFault) => {
    clearTimeout(timer);
    socket.destroy();
    resolve({ fault });
  };
  const timer = setTimeout(() => give('silent'), patience);
  socket.once('connect', () => {
    clearTimeout(timer);
    resolve({ socket });
  });
  // stays for good: whoever uses the connection next has a listener of its own, and late errors are nobody's.
  socket.on('error', (error: NodeJS.ErrnoException) => give(faults[error.code ?? ''] ?? 'broken-off'));
});
