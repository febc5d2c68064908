import * as fc from 'fast-check';
import { readStored } from '../../../lambda/dispatcher/stored-event';
import { answerOf } from '../sessions/support/fake-provider';
import { request, wordOf } from '../sessions/support/world';
import { faults } from '../support/fake-aws';
import { ReconcilerWorld } from './support';

const event = (world: ReconcilerWorld) => {
  const [item] = world.dynamo.all('inbox');
  return item && readStored('staging', { verification: item['verification']!.S!, event: item['event']!.S! }, item)?.detail;
};

describe('a session whose webhook', () => {
  test('came is settled without asking', async () => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    await world.deliver(id!, 'valid');
    world.later(20);
    world.provider.requests.length = 0;
    await world.reconcile();
    expect(world.provider.requests).toEqual([]);
    expect([world.sessionsBy('settled'), world.metric('SessionReconciled')]).toEqual([1, 0]);
    // what only its person may know is forgotten.
    expect(JSON.stringify(world.dynamo.all('sessions'))).not.toMatch(/verify_test|https:/);
    expect(await world.call(request({ externalUuid: 'a1b2c3d4-5678-4e9a-b012-000000000000' }))).toMatchObject({ outcome: 'existing', session: { status: 'valid' } });
  });

  test('never came is settled by asking, as the same event, told apart by its origin', async () => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    world.complete(id!, 'invalid');
    const completedAt = new Date(world.time).toISOString();
    world.later(20);
    await world.reconcile();
    expect(event(world)).toEqual({
      version: 1, environment: 'staging', binding: 'self', provider: 'self', verification: `self#${id}`, event: 'verification.completed',
      type: 'verification.completed', status: 'invalid', occurredAt: completedAt, rank: 4, receivedAt: new Date(world.time).toISOString(),
      deliveryId: 'reconciliation', origin: 'reconciliation',
    });
    expect([world.sessionsBy('settled'), world.metric('SessionReconciled')]).toEqual([1, 1]);
    expect(world.lines.join('\n')).not.toMatch(/CANARY/);
    await world.reconcile();
    expect(world.dynamo.all('inbox')).toHaveLength(1);
  });

  test('comes after all takes the answer\'s place and is no second event', async () => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    world.complete(id!, 'valid');
    world.later(20);
    await world.reconcile();
    const [before] = world.dynamo.all('inbox');
    expect(Buffer.from(before!['body']!.B!).toString()).toContain('CANARY-PERSON');
    world.later(60);
    expect(await world.deliver(id!, 'valid', 'msg_late')).toBe('same');
    const [after] = world.dynamo.all('inbox');
    expect(Buffer.from(after!['body']!.B!).toString()).toContain('CANARY-PROOF');
    expect(after).toMatchObject({ deliveryId: { S: 'msg_late' }, occurredAt: before!['occurredAt'], receivedAt: before!['receivedAt'] });
    expect(event(world)?.origin).toBeUndefined();
    // a repetition is one, and another outcome is none.
    expect(await world.deliver(id!, 'valid', 'msg_late')).toBe('same');
    expect(await world.deliver(id!, 'invalid', 'msg_other')).toBe('other');
    expect(world.dynamo.all('inbox')).toHaveLength(1);
  });

  test('comes after all and is large lies in the bucket, and the answer is gone', async () => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    world.complete(id!, 'valid');
    world.later(20);
    await world.reconcile();
    expect(await world.deliver(id!, 'valid', 'msg_late', 'x'.repeat(400_000))).toBe('same');
    const [item] = world.dynamo.all('inbox');
    expect([item!['body'], world.bodies.has(item!['bodyKey']!.S!)]).toEqual([undefined, true]);
  });

  test.each(Object.entries(faults))('comes after all while the store is %s is tried again by its sender', async (_, fault) => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    world.complete(id!, 'valid');
    world.later(20);
    await world.reconcile();
    world.dynamo.interrupt = name => (name === 'UpdateItem' ? { fault } : undefined);
    await expect(world.deliver(id!, 'valid')).rejects.toBe(fault);
    world.dynamo.interrupt = () => undefined;
    expect(await world.deliver(id!, 'valid')).toBe('same');
  });

  test('was erased with its subject settles the session and brings nothing back', async () => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    world.complete(id!, 'valid');
    world.later(20);
    const keys = { verification: { S: `self#${id}` }, event: { S: 'verification.completed' } };
    const erased = { ...keys, erasedAt: { S: 'then' }, expiresAt: { N: String(world.time) } };
    world.dynamo.tables.get('inbox')!.set(`self#${id} | verification.completed`, erased);
    await world.reconcile();
    expect(world.dynamo.all('inbox')).toEqual([erased]);
    expect(world.sessionsBy('settled')).toBe(1);
    expect(world.dynamo.all('sessions').filter(({ session }) => session!.S!.startsWith('settled#'))).toEqual([]);
    for (const proof of ['CANARY-PROOF', 'x'.repeat(400_000)]) expect(await world.deliver(id!, 'valid', 'msg_late', proof)).toBe('erased');
    expect([world.dynamo.all('inbox'), world.bodies.size]).toEqual([[erased], 0]);
  });

  test('says something else than the provider said is a conflict', async () => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    world.complete(id!, 'valid');
    world.later(20);
    await world.reconcile();
    expect(await world.deliver(id!, 'invalid')).toBe('other');
    expect(event(world)).toMatchObject({ status: 'valid', origin: 'reconciliation' });
  });

  test('came and comes again in other words is a conflict, as ever', async () => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    expect(await world.deliver(id!, 'valid')).toBe('new');
    expect(await world.deliver(id!, 'valid', 'msg_2', 'other bytes')).toBe('other');
  });

  test('overtakes the answer is what counts', async () => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    world.complete(id!, 'valid');
    world.later(20);
    world.provider.interrupt = () => {
      world.provider.interrupt = () => undefined;
      void world.deliver(id!, 'valid');
      return undefined;
    };
    await world.reconcile();
    expect(event(world)?.origin).toBeUndefined();
    expect([world.sessionsBy('settled'), world.metric('SessionReconciled')]).toEqual([1, 0]);
  });
});

