import * as fc from 'fast-check';
import { faults } from '../support/fake-aws';
import { CreditsWorld, settings } from './support';
import type { Event } from './support';

const type = 'verification.completed';
const event = (changes: Partial<Event> = {}): Event => ({ binding: 'self', id: 'ver_1', type, status: 'valid', occurredAt: '2026-04-15T11:00:00.000Z', ...changes });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('an event', () => {
  test.each<[string, Partial<Event>, number]>([
    ['valid is charged', {}, 25], ['invalid is charged', { status: 'invalid' }, 25], ['of a cheap flow costs less', { flow: 'flow_age' }, 10],
    ['of a flow that nobody knows costs the most', { flow: 'constructor' }, 25], ['error is not', { status: 'error' }, 0], ['expired is not', { status: 'expired' }, 0],
    ['of a status that nobody knows is not', { status: 'constructor' }, 0], ['of another type is not', { type: 'verification.started' }, 0],
    ['of a binding that is not charged is not', { binding: 'other' }, 0], ['of a binding named like a method is not', { binding: 'toString' }, 0],
    ['of a journey is charged', { binding: 'uae', type: 'journey.settled', status: 'REJECTED' }, 1],
  ])('%s', async (_, changes, credits) => {
    const world = new CreditsWorld();
    expect(await world.handler({ Records: [world.record(event(changes))] })).toEqual({ batchItemFailures: [] });
    expect(sum(world.metric('CreditsCharged'))).toBe(credits);
    expect(world.charged()).toBe(credits > 0 ? 1 : 0);
    expect(world.lines.join('\n')).not.toMatch(/CANARY|ver_1/);
  });

  test('that was set aside, changed or deleted is not counted', async () => {
    const world = new CreditsWorld();
    const aside = world.record(event({ binding: 'quarantine', id: 'self#late' }));
    const gone = world.record(event({ id: 'gone' }));
    world.dynamo.tables.get('inbox')!.delete(`self#gone | ${type}`);
    await world.handler({ Records: [aside, gone, world.record(event(), 'MODIFY'), world.record(event({ id: 'x' }), 'REMOVE')] });
    expect(world.charged()).toBe(0);
  });

  test('that comes again is measured once', async () => {
    const world = new CreditsWorld();
    const record = world.record(event());
    await world.handler({ Records: [record, record] });
    await world.handler({ Records: [record] });
    expect([world.charged(), world.metric('CreditsCharged'), world.metric('ChargedVerification')]).toEqual([1, [25], [1]]);
  });

  test('counts by its kind of check', async () => {
    const world = new CreditsWorld();
    await world.handler({ Records: [world.record(event({ flow: 'flow_age' })), world.record(event({ id: 'ver_2', flow: 'flow_kyc' }))] });
    expect(world.lines.map(line => (JSON.parse(line) as { Kind?: string }).Kind)).toEqual(['age_verification', 'pre_kyc']);
  });
});

test('the sum of what was counted is the sum of what is charged, whatever was repeated, reordered or failed', async () => {
  const events = fc.array(fc.record({
    binding: fc.constantFrom('self', 'uae', 'other'), number: fc.integer({ min: 0, max: 9 }), hours: fc.integer({ min: 0, max: 30 }),
    status: fc.constantFrom('valid', 'invalid', 'error', 'expired'), flow: fc.constantFrom('flow_age', 'flow_kyc', undefined),
  }), { maxLength: 25 });
  await fc.assert(fc.asyncProperty(events, fc.array(fc.nat()), fc.array(fc.boolean()), async (cases, order, failures) => {
    const world = new CreditsWorld();
    // the inbox keeps the first event of a key.
    const first = new Map(cases.map(made => [`${made.binding} ${made.number}`, made] as const).reverse());
    const records = [...first.values()].map(({ binding, number, status, hours, flow }) => world.record(event({
      binding, flow, id: `ver_${number}`, status: binding === 'uae' ? { valid: 'COMPLETED', invalid: 'REJECTED', error: 'ABANDONED', expired: 'EXPIRED' }[status] : status,
      type: binding === 'uae' ? 'journey.settled' : type, occurredAt: new Date(world.time - hours * 3_600_000).toISOString(),
    })));
    const repeated = [...records, ...order.flatMap(index => records[index % Math.max(1, records.length)] ?? [])]
      .map((record, index) => ({ record, at: order[index % Math.max(1, order.length)] ?? 0 })).sort((one, other) => one.at - other.at).map(({ record }) => record);
    let calls = 0;
    world.dynamo.interrupt = name => (failures[calls++] && name !== 'Query'
      ? { fault: faults['throttled'] as Error, afterEffect: calls % 2 === 0 && name === 'PutItem' } : undefined);
    for (let rest = repeated; rest.length > 0;) {
      const { batchItemFailures } = (await world.handler({ Records: rest }))!;
      const failed = batchItemFailures[0]?.itemIdentifier;
      rest = failed === undefined ? [] : rest.slice(rest.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failed));
    }
    const charged = [...first.values()].filter(({ binding, status }) =>
      (binding === 'self' && ['valid', 'invalid'].includes(status)) || (binding === 'uae' && status !== 'expired'));
    expect(world.charged()).toBe(charged.length);
    world.dynamo.interrupt = () => undefined;
    await world.handler({ bulkhead: 'summary' });
    const spent = charged.reduce((total, { binding, flow }) => total + (binding === 'uae' ? 1 : flow === 'flow_age' ? 10 : 25), 0);
    expect(world.metric('CreditsRemaining')).toEqual([10_000 - spent]);
  }), { numRuns: 150 });
});

