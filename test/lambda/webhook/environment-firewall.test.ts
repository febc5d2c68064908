import { World, completed, entry, press, secretOf } from '../support/world';
import type { Headers } from '../support/world';

let world: World;
beforeEach(() => {
  world = new World();
});

describe('another environment', () => {
  test('whose secret signed the delivery is refused', async () => {
    expect(await world.status(world.self(completed(), { secret: secretOf('production') }))).toBe(401);
    expect(await world.status(world.uae(press(), { secret: secretOf('production') }))).toBe(401);
    expect(world.aws.table.writes).toBe(0);
  });

  test('whose flow the event belongs to is counted, neither stored nor dispatched', async () => {
    expect(await world.status(world.self(completed({ flow_id: 'flow_theirs' })))).toBe(200);
    expect(world.situation).toBe('foreign');
    expect(world.aws.table.writes).toBe(0);
  });

  test('whose subscription the event belongs to is counted, even where its payload cannot be read', async () => {
    expect(await world.status(world.uae(press(), { subscription: 'sub_theirs' }))).toBe(200);
    expect(await world.status(world.uae('not json', { subscription: 'sub_theirs' }))).toBe(200);
    expect(world.situation).toBe('foreign');
    expect(world.aws.table.writes).toBe(0);
  });

  test('is not what a missing subscription means: set aside; a repeated one is refused', async () => {
    const event = world.uae(press());
    const headers = event.multiValueHeaders as Headers;
    const { 'X-Webhook-Subscription-Id': own, ...others } = headers;
    expect(await world.status({ ...event, multiValueHeaders: others, headers: {} })).toBe(202);
    expect(await world.status({ ...event, multiValueHeaders: { ...headers, 'x-webhook-subscription-id': own } })).toBe(401);
    expect(world.aws.table.events()).toEqual([]);
  });

  test('is not what an API\'s two views of the headers say differently: refused', async () => {
    const behindApi = new World({}, 'api');
    const event = behindApi.uae(press());
    expect(await behindApi.status({ ...event, headers: { ...(event.headers as object), 'X-Webhook-Subscription-Id': 'sub_theirs' } })).toBe(401);
    expect(behindApi.aws.table.events()).toEqual([]);
  });

  test('cannot be told apart while onboarding is under way: 503, so that nothing is lost', async () => {
    world.configure('self', { flowIds: null });
    world.configure('uae', { subscriptionIds: null });
    expect(await world.status(world.self(completed()))).toBe(503);
    expect(await world.status(world.uae(press()))).toBe(503);
    expect(world.situation).toBe('onboarding');
    world.time += 60_000;
    world.configure('self', {});
    expect(await world.status(world.self(completed()))).toBe(200);
  });
});

describe('the environment flag', () => {
  test.each(['live', 'LIVE', 'Test', 'test ', ['test'], { test: 'test' }, 'tеst', null, undefined, true, ''])(
    '%j contradicts a test environment: refused and alarmed, ids kept, never the body', async environment => {
      expect(await world.status(world.self(completed({ environment })))).toBe(403);
      expect(world.situation).toBe('contradiction');
      expect(JSON.parse(world.lines.at(-1)!)).toMatchObject({ DeliveryAlarm: 1 });
      const [item] = world.aws.table.all();
      expect(item).toMatchObject({ verification: { S: 'quarantine#self#contradiction' }, ofVerification: { S: 'ver_1' } });
      expect(Object.keys(item!)).not.toContain('body');
      expect(Object.keys(item!)).not.toContain('undispatched');
    });

  test('test contradicts a live environment', async () => {
    world = new World({ BULKHEAD_CREDENTIALS: 'live' });
    world.store('self', 'AWSCURRENT', secretOf('self'), { class: 'live' });
    expect(await world.status(world.self(completed()))).toBe(403);
    expect(await world.status(world.self(completed({ environment: 'live' })))).toBe(200);
  });

  test('given twice is set aside, never dispatched', async () => {
    for (const twice of ['"environment":"live"', '"environment":"test"', '"\\u0065nvironment":"live"']) {
      expect(await world.status(world.self(completed().replace('{', `{${twice},`)))).toBe(202);
      expect(world.reason).toBe('duplicate-key');
    }
    expect(world.aws.table.events()).toEqual([]);
    expect(world.aws.table.quarantined()).toHaveLength(3);
  });
});

describe('what the payload says', () => {
  test('an unknown event type is acknowledged and counted', async () => {
    expect(await world.status(world.self(JSON.stringify({ type: 'session.created' })))).toBe(200);
    expect(world.situation).toBe('unknown-type');
    expect(await world.status(world.uae(press([entry()], 'ae.uaekyc.elsewhere.unheard_of.v1')))).toBe(200);
    expect(world.aws.table.writes).toBe(0);
  });

  test('an unknown event type with the flag of the other class contradicts', async () => {
    expect(await world.status(world.self(JSON.stringify({ type: 'session.created', environment: 'live' })))).toBe(403);
  });

  test('an unknown field, and one named __proto__, change nothing', async () => {
    const body = completed({ new_field: [{ deep: 1 }] }).replace('{', '{"__proto__":{"status":"invalid"},');
    expect(await world.status(world.self(body))).toBe(200);
    expect(world.aws.table.events()[0]!['status']!.S).toBe('valid');
  });

  test('the time of receipt stands in where the payload names none', async () => {
    expect(await world.status(world.self(completed({ verified_at: null })))).toBe(200);
    expect(world.aws.table.events()[0]!['occurredAt']!.S).toBe('2026-04-01T10:00:00.000Z');
  });

  test.each<[string, Record<string, unknown>]>([
    ['no verification', { verification_id: undefined }], ['an empty verification', { verification_id: '' }],
    ['a verification with a newline', { verification_id: 'a\nb' }], ['a status that nobody knows', { status: 'maybe' }],
    ['a status of another type', { status: ['valid'] }], ['no flow', { flow_id: undefined }], ['a list of flows', { flow_id: ['flow_ours'] }],
    ['a time without zone', { verified_at: '2026-04-01T10:00:00' }], ['a time that is none', { verified_at: '2026-99-01T10:00:00Z' }],
  ])('%s is set aside', async (_, changes) => {
    expect(await world.status(world.self(completed(changes)))).toBe(202);
    expect(world.situation).toBe('unreadable');
    expect(world.aws.table.events()).toEqual([]);
  });
});