describe('a session that has expired', () => {
  test('is settled as expired, when the provider says so', async () => {
    const world = new ReconcilerWorld();
    const [id] = await world.open(1);
    world.later(71);
    world.provider.sessions.find(made => made.id === id)!.status = 'expired';
    await world.reconcile();
    expect(event(world)).toMatchObject({ status: 'expired', rank: 1, occurredAt: '2026-04-01T11:00:00.000Z' });
  });

  test('is settled as expired when the provider has forgotten it, but not before it can have', async () => {
    const world = new ReconcilerWorld();
    await world.open(1);
    world.provider.sessions.length = 0;
    world.later(20);
    await world.reconcile();
    expect([world.sessionsBy('open'), world.dynamo.all('inbox').length]).toEqual([1, 0]);
    world.later(60);
    await world.reconcile();
    expect(event(world)).toMatchObject({ status: 'expired' });
  });

  test('and is called open by the provider for a day more is not believed for ever, and alarms before', async () => {
    const world = new ReconcilerWorld();
    await world.open(1);
    for (let run = 0; run < 27 * 12; run++) {
      world.later(5);
      await world.reconcile();
    }
    expect(world.sessionsBy('settled')).toBe(1);
    const ages = world.lines.map(line => (JSON.parse(line) as Record<string, number>)['SessionUnsettledAge'] ?? 0);
    expect(Math.max(...ages)).toBeGreaterThan(7_200);
    // asked rarely, however often the reconciler runs.
    expect(world.provider.requests.length).toBeLessThan(30);
  });
});

