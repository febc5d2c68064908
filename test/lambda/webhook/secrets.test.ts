import { World, completed, press, secretOf } from '../support/world';

const body = completed();
const base64 = (length: number) => `whsec_${Buffer.alloc(length, 5).toString('base64')}`;
const hour = 3_600_000;
const overlap = 7 * 24 * hour;
let world: World;
beforeEach(() => {
  world = new World();
});

describe('a secret that must not be used answers 503, alarms and stores nothing', () => {
  test.each<[string, () => void]>([
    ['no version stored', () => world.forget('self')],
    ['no value', () => world.store('self', 'AWSCURRENT', '', { raw: '' })],
    ['not JSON', () => world.store('self', 'AWSCURRENT', '', { raw: secretOf('self') })],
    ['JSON null', () => world.store('self', 'AWSCURRENT', '', { raw: 'null' })],
    ['a value of another type', () => world.store('self', 'AWSCURRENT', '', { raw: '{"value":1,"class":"test","provider":"self"}' })],
    ['an empty value', () => world.store('self', 'AWSCURRENT', '')],
    ['white space', () => world.store('self', 'AWSCURRENT', ' \t ')],
    ['a newline at the end', () => world.store('self', 'AWSCURRENT', `${secretOf('self')}\n`)],
    ['a key of 23 bytes', () => world.store('self', 'AWSCURRENT', base64(23))],
    ['a prefix alone', () => world.store('self', 'AWSCURRENT', 'whsec_')],
    ['no prefix', () => world.store('self', 'AWSCURRENT', base64(32).slice(6))],
    ['an infix that is no base64', () => world.store('self', 'AWSCURRENT', base64(32).replace('whsec_', 'whsec_test_'))],
    ['base64url', () => world.store('self', 'AWSCURRENT', `whsec_${Buffer.alloc(32, 0xfb).toString('base64url')}`)],
    ['unpadded base64', () => world.store('self', 'AWSCURRENT', base64(32).replace(/=+$/, ''))],
    ['the live class', () => world.store('self', 'AWSCURRENT', secretOf('self'), { class: 'live' })],
    ['a class in capitals', () => world.store('self', 'AWSCURRENT', secretOf('self'), { class: 'TEST' })],
    ['another provider', () => world.store('self', 'AWSCURRENT', secretOf('self'), { provider: 'uae-kyc' })],
  ])('%s', async (_, arrange) => {
    arrange();
    expect(await world.status(world.self(body))).toBe(503);
    expect(world.situation).toBe('no-secret');
    expect(JSON.parse(world.lines.at(-1)!)).toMatchObject({ DeliveryAlarm: 1 });
    expect(world.aws.table.writes).toBe(0);
    world.store('self', 'AWSCURRENT', secretOf('self'));
    expect(await world.status(world.self(body))).toBe(200);
  });

  test('a test secret in a live environment', async () => {
    world = new World({ BULKHEAD_CREDENTIALS: 'live' });
    expect(await world.status(world.self(completed({ environment: 'live' })))).toBe(503);
  });

  test('a short secret of UAE KYC', async () => {
    world.store('uae', 'AWSCURRENT', 'whsec_tooshort');
    expect(await world.status(world.uae(press(), { secret: 'whsec_tooshort' }))).toBe(503);
  });

  test.each([{ BULKHEAD_CREDENTIALS: 'LIVE' }, { BULKHEAD_CREDENTIALS: '' }, { BULKHEAD_INBOX_TABLE: '' }])(
    'the environment variable %j', async override => {
      world = new World(override);
      expect(await world.status(world.self(body))).toBe(503);
    });
});

