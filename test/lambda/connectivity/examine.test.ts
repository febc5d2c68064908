import { answers, authority, closeServers, host, leadTo, tlsServer } from './support/servers';
import { canaryBeside } from '../../../lambda/connectivity/borders';
import type { Connection, ConnectionFault } from '../../../lambda/connectivity/connection';
import { endpointServices, scheduledRequest, type ConnectivityRequest, type ConnectivitySettings, type EndpointService, type RouteCheck } from '../../../lambda/connectivity/contract';
import { examineRoutes, type Examination } from '../../../lambda/connectivity/examine';
import type { Resolution } from '../../../lambda/connectivity/names';
import { report } from '../../../lambda/connectivity/report';
import { readRequest, readSettings } from '../../../lambda/connectivity/settings';

afterEach(closeServers);

const services = Object.keys(endpointServices) as EndpointService[];

const settings: ConnectivitySettings = {
  version: 1, cidr: '10.10.0.0/20',
  bindings: [{ binding: 'uae-kyc', provider: 'uae-kyc', apiDomain: host, addresses: ['203.0.113.7/32'] }],
  asked: { secretsmanager: 'arn:secret', ssm: '/parameter', events: 'bus', s3: 'bucket', dynamodb: 'table' },
};

const pending: ConnectivitySettings = { ...settings, bindings: [{ ...settings.bindings[0]!, apiDomain: null }] };

const other: ConnectivityRequest = { version: 1, foreign: [{ id: 'other-1', domain: 'api.other.example', address: '198.51.100.9' }] };

interface Network {
  readonly settings?: ConnectivitySettings;
  /** How the names that are not the environment's own end. */
  readonly foreignNames?: Resolution;
  readonly ownNames?: Resolution;
  readonly foreignAddresses?: ConnectionFault | 'connected';
  readonly ownAddresses?: ConnectionFault;
  readonly endpoint?: string;
  readonly call?: () => Promise<unknown>;
}