describe('a run', () => {
  test('is bounded, and the next one goes on where it ended', async () => {
    const world = new ReconcilerWorld();
    for (const id of await world.open(700)) world.complete(id, 'valid');
    world.later(20);
    await world.reconcile();
    expect(world.sessionsBy('settled')).toBe(500);
    await world.reconcile(() => 1_000);
    expect(world.sessionsBy('settled')).toBe(550);
    await world.reconcile();
    expect([world.sessionsBy('settled'), world.sessionsBy('open')]).toEqual([700, 0]);
    expect(world.dynamo.all('inbox')).toHaveLength(700);
  });

  test('leaves a provider alone that fails, and comes back to its sessions', async () => {
    const world = new ReconcilerWorld();
    for (const id of await world.open(40)) world.complete(id, 'valid');
    world.later(20);
    world.provider.requests.length = 0;
    world.provider.interrupt = () => answerOf(401, {});
    await world.reconcile();
    expect(world.provider.requests.length).toBeLessThanOrEqual(12);
    expect(JSON.parse(world.lines.at(-1)!)).toMatchObject({ level: 'error', reason: 'unauthenticated' });
    world.provider.interrupt = () => undefined;
    world.later(6);
    await world.reconcile();
    expect(world.sessionsBy('open')).toBe(0);
  });

  test.each(['GetItem', 'PutItem', 'UpdateItem', 'Query'].flatMap(call => Object.entries(faults).map(([what, fault]) => [call, what, fault] as const)))(
    'with %s that is %s loses nothing and doubles nothing', async (call, _, fault) => {
      const world = new ReconcilerWorld();
      world.credentials = 'live';
      world.provider.environment = 'live';
      world.store('sk_live_0123456789abcdef0123', 'live');
      const ids = await world.open(3);
      for (const id of ids) world.complete(id, 'valid');
      world.later(20);
      for (const afterEffect of [false, true]) {
        world.dynamo.interrupt = name => (name === call ? { fault, afterEffect } : undefined);
        await world.reconcile().catch(() => undefined);
      }
      world.dynamo.interrupt = () => undefined;
      for (let run = 0; run < 3; run++) {
        world.later(6);
        await world.reconcile();
      }
      expect([world.sessionsBy('settled'), world.dynamo.all('inbox').length]).toEqual([3, 3]);
      expect(world.dynamo.all('sessions').filter(item => item['session']!.S === 'settled#self#2026-04-01')).toHaveLength(3);
      expect(world.lines.join('\n')).not.toMatch(/CANARY/);
    });

  test('that cannot note a charge comes back to the session', async () => {
    const world = new ReconcilerWorld();
    world.credentials = 'live';
    world.provider.environment = 'live';
    world.store('sk_live_0123456789abcdef0123', 'live');
    const [id] = await world.open(1);
    world.complete(id!, 'valid');
    world.later(20);
    world.dynamo.interrupt = (_, { Item }) => (Item?.['session']?.S?.startsWith('settled#') ? { fault: faults['throttled'] as Error } : undefined);
    await world.reconcile();
    expect(world.sessionsBy('open')).toBe(1);
    world.dynamo.interrupt = () => undefined;
    world.later(6);
    await world.reconcile();
    expect(world.sessionsBy('settled')).toBe(1);
    expect(world.dynamo.all('sessions').filter(item => item['session']!.S === 'settled#self#2026-04-01')).toHaveLength(1);
  });

  test('whatever came, was asked for and came late, every session ends once and as the provider said', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.record({
      status: fc.constantFrom('valid', 'invalid', 'error', 'expired'), ends: fc.integer({ min: 1, max: 55 }),
      webhook: fc.constantFrom('at once', 'late', 'twice', 'never'),
    }), { minLength: 1, maxLength: 6 }), async cases => {
      const world = new ReconcilerWorld();
      const ids = await world.open(cases.length);
      for (let minutes = 1; minutes <= 180; minutes++) {
        world.later(1);
        for (const [index, { status, ends, webhook }] of cases.entries()) {
          if (minutes === ends) world.complete(ids[index]!, status);
          const due = { 'at once': [ends], 'late': [ends + 90], 'twice': [ends, ends + 30], 'never': [] as number[] }[webhook];
          if (due.includes(minutes)) expect(await world.deliver(ids[index]!, status, 'same')).not.toBe(minutes === ends ? 'other' : 'new');
        }
        if (minutes % 5 === 0) await world.reconcile();
      }
      const ended = world.dynamo.all('inbox').map(item => [item['verification']!.S, item['status']!.S]).sort();
      expect(ended).toEqual(cases.map(({ status }, index) => [`self#${ids[index]}`, status]).sort());
      expect(world.sessionsBy('open')).toBe(0);
      expect(wordOf(await world.call(request({ externalUuid: 'a1b2c3d4-5678-4e9a-b012-000000000000' })))).toBe('existing');
    }), { numRuns: 25 });
  });
});
