import fc from 'fast-check';
import { fleet, flows } from '../fixtures/fleet';
import { assertAccount, assertEnvironment, WrongEnvironment, type ActualEnvironment, type BackendConfig } from '../../lib/backend';
import { backendConfig } from '../../lib/backend/config';

const configs = fleet.environments.map(environment => backendConfig(environment, flows).config);
const [staging, , production] = configs as [BackendConfig, BackendConfig, BackendConfig];

const key = (kind: 'test' | 'live') => `sk_${kind}_c0a1n2a3r4y5c0a1n2a3r4y5`;

const own = (config: BackendConfig): ActualEnvironment => ({
  environment: config.environment,
  account: config.account,
  region: config.region,
  bindings: { self: { apiKey: key(config.credentials), flowId: config.bindings['self']!.flows[0]!.id, apiDomain: config.bindings['self']!.apiDomain! } },
});

const problemsOf = (expected: BackendConfig, actual: ActualEnvironment): readonly string[] => {
  try {
    assertEnvironment({ expected, actual, variables: {} });
    return [];
  } catch (error) {
    if (!(error instanceof WrongEnvironment)) throw error;
    expect(error.message).not.toContain('c0a1n2');
    return error.problems;
  }
};

const withSelf = (changes: object): ActualEnvironment => ({ ...own(staging), bindings: { self: { ...own(staging).bindings!['self'], ...changes } } });

test.each(configs.map(config => [config.environment, config] as const))('%s starts with what is its own', (_, config) => {
  expect(problemsOf(config, own(config))).toEqual([]);
});

const pairs = configs.flatMap(here => configs.filter(other => other !== here).map(other => [here.environment, other.environment, here, other] as const));

test.each(pairs)('%s does not start with the account, the flow or the address of %s', (_here, _other, here, other) => {
  const [mine, foreign] = [own(here), own(other)];
  expect(problemsOf(here, { account: foreign.account })).toHaveLength(1);
  for (const setting of ['flowId', 'apiDomain'] as const) {
    expect(problemsOf(here, { bindings: { self: { ...mine.bindings!['self'], [setting]: foreign.bindings!['self']![setting] } } })).toHaveLength(1);
  }
  expect(problemsOf(here, { bindings: { self: { apiKey: foreign.bindings!['self']!.apiKey } } })).toHaveLength(here.credentials === other.credentials ? 0 : 1);
  expect(problemsOf(here, foreign).length).toBeGreaterThanOrEqual(3);
});