/** A run in a network where everything is as it should be, but for what is said. */
const run = async (network: Network = {}, request = scheduledRequest) => {
  const { foreignNames = { kind: 'no-data' }, ownNames, foreignAddresses = 'silent', ownAddresses, endpoint = '10.10.1.5', call = () => Promise.resolve() } = network;
  const port = await tlsServer(answers('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const examination: Examination = {
    settings: network.settings ?? settings, region: 'me-central-1', patience: 3_000,
    calls: Object.fromEntries(services.map(service => [service, call])) as Examination['calls'],
    ways: {
      ca: authority.cert, patience: 1_000,
      resolve: name => Promise.resolve(name === host ? ownNames ?? { kind: 'addresses', addresses: ['203.0.113.7'] }
        : name.endsWith('.amazonaws.com') ? ownNames ?? { kind: 'addresses', addresses: [endpoint] } : foreignNames),
      connect: async (address, own, patience): Promise<Connection> => {
        if (address === '203.0.113.7') return ownAddresses === undefined ? leadTo(port)(address, own, patience) : { fault: ownAddresses };
        return foreignAddresses === 'connected' ? leadTo(port)(address, own, patience) : { fault: foreignAddresses };
      },
    },
  };
  return examineRoutes(request, examination);
};

const of = async (check: RouteCheck, ...parameters: Parameters<typeof run>) =>
  (await run(...parameters)).filter(result => result.check === check).map(({ subject, verdict, reason }) => `${subject} ${verdict}: ${reason}`);

test('where everything is as it should be, every check holds, each once', async () => {
  const results = await run({}, other);
  expect(results.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
  expect(results.map(({ check, subject }) => `${check} ${subject}`).sort()).toEqual([
    'allow-list uae-kyc', 'endpoint-address events', 'endpoint-address secretsmanager', 'endpoint-address ssm',
    ...services.map(service => `endpoint-call ${service}`).sort(),
    'foreign-address canary', 'foreign-address other-1', 'foreign-name canary', 'foreign-name other-1',
    'provider-answer uae-kyc', 'provider-name uae-kyc', 'provider-reached uae-kyc', 'provider-tls uae-kyc',
  ]);
});

describe('a foreign name', () => {
  test.each<[Resolution, string]>([
    [{ kind: 'addresses', addresses: ['198.51.100.9'] }, 'fails: resolved'],
    [{ kind: 'no-data' }, 'holds: blocked'],
    [{ kind: 'no-name' }, 'unknown: no-name'],
    [{ kind: 'unanswered' }, 'unknown: resolver'],
  ])('that ends in %p', async (foreignNames, words) => {
    expect(await of('foreign-name', { foreignNames }, other)).toEqual([`canary ${words}`, `other-1 ${words}`]);
  });

  test('is not taken as blocked by a resolver that answers nothing at all', async () => {
    expect(await of('foreign-name', { ownNames: { kind: 'no-data' } })).toEqual(['canary unknown: no-control']);
  });
});

describe('a foreign address', () => {
  test.each<[Network['foreignAddresses'], string]>([
    ['connected', 'fails: connected'], ['refused', 'fails: refused'], ['silent', 'holds: silent'], ['no-route', 'holds: no-route'], ['broken-off', 'unknown: broken-off'],
  ])('that is %s', async (foreignAddresses, words) => {
    expect(await of('foreign-address', { foreignAddresses }, other)).toEqual([`canary ${words}`, `other-1 ${words}`]);
  });

  test('is not taken as closed where nothing is reached at all', async () => {
    expect(await of('foreign-address', { ownAddresses: 'silent' })).toEqual(['canary unknown: no-control']);
  });

  test('is one that no provider of ours answers from', () => {
    expect([[], ['1.0.0.0/8'], ['1.0.0.0/8', '8.8.0.0/16'], ['1.0.0.0/8', '8.0.0.0/8', '9.9.9.9/32']].map(blocks => canaryBeside(blocks).address)).toEqual([
      '1.1.1.1', '8.8.8.8', '9.9.9.9', undefined,
    ]);
  });

  test('that is open is told even then', async () => {
    expect(await of('foreign-address', { ownAddresses: 'silent', foreignAddresses: 'connected' })).toEqual(['canary fails: connected']);
  });
});

describe('a service of AWS', () => {
  test('whose name leads out of the VPC is told', async () => {
    expect(await of('endpoint-address', { endpoint: '52.94.1.1' })).toEqual(['secretsmanager', 'ssm', 'events'].map(service => `${service} fails: public`));
  });

  test.each<[string, string]>([
    ['AccessDenied', 'fails: denied'], ['AccessDeniedException', 'fails: denied'],
    ['TimeoutError', 'unknown: no-answer'], ['ThrottlingException', 'unknown: no-answer'], ['ResourceNotFoundException', 'unknown: no-answer'],
  ])('that answers %s', async (name, words) => {
    const call = () => Promise.reject(Object.assign(new Error('CANARY'), { name }));
    expect(new Set(await of('endpoint-call', { call }))).toEqual(new Set(services.map(service => `${service} ${words}`)));
  });

  test('that never answers ends as unknown, and the rest is told', async () => {
    const results = await run({ call: () => new Promise(() => undefined) });
    expect(results.filter(({ verdict }) => verdict !== 'holds').map(({ check, reason }) => `${check}: ${reason}`)).toEqual(Array(5).fill('endpoint-call: time'));
  });
});

test('nothing that hangs keeps the run beyond its time', async () => {
  const never = () => new Promise<never>(() => undefined);
  const began = Date.now();
  const results = await examineRoutes(other, {
    settings, region: 'me-central-1', patience: 100, calls: Object.fromEntries(services.map(service => [service, never])) as unknown as Examination['calls'],
    ways: { resolve: never, connect: never, patience: 100 },
  });
  expect(Date.now() - began).toBeLessThan(2_000);
  expect(new Set(results.map(({ verdict, reason }) => `${verdict}: ${reason}`))).toEqual(new Set(['unknown: time']));
});

describe('the report', () => {
  const reported = async (network: Network) => {
    const lines: string[] = [];
    report(line => lines.push(line), 1, 'staging', await run(network, other));
    return { lines, metrics: JSON.parse(lines.at(-1)!) as Record<string, unknown> };
  };

  test('counts what is closed and should be open, and what is open and should be closed, apart', async () => {
    expect((await reported({})).metrics).toMatchObject({ RouteRun: 1, RouteFailed: 0, RouteCrossed: 0, RouteUnknown: 0 });
    expect((await reported({ foreignAddresses: 'connected' })).metrics).toMatchObject({ RouteFailed: 0, RouteCrossed: 2 });
    expect((await reported({ ownAddresses: 'silent' })).metrics).toMatchObject({ RouteFailed: 1, RouteCrossed: 0, RouteUnknown: 5 });
  });

  test('counts nothing for what onboarding owes', async () => {
    expect((await reported({ settings: pending })).metrics).toMatchObject({ RouteRun: 1, RouteFailed: 0, RouteCrossed: 0, RouteUnknown: 0 });
  });

  test('holds no name and no address, neither its own nor another environment\'s', async () => {
    const { lines } = await reported({ foreignAddresses: 'connected', call: () => Promise.reject(Object.assign(new Error('CANARY'), { name: 'Weird CANARY name' })) });
    expect(lines.join('\n')).not.toMatch(/CANARY|example|\d+\.\d+\.\d+\.\d+|arn:/);
  });
});

describe('a request', () => {
  test('of the schedule and of the command is read', () => {
    expect([readRequest(scheduledRequest), readRequest(other)]).toEqual([scheduledRequest, other]);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined], ['another version', { version: 2, foreign: [] }], ['no list', { version: 1 }], ['more than it should', { version: 1, foreign: [], address: '1.1.1.1' }],
    ['a name that is an address', { version: 1, foreign: [{ id: 'a', domain: '1.1.1.1' }] }], ['a name with a path', { version: 1, foreign: [{ id: 'a', domain: 'a.example/x' }] }],
    ['an address that is a name', { version: 1, foreign: [{ id: 'a', domain: 'a.example', address: 'b.example' }] }],
    ['an id that is no word', { version: 1, foreign: [{ id: 'a\nb', domain: 'a.example' }] }],
    ['null', { version: 1, foreign: [null] }], ['too much', { version: 1, foreign: Array(51).fill({ id: 'a', domain: 'a.example' }) }],
  ])('with %s is refused', (_, request) => {
    expect(() => readRequest(request)).toThrow('malformed request');
  });
});

describe('the settings', () => {
  test('are read as they were written', () => {
    expect(readSettings(JSON.stringify(settings))).toEqual(settings);
  });

  test.each<[string, object]>([
    ['another version', { version: 2 }], ['a provider without an API', { bindings: [{ ...settings.bindings[0], provider: 'standard-webhooks' }] }],
    ['a domain that is none', { bindings: [{ ...settings.bindings[0], apiDomain: 'https://a.example' }] }], ['a service too few', { asked: { ...settings.asked, s3: '' } }],
    ['addresses that are none', { bindings: [{ ...settings.bindings[0], addresses: [1] }] }],
  ])('with %s are refused', (_, change) => {
    expect(() => readSettings(JSON.stringify({ ...settings, ...change }))).toThrow('malformed settings');
  });
});
