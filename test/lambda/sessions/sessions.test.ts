import { SilenceError } from '../../../lambda/sessions/transport';
import { answerOf } from './support/fake-provider';
import { apiKey, flow, request, SessionsWorld, wordOf } from './support/world';

describe('a session', () => {
  test('is created once, and the same request gets the same session', async () => {
    const world = new SessionsWorld();
    const created = await world.call(request());
    expect(created).toMatchObject({ outcome: 'created', session: { status: null, attempt: 1, url: expect.stringMatching(/^https:/) } });
    const again = await world.instance()(request(), () => 30_000);
    expect(again).toEqual({ ...created, outcome: 'existing' });
    expect(world.provider.sessions).toHaveLength(1);
  });

  test('is asked for with the key in its header, at the environment\'s own domain, with what the provider documents', async () => {
    const world = new SessionsWorld();
    await world.call(request({ parameters: { expiresInSeconds: 600, metadata: { order: '7' } } }));
    expect(world.provider.requests).toEqual([expect.objectContaining({
      host: 'api.self.example.net', method: 'POST', path: '/v1/sessions', headers: { authorization: `Bearer ${apiKey}` },
    })]);
    expect(JSON.parse(world.provider.requests[0]!.body!)).toEqual({
      flowId: flow, externalUuid: request().externalUuid, expiresInSeconds: 600, metadata: { order: '7' },
    });
  });

  test('with other parameters is refused, and the spelling of the UUID makes no other person', async () => {
    const world = new SessionsWorld();
    await world.call(request());
    expect(wordOf(await world.call(request({ parameters: { expiresInSeconds: 600 } })))).toBe('other-parameters');
    expect(wordOf(await world.call(request({ externalUuid: request().externalUuid.toUpperCase() })))).toBe('existing');
    expect(world.provider.sessions).toHaveLength(1);
  });

  test('of a provider without flows is a journey', async () => {
    const world = new SessionsWorld();
    world.provider.interrupt = () => answerOf(200, { success: true, data: { journeyToken: 'a1b2-token', expiresAt: world.time + 600_000 } });
    const journey = request({ binding: 'uae', flowId: undefined, parameters: { journeyType: 'ONBOARDING' } });
    expect(await world.call(journey)).toMatchObject({ outcome: 'created', session: { id: 'a1b2-token', token: 'a1b2-token' } });
    expect(world.provider.requests[0]).toMatchObject({
      host: 'api.uae.example.net', path: '/otk-service/v2/create-journey', headers: { 'x-transaction-key': 'CANARY-uae-key-0123456789' },
    });
    expect(wordOf(await world.call({ ...journey, flowId: flow }))).toBe('malformed');
    expect(wordOf(await world.call({ ...journey, parameters: {} }))).toBe('malformed');
  });
});

describe('before anything is sent', () => {
  test.each<[string, (world: SessionsWorld) => void, object, string]>([
    ['a flow of another environment', () => undefined, { flowId: '00000000-0000-4000-8000-000000000000' }, 'unknown-flow'],
    ['no flow', () => undefined, { flowId: undefined }, 'malformed'],
    ['flows that onboarding still owes', world => world.change('self', { flowIds: null }), {}, 'onboarding'],
    ['a domain that onboarding still owes', world => world.change('self', { apiDomain: null }), {}, 'onboarding'],
    ['a binding that is none', () => undefined, { binding: 'other' }, 'unknown-binding'],
    ['a live key in a test environment', world => world.store('sk_live_0123456789abcdef0123', 'live'), {}, 'no-key'],
    ['a live key that was stored as a test key', world => world.store('sk_live_0123456789abcdef0123', 'test'), {}, 'no-key'],
    ['a test key in a live environment', world => { world.credentials = 'live'; }, {}, 'no-key'],
    ['a key of another provider', world => world.store(apiKey, 'test', 'uae-kyc'), {}, 'no-key'],
    ['a key that is none', world => world.store('CANARY-no-key-at-all-0123', 'test'), {}, 'no-key'],
    ['no key', world => world.secrets.clear(), {}, 'no-key'],
    ['an external id that is no UUID', () => undefined, { externalUuid: 'person-7' }, 'malformed'],
    ['a parameter that the provider does not know', () => undefined, { parameters: { redirect: 'https://example.com' } }, 'malformed'],
    ['an expiry out of bounds', () => undefined, { parameters: { expiresInSeconds: 59 } }, 'malformed'],
    ['metadata beyond 4 KB', () => undefined, { parameters: { metadata: { text: 'x'.repeat(4096) } } }, 'malformed'],
    ['an address that is no https', () => undefined, { parameters: { successUrl: 'javascript:alert(1)' } }, 'malformed'],
    ['an address with a user', () => undefined, { parameters: { successUrl: 'https://user@example.com/' } }, 'malformed'],
    ['a member that is not known', () => undefined, { apiKey: 'sk_live_x' }, 'malformed'],
    ['a prototype as a parameter', () => undefined, { parameters: JSON.parse('{"__proto__":{"a":1}}') as object }, 'malformed'],
    ['attempt 2 without attempt 1', () => undefined, { attempt: 2 }, 'attempt'],
  ])('%s is refused', async (_, prepare, changes, code) => {
    const world = new SessionsWorld();
    prepare(world);
    expect(wordOf(await world.call(request(changes as never)))).toBe(code);
    expect(world.provider.requests).toEqual([]);
    // nothing is claimed either; only the attempt before has to be looked up.
    expect(world.dynamo.calls).toEqual(code === 'attempt' ? ['GetItem'] : []);
  });

  test.each([undefined, null, 7, 'create', [], {}, { version: 2 }, { ...request(), operation: 'toString' }, { ...request(), attempt: 0 }])('%j is malformed', async event => {
    const world = new SessionsWorld();
    expect(wordOf(await world.call(event))).toBe('malformed');
    expect([...world.asked, ...world.dynamo.calls]).toEqual([]);
  });
});