test.each<[string, ActualEnvironment, RegExp]>([
  ['a live key', withSelf({ apiKey: key('live') }), /^self: the API key is a live key, but 'staging' takes test keys; load the API key of 'staging' \(its ARN is in the parameter \/bulkhead\/secrets\/self\/api-key; owner: identity-platform\)$/],
  ['a key of no class', withSelf({ apiKey: 'c0a1n2a3' }), /says of no class/],
  ['a signing secret as the key', withSelf({ apiKey: 'whsec_c0a1n2a3' }), /says of no class/],
  ['a key in other letters', withSelf({ apiKey: key('test').toUpperCase() }), /says of no class/],
  ['a key after a blank', withSelf({ apiKey: ` ${key('test')}` }), /says of no class/],
  ['a key that is not there', withSelf({ apiKey: undefined }), /^self: apiKey is missing; load it before the backend starts/],
  ['an empty key', withSelf({ apiKey: ' ' }), /apiKey is missing/],
  ['a key that is no text', withSelf({ apiKey: 7 }), /apiKey is missing/],
  ['a stored live key', withSelf({ apiKey: JSON.stringify({ value: key('live'), class: 'live', provider: 'self' }) }), /is a live key/],
  ['a stored key whose record contradicts it', withSelf({ apiKey: JSON.stringify({ value: key('live'), class: 'test', provider: 'self' }) }), /says of no class/],
  ['a stored key of another provider', withSelf({ apiKey: JSON.stringify({ value: key('test'), class: 'test', provider: 'uae-kyc' }) }), /one of another provider \(uae-kyc\)/],
  ['a stored key of a class that is none', withSelf({ apiKey: JSON.stringify({ value: key('test'), class: 'LIVE', provider: 'self' }) }), /says of no class/],
  ['a stored key whose provider is no name', withSelf({ apiKey: JSON.stringify({ value: key('test'), class: 'test', provider: ['uae-kyc'] }) }), /says of no class/],
  ['half a record', withSelf({ apiKey: '{"value":"c0a1n2' }), /says of no class/],
  ['a key as the flow', withSelf({ flowId: key('test') }), /the flow \(secret material, not shown\) is none/],
  ['a flow of nobody', withSelf({ flowId: 'x\u001b[2J\ny' }), /the flow x\?\[2J\?y is none that 'staging' creates sessions with; use flow-staging/],
  ['a flow id as long as a book', withSelf({ flowId: 'x'.repeat(100_000) }), /^.{0,300}$/],
  ['no flow', withSelf({ flowId: undefined }), /flowId is missing/],
  ['an address without encryption', withSelf({ apiDomain: 'http://api.self-staging.example.net' }), /is no https address/],
  ['an address with a password', withSelf({ apiDomain: 'https://a:c0a1n2@api.self-staging.example.net' }), /is no https address/],
  ['a host that only begins so', withSelf({ apiDomain: 'api.self-staging.example.net.evil.example' }), /but 'staging' calls api\.self-staging\.example\.net/],
  ['a host that only ends so', withSelf({ apiDomain: 'evil-api.self-staging.example.net' }), /calls api\.self-staging/],
  ['one wrong address of two', withSelf({ apiDomain: ['https://api.self-staging.example.net/v1', 'api.self-production.example.net'] }), /calls api\.self-staging/],
  ['a binding of nobody', { bindings: { constructor: { apiKey: key('test') } } }, /has no binding 'constructor'/],
  ['the account as an ARN of another one', { account: 'arn:aws:lambda:me-central-1:333333333333:function:x' }, /^this runs in account 333333333333, but 'staging' is account 111111111111/],
  ['no account', { account: undefined }, /this runs in account \(unknown\)/],
  ['an account that is none', { account: 'c0a1n2' }, /this runs in account \(unknown\)/],
  ['another region', { ...own(staging), region: 'eu-west-1' }, /this runs in eu-west-1/],
  ['another environment\'s name', { ...own(staging), environment: 'production' }, /was started for production with the configuration of 'staging'/],
  ['nothing at all', {}, /nothing was given that could be checked/],
  ['bindings with nothing in them', { bindings: { self: {} } }, /nothing was given that could be checked/],
])('%s is refused in words', (_, actual, says) => {
  expect(problemsOf(staging, actual)).toEqual([expect.stringMatching(says)]);
});

test.each<[string, object]>([
  ['an https address', { apiDomain: 'https://api.self-staging.example.net/v1' }],
  ['a host in capitals with a final dot', { apiDomain: 'API.self-staging.example.net.' }],
  ['a stored key', { apiKey: JSON.stringify({ value: key('test'), class: 'test', provider: 'self' }) }],
])('%s is the environment\'s own', (_, changes) => {
  expect(problemsOf(staging, withSelf(changes))).toEqual([]);
});

test('the key of a provider whose keys do not tell is believed with its record only', () => {
  const given = (apiKey: string) => problemsOf(staging, { bindings: { 'uae-kyc': { apiKey } } });
  expect(given('c0a1n2a3')).toHaveLength(1);
  expect(given(JSON.stringify({ value: 'c0a1n2a3', class: 'test', provider: 'uae-kyc' }))).toEqual([]);
  expect(given(JSON.stringify({ value: 'c0a1n2a3', class: 'live', provider: 'uae-kyc' }))).toHaveLength(1);
});

test('an address that onboarding owes is no address to call', () => {
  const expected: BackendConfig = { ...staging, bindings: { self: { ...staging.bindings['self']!, apiDomain: null } } };
  expect(problemsOf(expected, withSelf({}))).toEqual([expect.stringContaining('is not known yet')]);
});

test('a flow that was replaced creates no session', () => {
  const { config } = backendConfig(fleet.environments[0]!, { staging: { self: [{ id: 'new' }, { id: 'old', replaced: { by: 'new' } }] } });
  expect(problemsOf(config, { bindings: { self: { flowId: 'old' } } })).toHaveLength(1);
  expect(problemsOf(config, { bindings: { self: { flowId: 'new' } } })).toEqual([]);
});

describe('by its variables alone', () => {
  const variables = {
    BULKHEAD_CONFIG: Buffer.from(JSON.stringify(staging)).toString('base64url'), BULKHEAD_ENVIRONMENT: 'staging', AWS_REGION: 'me-central-1',
    SELF_API_KEY: key('test'), SELF_FLOW_ID: 'flow-staging', SELF_API_DOMAIN: 'api.self-staging.example.net',
  };

  test('a backend starts with its own and is told what it is', () => {
    expect(assertEnvironment({ variables })).toEqual(staging);
  });

  test.each<[string, Record<string, string>]>([
    ['a live key', { SELF_API_KEY: key('live') }],
    ['another environment\'s account', { BULKHEAD_ACCOUNT: '333333333333' }],
    ['an empty key', { SELF_API_KEY: '' }],
    ['another flow', { SELF_FLOW_ID: 'flow-production' }],
    ['another address', { SELF_API_URL: 'https://api.self-production.example.net' }],
    ['another environment\'s domain beside the right address', { SELF_API_URL: 'https://api.self-staging.example.net', SELF_API_DOMAIN: 'api.self-production.example.net' }],
    ['another region', { AWS_REGION: 'eu-west-1' }],
    ['another environment', { BULKHEAD_ENVIRONMENT: 'production' }],
  ])('not with %s', (_, changes) => {
    expect(() => assertEnvironment({ variables: { ...variables, ...changes } })).toThrow(WrongEnvironment);
  });

  test('the account that came with the configuration is nothing to check it by', () => {
    const { BULKHEAD_CONFIG } = variables;
    expect(() => assertEnvironment({ variables: { BULKHEAD_CONFIG, BULKHEAD_ACCOUNT: staging.account } })).toThrow(/nothing was given that could be checked/);
  });
});

test.each<[string, unknown]>([
  ['missing', undefined], ['no JSON', '{'], ['no object', '[]'], ['of another version', JSON.stringify({ ...staging, version: 2 })],
  ['of no class', JSON.stringify({ ...staging, credentials: 'LIVE' })], ['without bindings', JSON.stringify({ ...staging, bindings: undefined })],
  ['with a binding that is none', { ...staging, bindings: { self: {} } }], ['a number', 7],
])('a configuration that is %s is no ground to start on', (_, expected) => {
  expect(() => assertEnvironment({ expected: expected as string, actual: own(staging), variables: {} })).toThrow(/the environment's configuration (?:is missing|cannot be understood)/);
});

test('whatever it is given, it ends in the configuration or in words, and never shows a key', () => {
  const anything = fc.dictionary(fc.constantFrom('apiKey', 'flowId', 'apiDomain'), fc.oneof(fc.string(), fc.constant(key('live')), fc.integer(), fc.constant(undefined), fc.array(fc.string())));
  fc.assert(fc.property(anything, fc.string(), (binding, account) => {
    const problems = problemsOf(production, { account, bindings: { self: binding } });
    expect(problems.length).toBeGreaterThan(0);
  }), { numRuns: 300 });
});

describe('the account', () => {
  test('is asked of STS, and the right one starts', async () => {
    expect(await assertAccount({ expected: staging }, () => Promise.resolve({ Account: '111111111111' }))).toEqual(staging);
  });

  test.each<[string, () => Promise<{ Account?: string }>, RegExp]>([
    ['another one', () => Promise.resolve({ Account: '333333333333' }), /this runs in account 333333333333, but 'staging' is account 111111111111/],
    ['none', () => Promise.resolve({}), /account \(unknown\)/],
    ['no answer', () => Promise.reject(Object.assign(new Error('secret detail'), { name: 'CredentialsProviderError' })), /nobody says whose credentials these are \(CredentialsProviderError\)/],
  ])('%s refuses to start', async (_, identity, says) => {
    const run = assertAccount({ expected: staging }, identity);
    await expect(run).rejects.toThrow(says);
    await expect(run).rejects.not.toThrow(/secret detail/);
  });
});
