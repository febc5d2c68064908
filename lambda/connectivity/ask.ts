import type { Duplex } from 'node:stream';

/** The status of an answer, or why there is none. */
export type Asked = { readonly status: number } | { readonly fault: 'no-http' } | { readonly unclear: 'silent' | 'broken-off' };

/** A status line is shorter; what goes on longer without an end is none. */
const longestLine = 512;

/**
 * Sends a request without a key and reads the first line of the answer, nothing else: neither what follows nor where it leads is of any
 * interest, however much it is.
 */
export const askWithoutKey = (socket: Duplex, host: string, path: string, patience: number): Promise<Asked> => new Promise(resolve => {
  let line = '';
  const end = (outcome: Asked) => {
    clearTimeout(timer);
    socket.destroy();
    resolve(outcome);
  };
  const timer = setTimeout(() => end({ unclear: 'silent' }), patience);
  socket.on('data', (part: Buffer) => {
    line += part.toString('latin1', 0, longestLine + 1);
    const length = line.indexOf('\r\n');
    if (length < 0 && line.length <= longestLine) return;
    const [, status] = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |$)/.exec(line.slice(0, Math.max(length, 0))) ?? [];
    end(status === undefined ? { fault: 'no-http' } : { status: Number(status) });
  });
  socket.on('error', () => end({ unclear: 'broken-off' }));
  socket.on('close', () => end({ unclear: 'broken-off' }));
  // some firewalls refuse whoever does not say what it is, and that would look like an unknown address.
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nuser-agent: bulkhead\r\naccept: application/json\r\nconnection: close\r\n\r\n`);
});
