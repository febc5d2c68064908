import { World, completed, press, request, unsound } from '../support/world';
import type { Headers } from '../support/world';

const body = completed();
let world: World;
beforeEach(() => {
  world = new World();
});

describe('headers', () => {
  test.each(['svix-id', 'svix-timestamp', 'svix-signature'])('%s missing, given twice, or contradicted is refused', async name => {
    const event = world.self(body);
    const headers = event.multiValueHeaders as Headers;
    const { [name]: values, ...others } = headers;
    const attempts: object[] = [
      { multiValueHeaders: others },
      { multiValueHeaders: { ...headers, [name]: [...values!, ...values!] } },
      { multiValueHeaders: { ...headers, [name.toUpperCase()]: values } },
      { multiValueHeaders: { ...headers, [name]: [] } },
      { multiValueHeaders: { ...headers, [name]: [[values![0], 'x']] } },
      { multiValueHeaders: { ...headers, [name]: { 0: values![0] } } },
      { multiValueHeaders: { ...headers, [name]: null } },
    ];
    for (const attempt of attempts) expect(await world.status({ ...event, ...attempt })).toBe(401);
    expect(await world.status({ ...event, multiValueHeaders: null })).toBe(unsound());
    expect(world.aws.table.writes).toBe(0);
  });

  test.each(['svix-id', 'svix-timestamp', 'svix-signature'])('%s said differently in the single-value view of an API is refused', async name => {
    const event = world.self(body);
    const receive = new World({}, 'api');
    expect(await receive.status({ ...event, headers: { ...(event.headers as object), [name.toUpperCase()]: 'another' } })).toBe(401);
    expect(receive.aws.table.writes).toBe(0);
  });

  test('names are read whatever their case', async () => {
    const headers = Object.fromEntries(Object.entries(world.selfHeaders(body)).map(([name, value]) => [name.toUpperCase(), value]));
    expect(await world.status(request('self', body, headers))).toBe(200);
  });

  test('named __proto__ or constructor neither help nor harm', async () => {
    const hostile = JSON.parse('{"__proto__": ["x"], "constructor": ["x"]}') as Headers;
    expect(await world.status(request('self', body, hostile))).toBe(401);
    expect(await world.status({ ...world.self(body), multiValueHeaders: Object.assign(hostile, world.selfHeaders(body)) })).toBe(200);
  });

  test.each([[null], [undefined], [{}], [{ resource: 7 }], [{ resource: '/webhooks/{proxy+}' }], [{ resource: '/webhooks/nobody' }],
    [{ resource: '/webhooks/quarantine' }], [{ resource: '/webhooks/self/../uae' }]])(
    'the event %j is answered as a fault of ours, not thrown', async event => {
      expect(await world.status(event as never)).toBe(503);
      expect(world.situation).toBe('unavailable');
    });
});

describe('time', () => {
  test.each([[300, 200], [-300, 200], [301, 401], [-301, 401], [86_400, 401], [-86_400, 401]])(
    'a delivery of self stamped %i s from now is answered %i', async (offset, status) => {
      expect(await world.status(world.self(body, { at: world.time + offset * 1000 }))).toBe(status);
      expect(world.aws.table.writes).toBe(status === 200 ? 1 : 0);
    });

  test.each([[300, 200], [-300, 200], [301, 401], [86_400, 401]])(
    'a delivery of UAE KYC stamped %i s from now is answered %i', async (offset, status) => {
      expect(await world.status(world.uae(press(), { at: world.time + offset * 1000 }))).toBe(status);
    });

  test('an authentic one that is too old from UAE KYC is set aside once and never dispatched', async () => {
    const late = world.uae(press(), { at: world.time - 301_000 });
    for (let copy = 0; copy < 3; copy++) expect(await world.status(late)).toBe(202);
    expect(world.situation).toBe('late');
    const items = world.aws.table.all();
    expect(items).toMatchObject([{ verification: { S: 'quarantine#uae#late' } }]);
    expect(items[0]).not.toHaveProperty('undispatched');
  });

  test('a forged one that is too old from UAE KYC leaves nothing', async () => {
    expect(await world.status(world.uae(press(), { at: world.time - 301_000, secret: 'whsec_of somebody else entirely' }))).toBe(401);
    expect(world.aws.table.writes).toBe(0);
  });

  test.each(['1775037600000', 'NaN', 'Infinity', '-1775037600', '', '1.775e9', '01775037600', '+1775037600', '1775037600.0',
    ' 1775037600', '0x69ccf0a0', '١٧٧٥٠٣٧٦٠٠', '1775037600\n'])('the timestamp %j is refused', async timestamp => {
    const headers = { ...world.selfHeaders(body), 'svix-timestamp': [timestamp] };
    expect(await world.status(request('self', body, headers))).toBe(401);
    expect(['timestamp', 'early', 'late']).toContain(world.reason);
  });
});
