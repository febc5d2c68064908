import { faults } from '../support/fake-aws';
import { World, completed, press, request } from '../support/world';
import type { Headers } from '../support/world';
import { retriesLeft } from '../../../lambda/webhook/retry-budget';
import { providers } from '../../../lib/providers';

const { self, 'uae-kyc': uae } = providers;
const whole = 99_305;
let world: World;
beforeEach(() => {
  world = new World();
});

const left = () => (JSON.parse(world.lines.at(-1)!) as Record<string, number | undefined>)['RetriesLeft'];
const happened = (secondsAgo: number, id = 'ver_1') => completed({ verification_id: id, verified_at: new Date(world.time - secondsAgo * 1000).toISOString() });
const attempt = (value: string | undefined, body = press()) => {
  const { multiValueHeaders } = world.uae(body) as { multiValueHeaders: Headers };
  const { 'X-Webhook-Delivery-Attempt': _, ...headers } = multiValueHeaders;
  return request('uae', body, value === undefined ? headers : { ...headers, 'X-Webhook-Delivery-Attempt': [value] });
};

describe('what is left of the sender\'s schedule', () => {
  test('is told of an event that comes in, by its own time', async () => {
    await world.deliver(world.self(happened(2 * 3600)));
    expect([world.situation, left()]).toEqual(['accepted', whole - 7_200]);
  });

  test('is told of one that is put off because the inbox is down, and of one that waits for onboarding', async () => {
    world.aws.failing.set('PutItem', faults['throttled']!);
    await world.deliver(world.self(happened(3600)));
    expect([world.situation, left()]).toEqual(['unavailable', whole - 3_600]);
    world.configure('self', { flowIds: null });
    world.restart();
    await world.deliver(world.self(happened(7200)));
    expect([world.situation, left()]).toEqual(['onboarding', whole - 7_200]);
  });

  test('is nothing once the schedule is over, and never more than all of it', async () => {
    await world.deliver(world.self(happened(9 * 86_400)));
    expect(left()).toBe(0);
    await world.deliver(world.self(happened(-3600, 'ver_2')));
    expect(left()).toBe(whole);
  });

  test('is not told of what the sender does not bring again, and what has come before', async () => {
    await world.deliver(world.self(happened(60)));
    await world.deliver(world.self(happened(60), { id: 'msg_2' }));
    expect([world.situation, left()]).toEqual(['duplicate', undefined]);
    await world.deliver(world.self(completed({ environment: 'live' })));
    expect([world.situation, left()]).toEqual(['contradiction', undefined]);
  });

  test('is not told of what nobody has proven: a forger has no say in it', async () => {
    world.forget('self');
    await world.deliver(world.self(happened(9 * 86_400)));
    expect([world.situation, left()]).toEqual(['no-secret', undefined]);
  });

  test.each([['1', 26_460], ['2', 26_400], ['5', 26_460 - 4_860], ['6', 0], ['99', 0]])('is told by the attempt where the sender counts them: %s', async (value, seconds) => {
    await world.deliver(attempt(value));
    expect([world.situation, left()]).toEqual(['accepted', seconds]);
  });

  test.each(['0', '-1', '1e3', '', 'CANARY', '1000', undefined])('is not told by an attempt that is none: %s', async value => {
    await world.deliver(attempt(value));
    expect([world.situation, left()]).toEqual(['accepted', undefined]);
    expect(world.lines.join('')).not.toContain('CANARY');
  });

  test('is told by the attempt also where the payload is not looked at', async () => {
    world.configure('uae', { subscriptionIds: null });
    world.restart();
    await world.deliver(attempt('3'));
    expect([world.situation, left()]).toEqual(['onboarding', 26_460 - 360]);
  });
});

test('of a batch whose sender counts no attempts the oldest event decides, and one without times tells nothing', () => {
  const policy = { ...uae.deliveryPolicy, attempts: undefined };
  const now = Date.parse('2026-04-01T10:00:00.000Z');
  expect(retriesLeft(policy, { attempt: undefined, oldest: now - 60_000, now })).toBe(26_400);
  expect(retriesLeft(self.deliveryPolicy, { attempt: '3', oldest: undefined, now })).toBeUndefined();
});
