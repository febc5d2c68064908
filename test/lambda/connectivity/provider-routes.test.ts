import { constants } from 'node:crypto';
import fc from 'fast-check';
import { answers, authority, closeServers, host, leadTo, tcpServer, tlsServer } from './support/servers';
import type { Connect } from '../../../lambda/connectivity/connection';
import type { ReachedBinding, RouteResult } from '../../../lambda/connectivity/contract';
import type { Resolution } from '../../../lambda/connectivity/names';
import { walkToProvider } from '../../../lambda/connectivity/provider-routes';
import { newAuthority } from '../../../lib/local/certificate';

afterEach(closeServers);

const address = '203.0.113.7';

const binding = (change: Partial<ReachedBinding> = {}): ReachedBinding =>
  ({ binding: 'uae-kyc', provider: 'uae-kyc', apiDomain: host, addresses: ['203.0.113.0/28'], ...change });

const resolved: Resolution = { kind: 'addresses', addresses: [address] };

const refused: Connect = () => Promise.resolve({ fault: 'refused' });

const walk = (port: number | Connect, change: Partial<ReachedBinding> = {}, resolution: Resolution = resolved, patience = 1_000): Promise<RouteResult[]> =>
  walkToProvider(binding(change), {
    resolve: () => Promise.resolve(resolution), connect: typeof port === 'number' ? leadTo(port) : port, ca: authority.cert, patience,
  });

const words = (results: readonly RouteResult[]): string[] =>
  results.map(({ check, verdict, reason, detail }) => `${check} ${verdict}: ${reason}${detail === undefined ? '' : ` (${detail})`}`);

const reached = ['provider-name holds: resolved', 'provider-reached holds: connected'];
const verified = [...reached, 'provider-tls holds: verified (TLSv1.3)'];
const nothingAfter = (...checks: string[]) => checks.map(check => `${check} unknown: not-reached`);

test('an address that the provider knows is told by 400, over the newest TLS', async () => {
  let request = '';
  const port = await tlsServer(socket => socket.once('data', (data: Buffer) => {
    request = data.toString();
    socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n');
  }));
  expect(words(await walk(port))).toEqual([...verified, 'provider-answer holds: answered (400)', 'allow-list holds: allowed (400)']);
  expect(request.split('\r\n')[0]).toBe('GET /otk-service/v2/create-journey HTTP/1.1');
  expect(request).not.toMatch(/authorization|x-transaction-key/i);
});

test('an address that it does not know is told by 403', async () => {
  expect(words(await walk(await tlsServer(answers('HTTP/1.1 403 Forbidden\r\n\r\n'))))).toEqual([
    ...verified, 'provider-answer holds: answered (403)', 'allow-list fails: not-allowed (403)',
  ]);
});

test.each(['200 OK', '401 Unauthorized', '404 Not Found', '405 Method Not Allowed', '429 Too Many Requests', '503 Service Unavailable'])(
  'whether it knows the address cannot be told from %s', async status => {
    expect(words(await walk(await tlsServer(answers(`HTTP/1.1 ${status}\r\n\r\n`))))).toEqual([
      ...verified, `provider-answer holds: answered (${status.slice(0, 3)})`, `allow-list unknown: other-answer (${status.slice(0, 3)})`,
    ]);
  });

test('a provider that lets every address in is asked for an answer only', async () => {
  const results = await walk(await tlsServer(answers('HTTP/1.1 401 Unauthorized\r\n\r\n')), { binding: 'self', provider: 'self' });
  expect(words(results)).toEqual([...verified, 'provider-answer holds: answered (401)']);
});

test('nobody goes where a redirect leads', async () => {
  let connections = 0;
  const port = await tlsServer(socket => {
    connections += 1;
    answers('HTTP/1.1 302 Found\r\nlocation: https://elsewhere.example/\r\n\r\n')(socket);
  });
  expect(words(await walk(port)).slice(3)).toEqual(['provider-answer unknown: redirected (302)', 'allow-list unknown: other-answer (302)']);
  expect(connections).toBe(1);
});