describe('rotation', () => {
  const rotate = (age: number) => {
    world.store('self', 'AWSPREVIOUS', secretOf('self'));
    world.store('self', 'AWSCURRENT', secretOf('next'), { createdAt: world.time - age });
  };

  test('both versions are accepted inside the overlap', async () => {
    rotate(overlap - hour);
    expect(await world.status(world.self(body))).toBe(200);
    expect(await world.status(world.self(completed({ verification_id: 'ver_2' }), { secret: secretOf('next') }))).toBe(200);
    const versions = world.aws.table.events().map(item => item['secretVersion']!.S);
    expect(new Set(versions).size).toBe(2);
  });

  test('only the current version is accepted after the overlap', async () => {
    rotate(overlap);
    expect(await world.status(world.self(body))).toBe(401);
    expect(await world.status(world.self(body, { secret: secretOf('next') }))).toBe(200);
  });

  test('the overlap ends by the clock although the secret is still cached', async () => {
    rotate(overlap - 60_000);
    expect(await world.status(world.self(body))).toBe(200);
    world.time += 60_000;
    expect(await world.status(world.self(completed({ verification_id: 'ver_2' })))).toBe(401);
  });

  test('what is not authentic gets 503 while the window is open, for 401 would be final', async () => {
    rotate(hour);
    expect(await world.status(world.self(body, { secret: secretOf('another') }))).toBe(503);
    expect(world.situation).toBe('refused-in-rotation');
    expect(await world.status({ ...world.self(body), multiValueHeaders: {} })).toBe(503);
    expect(world.aws.table.writes).toBe(0);
  });

  test('a previous version of another class is no key, yet the window stays open', async () => {
    rotate(hour);
    world.store('self', 'AWSPREVIOUS', secretOf('self'), { class: 'live' });
    expect(await world.status(world.self(body))).toBe(503);
    expect(world.situation).toBe('refused-in-rotation');
  });

  test('a staged version is accepted before the sender switches, and the window is open while it is staged', async () => {
    world.store('self', 'AWSPENDING', secretOf('next'));
    expect(await world.status(world.self(body))).toBe(200);
    expect(await world.status(world.self(completed({ verification_id: 'ver_2' }), { secret: secretOf('next') }))).toBe(200);
    expect(JSON.parse(world.lines.at(-1)!)).toMatchObject({ secretStage: 'AWSPENDING', Verified: 1 });
    expect(await world.status(world.self(body, { secret: secretOf('another') }))).toBe(503);
    expect(world.situation).toBe('refused-in-rotation');
  });

  test('a staged version that must not be used is no key, yet the window is open', async () => {
    world.store('self', 'AWSPENDING', secretOf('next'), { class: 'live' });
    expect(await world.status(world.self(body, { secret: secretOf('next') }))).toBe(503);
    expect(world.situation).toBe('refused-in-rotation');
    expect(await world.status(world.self(body))).toBe(200);
  });

  test('the label that a finished rotation leaves on the current version opens no window', async () => {
    world.stageCurrent('self');
    expect(await world.status(world.self(body, { secret: secretOf('another') }))).toBe(401);
  });

  test('a staged version that cannot be read is a fault of ours, not of the sender', async () => {
    world.aws.failingStages.set('AWSPENDING', new Error('down'));
    expect(await world.status(world.self(body))).toBe(503);
    expect(world.situation).toBe('unavailable');
  });

  test('a warm instance learns of a new secret from the first delivery that does not match', async () => {
    expect(await world.status(world.self(body))).toBe(200);
    rotate(0);
    expect(await world.status(world.self(completed({ verification_id: 'ver_2' }), { secret: secretOf('next') }))).toBe(200);
  });
});

describe('a flood of forged requests', () => {
  test('forces one refresh a minute and writes nothing', async () => {
    const forged = () => Promise.all(Array.from({ length: 200 }, (_, index) =>
      world.status(world.self(completed({ verification_id: `ver_${index}` }), { secret: secretOf('forger') }))));
    await world.status(world.self(body));
    const loaded = world.aws.count('GetSecretValue');
    expect(new Set(await forged())).toEqual(new Set([401]));
    expect(await forged()).not.toContain(200);
    expect(world.aws.count('GetSecretValue')).toBe(loaded + 3);
    world.time += 60_000;
    await forged();
    expect(world.aws.count('GetSecretValue')).toBe(loaded + 6);
    expect(world.aws.table.writes).toBe(1);
  });

  test('is never refused for good while the refresh cannot be made', async () => {
    await world.status(world.self(body));
    world.aws.failing.set('GetSecretValue', new Error('down'));
    const other = world.self(completed({ verification_id: 'ver_2' }), { secret: secretOf('next') });
    expect([await world.status(other), await world.status(other)]).toEqual([503, 503]);
    expect(await world.status(world.self(body))).toBe(200);
    expect(world.aws.count('GetSecretValue')).toBe(6);
  });
});
