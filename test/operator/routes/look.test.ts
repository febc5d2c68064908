import { fleet } from '../../fixtures/fleet';
import type { ConnectivityAnswer, ConnectivityRequest, RouteResult } from '../../../lambda/connectivity/contract';
import { pending, type EnvironmentConfig, type FleetConfig } from '../../../lib/environment';
import { foreignPlaces } from '../../../lib/operator/routes/foreign-places';
import { lookAtRoutes, type RouteAccess } from '../../../lib/operator/routes/look';
import { exitCodeOf, routesTable } from '../../../lib/operator/routes/show';
import { connectivityRun } from '../../../lib/promotion/release';
import { accounts, writeAssembly } from '../../lambda/gate/support/assembly';

const changed = (name: string, change: (config: EnvironmentConfig) => Partial<EnvironmentConfig>): FleetConfig =>
  ({ ...fleet, environments: fleet.environments.map(config => (config.name === name ? { ...config, ...change(config) } : config)) });

const world: Record<string, string[]> = {
  'api.uae-production.example.net': ['203.0.113.31'], 'api.self-production.example.net': ['203.0.113.10', '203.0.113.30'],
  'api.uae-pre-production.example.net': ['203.0.113.11'],
};

const resolve = (name: string) => Promise.resolve(world[name] ?? []);

describe('what must be out of reach', () => {
  test('is every other environment\'s provider, at an address that is not our own provider\'s as well', async () => {
    expect(await foreignPlaces(fleet, 'staging', resolve)).toEqual([
      { id: 'other-1', words: 'pre-production/self', domain: 'api.self-pre-production.example.net' },
      { id: 'other-2', words: 'pre-production/uae-kyc', domain: 'api.uae-pre-production.example.net' },
      { id: 'other-3', words: 'production/self', domain: 'api.self-production.example.net', address: '203.0.113.30' },
      { id: 'other-4', words: 'production/uae-kyc', domain: 'api.uae-production.example.net', address: '203.0.113.31' },
    ]);
  });

  test('is nothing that is shared, still pending, or called by nobody', async () => {
    const { providers } = fleet.environments[0]!;
    const shared = changed('production', config => ({ providers: {
      'self': { ...config.providers['self']!, apiDomain: providers['self']!.apiDomain },
      'uae-kyc': { ...config.providers['uae-kyc']!, apiDomain: pending('onboarding') },
      'hooks': { ...config.providers['self']!, provider: 'standard-webhooks', apiDomain: 'hooks.example.net' },
    } }));
    expect((await foreignPlaces(shared, 'staging', resolve)).map(({ words }) => words)).toEqual(['pre-production/self', 'pre-production/uae-kyc']);
  });
});

const held = (check: RouteResult['check'], subject: string): RouteResult => ({ check, subject, verdict: 'holds', reason: 'connected' });