describe('a name', () => {
  test.each<[Resolution['kind'], string]>([
    ['no-data', 'provider-name fails: no-data'], ['no-name', 'provider-name fails: no-name'], ['unanswered', 'provider-name unknown: resolver'],
  ])('that ends in %s leaves everything behind it unknown', async (kind, word) => {
    expect(words(await walk(refused, {}, { kind } as Resolution))).toEqual([
      word, ...nothingAfter('provider-reached', 'provider-tls', 'provider-answer', 'allow-list'),
    ]);
  });

  test('that resolves to an address outside of the blocks would fail for some calls, and is said so', async () => {
    const port = await tlsServer(answers('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(words(await walk(port, {}, { kind: 'addresses', addresses: ['198.51.100.1', address] }))[0]).toBe('provider-name fails: outside-blocks (1 of 2)');
    expect(words(await walk(port, {}, { kind: 'addresses', addresses: ['198.51.100.1'] }))).toEqual([
      'provider-name fails: outside-blocks (1 of 1)', ...nothingAfter('provider-reached', 'provider-tls', 'provider-answer', 'allow-list'),
    ]);
  });

  test.each([{ apiDomain: null }, { addresses: null }])('that onboarding has not told is waited for (%p)', async change => {
    expect(new Set((await walk(refused, change)).map(({ verdict, reason }) => `${verdict}: ${reason}`))).toEqual(new Set(['unknown: onboarding']));
  });
});

test.each(['refused', 'silent', 'no-route'] as const)('a connection that ends as %s is no way', async fault => {
  expect(words(await walk(() => Promise.resolve({ fault })))).toEqual([
    reached[0], `provider-reached fails: ${fault}`, ...nothingAfter('provider-tls', 'provider-answer', 'allow-list'),
  ]);
});

describe('the handshake fails with', () => {
  const failing = async (port: Promise<number>) => (words(await walk(await port)))[2];
  const ok = answers('HTTP/1.1 400 Bad Request\r\n\r\n');

  test('TLS 1.1, which is the most that it offers', async () => {
    expect(await failing(tlsServer(ok, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }))).toBe('provider-tls fails: tls-version (TLSv1.2)');
  });

  test('TLS 1.1 that is not even refused, but spoken', async () => {
    // a server hello of TLS 1.1, as one that does not care for the versions offered would send it.
    const hello = Buffer.concat([Buffer.from('160302002a020000260302', 'hex'), Buffer.alloc(32, 7), Buffer.from('00c0130000', 'hex')]);
    expect(await failing(tcpServer(answers(hello)))).toMatch(/^provider-tls fails: (?:tls-version|handshake)/);
  });

  test.each<[string, () => object, string]>([
    ['a certificate for another host', () => authority.issue(['api.elsewhere.example']), 'host-name'],
    ['a certificate of an unknown authority', () => newAuthority('nobody').issue([host]), 'certificate'],
    ['a certificate that has ended', () => authority.issue([host], { notAfter: Date.now() - 3_600_000 }), 'certificate'],
    ['a certificate that has not begun', () => authority.issue([host], { notBefore: Date.now() + 3_600_000, notAfter: Date.now() + 7_200_000 }), 'certificate'],
    ['a certificate without a host', () => authority.issue([]), 'host-name'],
    ['a certificate for every host below', () => authority.issue(['*.api.provider.example']), 'host-name'],
  ])('%s', async (_, options, reason) => {
    expect(await failing(tlsServer(ok, options()))).toBe(`provider-tls fails: ${reason}`);
  });

  test('no TLS at all', async () => {
    expect(await failing(tcpServer(answers('HTTP/1.1 400 Bad Request\r\n\r\n')))).toBe('provider-tls fails: no-tls');
  });
});

test('over TLS 1.2 it is verified where that is enough', async () => {
  const results = await walk(await tlsServer(answers('HTTP/1.1 400 \r\n\r\n'), { maxVersion: 'TLSv1.2', secureOptions: constants.SSL_OP_NO_TLSv1_3 }));
  expect(words(results)[2]).toBe('provider-tls holds: verified (TLSv1.2)');
});

describe('it cannot be told from a server that', () => {
  const patience = 150;

  test.each<[string, () => Promise<number>, number, string]>([
    ['takes the connection and says nothing', () => tcpServer(() => undefined), 2, 'provider-tls unknown: silent'],
    ['goes away in the handshake', () => tcpServer(socket => void socket.once('data', () => socket.destroy())), 2, 'provider-tls unknown: broken-off'],
    ['goes quiet after the handshake', () => tlsServer(() => undefined), 3, 'provider-answer unknown: silent'],
    ['goes away after the handshake', () => tlsServer(socket => void socket.once('data', () => socket.destroy())), 3, 'provider-answer unknown: broken-off'],
    ['answers a byte at a time', () => tlsServer(socket => { const drip = setInterval(() => socket.write('H'), 20); socket.on('close', () => clearInterval(drip)); }), 3, 'provider-answer unknown: silent'],
  ])('%s', async (_, serve, index, expected) => {
    const began = Date.now();
    expect(words(await walk(await serve(), {}, resolved, patience))[index]).toBe(expected);
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});

describe('what is no answer of HTTP is told from it', () => {
  test.each<[string, string | Buffer]>([
    ['an endless line', 'A'.repeat(100_000)],
    ['another protocol', 'SSH-2.0-OpenSSH\r\n'],
    ['an older version', 'HTTP/0.9 400 Bad\r\n\r\n'],
    ['a status of four digits', 'HTTP/1.1 4000 Bad\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 999 Bad\r\n\r\n'],
    ['a line that only begins so', 'HTTP/1.1 400Bad\r\n\r\n'],
    ['an answer of HTTP/2', Buffer.from('00000c040000000000000300000064000400ffff0d0a', 'hex')],
  ])('%s', async (_, text) => {
    expect(words(await walk(await tlsServer(answers(text))))[3]).toBe('provider-answer fails: no-http');
  });
});

test('an answer without an end is not waited for', async () => {
  const port = await tlsServer(socket => {
    const pour = setInterval(() => socket.write(Buffer.alloc(65_536, 'x')), 1);
    socket.once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n')).on('close', () => clearInterval(pour));
  });
  expect(words(await walk(port)).at(-1)).toBe('allow-list holds: allowed (400)');
});

test('whatever bytes come back, every check has one verdict, and only a status line gives the last', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.boolean(), async (bytes, encrypted) => {
    const serve = answers(Buffer.from(bytes));
    const results = await walk(await (encrypted ? tlsServer(serve) : tcpServer(serve)), {}, resolved, 200);
    expect(results.map(({ check }) => check)).toEqual(['provider-name', 'provider-reached', 'provider-tls', 'provider-answer', 'allow-list']);
    expect(results.at(-1)?.verdict).toBe('unknown');
    expect(results[2]?.verdict === 'holds').toBe(encrypted);
    await closeServers();
  }), { numRuns: 40 });
});