describe('what the provider answers', () => {
  test.each<[number, object, string, boolean]>([
    [400, { code: 'validation_failed' }, 'invalid', false], [422, { code: 'validation_failed' }, 'invalid', false],
    [401, { code: 'unauthenticated' }, 'unauthenticated', true], [402, { code: 'unauthenticated', details: { balance: 3 } }, 'no-credits', true],
    [403, { code: 'forbidden' }, 'forbidden', true], [404, { code: 'not_found' }, 'not-found', true], [409, { code: 'conflict' }, 'conflict', true],
    [418, {}, 'invalid', false], [302, {}, 'unavailable', true], [200, {}, 'unavailable', true],
  ])('%i %j becomes %s', async (status, body, code, alarm) => {
    const world = new SessionsWorld();
    world.provider.interrupt = () => answerOf(status, body);
    expect(await world.call(request())).toMatchObject({ outcome: 'refused', code, requestId: 'req_1' });
    expect(world.metric('SessionAlarm')).toBe(alarm ? 1 : 0);
    // nothing is remembered of what was refused: the caller may mend it and ask again.
    world.provider.interrupt = () => undefined;
    world.time += 120_000;
    expect(wordOf(await world.call(request()))).toBe('created');
  });

  test('429 is waited for as long as it asks, if that fits', async () => {
    const world = new SessionsWorld();
    world.provider.interrupt = (_, count) => (count === 1 ? answerOf(429, {}, { retryAfter: '7' }) : undefined);
    expect(wordOf(await world.call(request()))).toBe('created');
    expect(world.pauses).toEqual([7_000]);
    const busy = new SessionsWorld();
    busy.provider.interrupt = () => answerOf(429, {}, { retryAfter: '60' });
    expect(await busy.call(request())).toMatchObject({ code: 'rate-limited', retryable: true, retryAfterSeconds: 60 });
    expect(busy.provider.requests).toHaveLength(1);
  });

  test('a fault of the moment is asked about again, with growing pauses and not for ever', async () => {
    const world = new SessionsWorld();
    world.provider.interrupt = () => answerOf(503, { code: 'vendor_unavailable' });
    expect(await world.call(request())).toMatchObject({ code: 'unavailable', retryable: true });
    expect(world.provider.requests).toHaveLength(4);
    expect(world.pauses).toEqual([150, 300, 600]);
  });

  test.each<[string, unknown]>([
    ['no JSON', '<html>CANARY</html>'], ['a number', 7], ['no id', { verificationToken: 't' }], ['an array for an id', { id: ['a'] }],
    ['an id twice', '{"id":"a","id":"b"}'], ['a key in the address', { url: `https://x/?k=${apiKey}` }], ['an address with a user', { url: 'https://a@b/' }],
    ['an address that is no https', { url: 'javascript:alert(1)//' }], ['an expiry that is over', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['an expiry in years', { expiresAt: '2036-01-01T00:00:00Z' }], ['an expiry that is no time', { expiresAt: 'tomorrow' }],
    ['an id with a separator', { id: 'a#b' }], ['depth', '['.repeat(100_000)],
  ])('%s is no session', async (_, body) => {
    const world = new SessionsWorld();
    const sound = { id: 'ver_1', verificationToken: 'verify_test_1', verificationUrl: 'https://x.example/', expiresAt: '2026-04-01T11:00:00.000Z' };
    const { url, ...rest } = (typeof body === 'object' ? body : {}) as { url?: string };
    world.provider.interrupt = () => answerOf(201, typeof body === 'object' && Object.keys(body!).length > 0 && !('verificationToken' in body!)
      ? { ...sound, ...rest, ...(url === undefined ? {} : { verificationUrl: url }) } : body);
    const response = await world.call(request());
    expect(response).toMatchObject({ outcome: 'refused', code: 'unavailable' });
    expect(JSON.stringify([response, world.lines])).not.toMatch(/CANARY/);
    expect(world.metric('SessionDoubtful')).toBe(1);
  });

  test('a token of the other class is handed to nobody, and in a test environment it is a charge', async () => {
    const world = new SessionsWorld();
    world.provider.environment = 'live';
    expect(wordOf(await world.call(request()))).toBe('contradiction');
    expect([world.metric('SessionAlarm'), world.metric('SessionCharge')]).toEqual([1, 1]);
  });

  test('a key that was rotated a moment ago is read again, once a minute', async () => {
    const world = new SessionsWorld();
    await world.call(request());
    world.store('sk_test_successor0123456789');
    world.provider.interrupt = ({ headers }) => (headers['authorization']!.includes('successor') ? undefined : answerOf(401, {}));
    expect(wordOf(await world.call(request({ externalUuid: 'b1b2c3d4-5678-4e9a-b012-3456789abcde' })))).toBe('created');
    world.provider.interrupt = () => answerOf(401, {});
    world.asked.length = 0;
    for (let index = 0; index < 20; index++) await world.call(request({ externalUuid: `c1b2c3d4-5678-4e9a-b012-3456789abc${10 + index}` }));
    expect(world.asked.filter(name => name === 'GetSecretValue').length).toBeLessThanOrEqual(1);
  });

  test('silence is asked about again where a session that nobody has costs nothing, and nowhere else', async () => {
    const world = new SessionsWorld();
    world.provider.interrupt = () => new SilenceError('timeout');
    await world.call(request());
    expect(world.provider.requests).toHaveLength(4);
    world.provider.requests.length = 0;
    await world.call(request({ binding: 'uae', flowId: undefined, parameters: { journeyType: 'ONBOARDING' } }));
    expect(world.provider.requests).toHaveLength(1);
    expect(world.metric('SessionDoubtful')).toBe(2);
  });
});

describe('how a session stands', () => {
  const get = { version: 1, operation: 'get', binding: 'self', externalUuid: request().externalUuid };

  test('is asked of the provider for sessions of this environment only', async () => {
    const world = new SessionsWorld();
    expect(wordOf(await world.call(get))).toBe('not-found');
    expect(world.provider.requests).toEqual([]);
    await world.call(request());
    expect(await world.call(get)).toMatchObject({ outcome: 'found', session: { status: null, url: expect.anything() } });
    world.provider.sessions[0]!.status = 'valid';
    const found = await world.call(get);
    expect(found).toMatchObject({ outcome: 'found', session: { status: 'valid' } });
    expect(JSON.stringify([found, world.lines])).not.toMatch(/CANARY|verify\.example/);
  });

  test('of another session is no answer', async () => {
    const world = new SessionsWorld();
    await world.call(request());
    world.provider.interrupt = () => answerOf(200, { id: 'ver_other', status: 'valid' });
    expect(wordOf(await world.call(get))).toBe('unavailable');
  });

  test('another attempt begins when the one before it has ended', async () => {
    const world = new SessionsWorld();
    await world.call(request());
    expect(wordOf(await world.call(request({ attempt: 2 })))).toBe('attempt');
    world.provider.sessions[0]!.status = 'invalid';
    expect(await world.call(request({ attempt: 2 }))).toMatchObject({ outcome: 'created', session: { attempt: 2 } });
    expect(wordOf(await world.call(request({ attempt: 4 })))).toBe('attempt');
    world.time += 4_000_000;
    expect(await world.call(request({ attempt: 3 }))).toMatchObject({ outcome: 'created', session: { attempt: 3 } });
  });
});