/** Staging's network as AWS tells of it, with a function that answers as it is told. */
const accessOf = (answer: unknown, addresses = ['198.51.100.10']) => {
  const asked: ConnectivityRequest[] = [];
  const access: RouteAccess = {
    lambda: { send: (({ input, constructor: { name } }: { input: { Payload: Uint8Array; FunctionName: string }; constructor: { name: string } }) => {
      expect(input.FunctionName).toBe('arn:aws:lambda:me-central-1:111111111111:function:bulkhead-connectivity');
      if (name === 'GetFunctionConfigurationCommand') return Promise.resolve({ VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-egress'] } });
      asked.push(JSON.parse(Buffer.from(input.Payload).toString()) as ConnectivityRequest);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ Payload: Buffer.from(JSON.stringify(answer)) });
    }) as never },
    ec2: { send: (({ constructor: { name } }: object) => Promise.resolve(name === 'DescribeNatGatewaysCommand'
      ? { NatGateways: [{ State: 'available', NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-public', NatGatewayAddresses: addresses.map(PublicIp => ({ PublicIp })) }] }
      : { RouteTables: [{ VpcId: 'vpc-1', Associations: [{ SubnetId: 'subnet-egress' }], Routes: [{ GatewayId: 'local' }, { NatGatewayId: 'nat-1' }] }] })) as never },
  };
  return { access, asked };
};

const [config] = fleet.environments as [EnvironmentConfig];
const environment = { account: '111111111111', region: 'me-central-1', config };
const answerOf = (results: readonly unknown[], name = 'staging') => ({ version: 1, environment: name, results }) as unknown as ConnectivityAnswer;

/** What a run has to say something about; results of a test stand in the place of the same check's. */
const everything = [
  ...['self', 'uae-kyc'].map(binding => held('provider-name', binding)),
  ...['secretsmanager', 'ssm', 'events', 's3', 'dynamodb'].map(service => held('endpoint-call', service)),
  ...[1, 2, 3, 4].map(number => held('foreign-name', `other-${number}`)),
];
const beside = (results: readonly RouteResult[]) => [
  ...results, ...everything.filter(({ check, subject }) => results.every(result => result.check !== check || result.subject !== subject)),
];

describe('a look', () => {
  test('asks the function for the others by a number, and puts the names back', async () => {
    const { access, asked } = accessOf(answerOf(everything));
    const results = await lookAtRoutes({ fleet, environment, access, resolve });
    expect(results.map(({ check, subject, verdict }) => `${check} ${subject} ${verdict}`).slice(-3)).toEqual([
      'foreign-name production/self holds', 'foreign-name production/uae-kyc holds', 'static-addresses gateways holds',
    ]);
    expect(JSON.stringify(asked)).not.toMatch(/production\//);
    expect(asked[0]?.foreign[3]).toEqual({ id: 'other-4', domain: 'api.uae-production.example.net', address: '203.0.113.31' });
  });

  test.each<[string, unknown, number, RegExp]>([
    ['another environment answers', answerOf([held('provider-name', 'self')], 'production'), 1, /nothing of it counts/],
    ['nothing was looked at', answerOf([]), 2, /another form/],
    ['a verdict is none', answerOf([{ ...held('provider-name', 'self'), verdict: 'yes' }]), 2, /another form/],
    ['a check is none', answerOf([{ ...held('provider-name', 'self'), check: 'toString' }]), 2, /another form/],
    ['a provider was not looked at', answerOf(everything.filter(({ subject }) => subject !== 'uae-kyc')), 2, /has not looked at uae-kyc; deploy/],
    ['another environment\'s was not looked at', answerOf(everything.filter(({ subject }) => subject !== 'other-4')), 2, /has not looked at production\/uae-kyc; deploy/],
    ['a service was not looked at', answerOf(everything.map(each => (each.subject === 'ssm' ? { ...each, check: 'provider-name' } : each))), 2, /has not looked at ssm; deploy/],
    ['the answer is of another version', { version: 2 }, 2, /another form/],
    ['the function is not there', Object.assign(new Error(), { name: 'ResourceNotFoundException' }), 3, /deploy its Operations stack/],
  ])('counts for nothing where %s', async (_, answer, exitCode, message) => {
    await expect(lookAtRoutes({ fleet, environment, access: accessOf(answer).access, resolve })).rejects.toMatchObject({ exitCode, message: expect.stringMatching(message) });
  });
});

describe('what is shown', () => {
  const [fails, unknown] = (['fails', 'unknown'] as const).map(verdict => ({ ...held('allow-list', 'uae-kyc'), verdict, reason: 'not-allowed', detail: '403' })) as [RouteResult, RouteResult];

  test('ends in 0 where all holds, in 1 where one fails, in 2 where none fails and one is unknown', () => {
    expect([[held('provider-name', 'self')], [fails, unknown], [unknown, held('provider-name', 'self')]].map(exitCodeOf)).toEqual([0, 1, 2]);
  });

  test('names the page for what does not hold', () => {
    const text = routesTable([fails, { ...unknown, check: 'foreign-name' }, { ...fails, check: 'foreign-address' }, held('provider-name', 'self'), { ...unknown, reason: 'onboarding' }]);
    expect(text.split('\n')[0]).toBe('holds    self     its name resolves, to its own blocks: connected');
    expect(text).toMatch(/fails {4}uae-kyc {2}it knows our address: not-allowed \(403\); docs\/runbooks\/route-failed\.md/);
    expect(text).toMatch(/route-crossed/);
    expect(text).toMatch(/route-unknown/);
    expect(text).toMatch(/bulkhead doctor/);
    expect(text).toMatch(/1 hold, 2 fail, 2 unknown$/);
  });
});

describe('the run of an evidence', () => {
  const assembly = writeAssembly();
  const run = (results: readonly RouteResult[]) => connectivityRun(
    { environment: environment as never, ...accessOf(answerOf(beside(results))).access }, fleet, assembly, { resolve, clock: () => Date.parse('2030-01-10T12:00:00.000Z') });

  test('has a case for every check, passed where it holds', async () => {
    expect(accounts.staging).toBe(environment.account);
    expect(await run([held('provider-name', 'self'), { ...held('allow-list', 'uae-kyc'), verdict: 'fails', reason: 'not-allowed', detail: '403' }])).toMatchObject({
      kind: 'connectivity', environment: 'staging', startedAt: '2030-01-10T12:00:00.000Z', finishedAt: '2030-01-10T12:00:00.000Z',
      cases: [
        { name: 'provider-name self', passed: true, detail: 'holds: connected' },
        { name: 'allow-list uae-kyc', passed: false, detail: 'fails: not-allowed (403)' },
        ...everything.slice(1).map(() => ({ passed: true })),
        { name: 'static-addresses gateways', passed: true, detail: 'holds: registered (1)' },
      ],
    });
  });

  test('is none where something cannot be told', async () => {
    const results: RouteResult[] = [held('provider-name', 'self'), { ...held('provider-tls', 'self'), verdict: 'unknown', reason: 'silent' }];
    await expect(run(results)).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(/provider-tls self: silent\ntry again/) });
    await expect(run([{ ...held('provider-tls', 'self'), verdict: 'unknown', reason: 'onboarding' }])).rejects.toMatchObject({ message: expect.stringMatching(/complete the onboarding/) });
  });
});