describe('the summary', () => {
  test('says what today has cost and what the month still holds', async () => {
    const world = new CreditsWorld();
    for (const [id, occurredAt] of [['a', '2026-04-15T01:00:00Z'], ['b', '2026-04-14T23:59:59Z'], ['c', '2026-04-01T00:00:00Z'], ['d', '2026-03-31T23:59:59Z']]) {
      await world.handler({ Records: [world.record(event({ id: id!, occurredAt: occurredAt! }))] });
    }
    await world.handler({});
    expect([world.metric('CreditsToday'), world.metric('CreditsRemaining')]).toEqual([[25], [10_000 - 3 * 25]]);
  });

  test('counts a day that is long over for the last time', async () => {
    const world = new CreditsWorld();
    await world.handler({ Records: [world.record(event({ occurredAt: '2026-04-02T00:00:00Z' }))] });
    await world.handler({});
    const before = world.dynamo.calls.filter(name => name === 'Query').length;
    world.dynamo.calls.length = 0;
    await world.handler({});
    expect(world.metric('CreditsRemaining')).toEqual([9_975, 9_975]);
    expect(world.dynamo.calls.filter(name => name === 'Query').length).toBeLessThan(before / 2);
  });

  test('counts what comes when its day was added up already', async () => {
    const world = new CreditsWorld();
    await world.handler({ Records: [world.record(event({ id: 'a', occurredAt: '2026-04-02T10:00:00.000Z' }))] });
    await world.handler({});
    // replayed by hand, a fortnight later; the first try ends after its mark.
    const late = world.record(event({ id: 'b', occurredAt: '2026-04-02T11:00:00.000Z' }));
    world.dynamo.tables.get('credits')!.set('charged#self#2026-04-02 | self#b|verification.completed', {
      count: { S: 'charged#self#2026-04-02' }, of: { S: 'self#b|verification.completed' }, credits: { N: '25' },
    });
    await world.handler({ Records: [late] });
    await world.handler({});
    expect(world.metric('CreditsRemaining')).toEqual([10_000 - 25, 10_000 - 50]);
  });

  test('compares yesterday\'s events with yesterday\'s sessions, once its sessions are settled', async () => {
    const world = new CreditsWorld();
    for (const id of ['a', 'b', 'c']) await world.handler({ Records: [world.record(event({ id, occurredAt: '2026-04-14T10:00:00Z' }))] });
    for (const id of ['b', 'c', 'd', 'e']) world.settle('self', id, '2026-04-14');
    world.time = Date.parse('2026-04-15T05:59:00Z');
    await world.handler({});
    expect(world.metric('CreditDifference')).toEqual([]);
    world.time = Date.parse('2026-04-15T06:00:00Z');
    await world.handler({});
    expect(world.metric('CreditDifference')).toEqual([3, 0]);
    expect(world.lines.map(line => JSON.parse(line) as object)).toContainEqual(expect.objectContaining({ level: 'error', withoutSession: 1, withoutEvent: 2 }));
  });

  test.each(['GetItem', 'Query', 'PutItem'].flatMap(call => Object.entries(faults).map(([what, fault]) => [call, what, fault] as const)))(
    'says nothing wrong while %s is %s', async (call, _, fault) => {
      const world = new CreditsWorld();
      await world.handler({ Records: [world.record(event({ occurredAt: '2026-04-02T00:00:00Z' }))] });
      world.dynamo.interrupt = name => (name === call ? { fault } : undefined);
      await world.handler({}).catch(() => undefined);
      expect(world.metric('CreditsRemaining')).toEqual([]);
      world.dynamo.interrupt = () => undefined;
      await world.handler({});
      expect(world.metric('CreditsRemaining')).toEqual([9_975]);
    });

  test('of an environment that is charged nothing is nothing', async () => {
    const world = new CreditsWorld();
    const test = world.instance(JSON.stringify({ version: 1, bindings: {} }));
    await test({ Records: [world.record(event())] });
    await test({});
    expect([world.charged(), world.metric('CreditsToday'), world.metric('CreditsRemaining')]).toEqual([0, [0], []]);
  });

  test.each(['null', '{}', '{', JSON.stringify({ ...settings, allotment: '7' }),
    ...[{ costs: { a: -1 }, flows: {} }, { costs: {}, flows: {} }, { costs: { a: 1 }, flows: { f: 'b' } }, { costs: { a: 1 } }]
      .map(self => JSON.stringify({ version: 1, bindings: { self: { provider: 'self', ...self } } }))])(
    'does not begin with settings that cannot be read: %s', async text => {
      await expect(new CreditsWorld().instance(text)({})).rejects.toThrow();
    });
});
