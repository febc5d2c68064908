import type { Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';

/** What is definitely wrong with the other end's TLS. */
export type TlsFault = 'tls-version' | 'certificate' | 'host-name' | 'no-tls' | 'handshake';

export type Handshake =
  | { readonly socket: TLSSocket; readonly protocol: string }
  | { readonly fault: TlsFault }
  /** Neither yes nor no: it went quiet or away in the middle. */
  | { readonly unclear: 'silent' | 'broken-off' };

export interface HandshakeOptions {
  readonly host: string;
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
  /** Milliseconds. */
  readonly patience: number;
  /**
   * Authorities to trust.
   * @default - those that Node brings along
   */
  readonly ca?: string;
}

/** Words of OpenSSL and of Node, the first that fits decides; a message is matched and never kept. */
const words: readonly (readonly [RegExp, TlsFault])[] = [
  [/ALTNAME|HOSTNAME/, 'host-name'],
  [/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|NO_PROTOCOLS|UNSUPPORTED_SSL_VERSION/, 'tls-version'],
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|RECORD_TOO_SMALL|RECORD_LAYER|BAD_RECORD_TYPE/, 'no-tls'],
  [/CERT|ISSUER|SELF_SIGNED|VERIFY|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|UNTRUSTED/, 'certificate'],
  [/ERR_SSL|EPROTO|SSL_ROUTINES/, 'handshake'],
];

const faultOf = (error: NodeJS.ErrnoException): TlsFault | undefined => {
  const text = `${error.code ?? ''} ${error.message}`.toUpperCase().replace(/\W+/g, '_');
  return words.find(([pattern]) => pattern.test(text))?.[1];
};

/** Shakes hands over a connection as strictly as the functions that call the provider do, or more so. */
export const shakeHands = (connection: Socket, { host, minVersion, patience, ca }: HandshakeOptions): Promise<Handshake> => new Promise(resolve => {
  const socket = startTls({ socket: connection, servername: host, minVersion, maxVersion: 'TLSv1.3', rejectUnauthorized: true, ca });
  const give = (outcome: Handshake) => {
    clearTimeout(timer);
    resolve(outcome);
  };
  const fail = (outcome: Handshake) => {
    give(outcome);
    connection.destroy();
  };
  const timer = setTimeout(() => fail({ unclear: 'silent' }), patience);
  socket.once('secureConnect', () => give({ socket, protocol: socket.getProtocol() ?? '' }));
  // stay for good: what comes after the handshake is told to whoever asks then.
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const fault = faultOf(error);
    fail(fault === undefined ? { unclear: 'broken-off' } : { fault });
  });
  socket.on('close', () => fail({ unclear: 'broken-off' }));
});
