// the same request finishes what was interrupted anywhere, and deliveries in between bring nothing back.
import { embeddedClients } from './embedded';
import { EraserWorld, writes, type Interrupt } from './support';
import { completed, entry, press } from '../support/world';

const uuid = '11111111-1111-4111-8111-111111111111';
const hour = 3_600_000;

const clients = embeddedClients();

const large = (id: string) => completed({ verification_id: id, full_name: `CANARY ${id}`, portrait: 'p'.repeat(400_000) });
const record = (event: string, person: number) => ({ ...entry(event, person), full_name: `CANARY ${person}` });

/** A person with every kind of trace, and another one beside. */
const populated = async () => {
  const made = await EraserWorld.create(clients);
  await made.take(made.self(large('ver_1')));
  await made.session('self', uuid, 1, 'ver_1');
  await made.session('self', uuid, 2, 'ver_2');
  await made.note('self', 'ver_1');
  await made.charge('self', 'ver_1');
  await made.take(made.uae(press([record('evt-1', 7)])));
  await made.take(made.uae(press([record('evt-2', 7), record('evt-3', 8)]), { at: made.time - hour }));
  await made.take(made.self(completed({ verification_id: 'ver_9', full_name: 'CANARY 9' })));
  return made;
};
const ids = ['self#ver_1', 'uae#7'];

/** What may be left: keys, amounts, and whatever is about others. */
const expectGone = async (made: EraserWorld) => {
  const left = await made.everything();
  expect(left.match(/CANARY \w+/g)?.sort()).toEqual(['CANARY 8', 'CANARY 9']);
  expect(left).not.toContain(uuid);
  expect(await made.versions()).toEqual([]);
  expect(await made.ledger.spentOn('self', '2026-04-01')).toBe(25);
};

/** The calls of an erasure that nothing disturbs. */
const undisturbed = async (named = ids) => {
  const made = await populated();
  const calls: string[] = [];
  expect((await made.erase(named, { interrupt: (_, command) => void calls.push(`${writes(command) ? '! ' : ''}${command.constructor.name}`) })).outcome).toBe('erased');
  await expectGone(made);
  return calls;
};

test.each([['the verification', ids], ['the backend\'s own id', [`self#${uuid}`, 'uae#7']]])('stopped before or after any call that changes something, the same request by %s finishes', async (_, named) => {
  const calls = await undisturbed(named);
  const changing = calls.flatMap((name, index) => (name.startsWith('! ') ? [index + 1] : []));
  expect(changing.length).toBeGreaterThan(12);
  // stopped after one is stopped before the next, for what lies in between only reads.
  for (const [at, when] of [[changing[0]!, 'before'] as const, ...changing.map(call => [call, 'after'] as const)]) {
    const made = await populated();
    await expect(made.erase(named, { interrupt: call => (call === at ? when : undefined) })).rejects.toThrow('');
    const again = await made.erase(named);
    expect(['erased', 'before']).toContain(again.outcome);
    expect(again.receipt).toMatchObject({ state: 'done' });
    await expectGone(made);
  }
}, 180_000);

test('stopped twice, it still comes to its end', async () => {
  for (const [first, second] of [[12, 14], [20, 9], [25, 30]]) {
    const made = await populated();
    for (const at of [first, second]) await made.erase(ids, { interrupt: call => (call === at ? 'after' : undefined) }).catch(() => undefined);
    await made.erase(ids);
    await expectGone(made);
  }
}, 300_000);

test('whatever is delivered about the person meanwhile is gone too, or goes with the next run', async () => {
  const calls = await undisturbed();
  for (let at = 1; at <= calls.length; at += 4) {
    const made = await populated();
    const deliver: Interrupt = async call => {
      if (call !== at) return undefined;
      await made.take(made.self(large('ver_1')));
      await made.take(made.self(completed({ verification_id: 'ver_2', full_name: 'CANARY 2' })));
      await made.take(made.uae(press([record('evt-new', 7)])));
      return undefined;
    };
    const first = await made.erase(ids, { interrupt: deliver });
    expect(first.outcome).toBe('erased');
    // what its own keys kept out stays out; a new event that nobody could know of yet is found by the next run.
    expect((await made.everything()).match(/CANARY (?:ver_1|2)/g)).toBe(null);
    await made.erase(ids);
    await expectGone(made);
    expect(await made.sweep()).toEqual(['self#ver_9']);
  }
}, 180_000);

test('two at once erase once', async () => {
  const made = await populated();
  const [one, other] = await Promise.all([made.erase(ids), made.erase(ids)]);
  expect([one.outcome, other.outcome]).toContain('erased');
  await made.erase(ids);
  await expectGone(made);
});
