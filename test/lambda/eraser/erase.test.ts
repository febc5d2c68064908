// against tables and a bucket of the embedded AWS: what counts here are the expressions, and versions.
import { embeddedClients } from './embedded';
import { bindings, EraserWorld, writes } from './support';
import { completed, entry, press } from '../support/world';
import { digestOfSubject } from '../../../lambda/eraser/receipts';
import type { Receipt } from '../../../lambda/eraser/contract';

const hour = 3_600_000;
const uuid = '11111111-1111-4111-8111-111111111111';

const clients = embeddedClients();

const world = () => EraserWorld.create(clients);

const large = (id: string) => completed({ verification_id: id, full_name: `CANARY ${id}`, portrait: 'p'.repeat(400_000) });
const person = (id: string) => completed({ verification_id: id, full_name: `CANARY ${id}` });

/** Two people with the same kinds of traces. */
const populated = async () => {
  const made = await world();
  for (const id of ['ver_1', 'ver_2']) {
    await made.take(made.self(person(id)));
    await made.take(made.self(large(`${id}b`)));
    await made.session('self', uuid.replaceAll('1', id.at(-1)!), 1, id);
    await made.session('self', uuid.replaceAll('1', id.at(-1)!), 2, `${id}b`);
    await made.note('self', id);
    await made.charge('self', id);
  }
  return made;
};

test('a dry run counts and changes nothing', async () => {
  const made = await populated();
  const before = await made.everything();
  expect(await made.erase(['self#ver_1'], { dryRun: true })).toEqual({
    version: 1, outcome: 'found', verifications: 2, before: 0, places: { events: 2, quarantined: 0, bodies: 1, sessions: 2, notes: 1, charges: 1 },
  });
  expect(await made.everything()).toBe(before);
  expect(await made.items('receipts')).toEqual([]);
});

test.each([['one of the verifications', 'self#ver_1'], ['the other one', 'self#ver_1b'], ['the backend\'s own id', `self#${uuid}`]])(
  'named by %s, a person is erased everywhere and another one nowhere', async (_, id) => {
    const made = await populated();
    const others = await (await populated()).everything();
    expect((await made.erase([id])).outcome).toBe('erased');
    const left = await made.everything();
    expect(left).not.toContain('CANARY ver_1');
    expect(left).not.toContain(uuid);
    expect(left.match(/CANARY ver_2/g)).toEqual(others.match(/CANARY ver_2/g));
    expect((await made.versions())).toHaveLength(1);
    expect((await made.items('sessions')).map(item => `${item['session']!.S} ${item['part']!.S}`).sort()).toEqual([
      'self#22222222-2222-4222-8222-222222222222 session#0001', 'self#22222222-2222-4222-8222-222222222222 session#0002', 'settled#self#2026-04-01 self#ver_2',
    ]);
    // what is left of the person are keys in the inbox, and nothing else.
    const keys = (await made.items('inbox')).filter(item => item['verification']!.S!.startsWith('self#ver_1'));
    expect(keys.map(item => Object.keys(item).sort())).toEqual(keys.map(() => ['erasedAt', 'event', 'expiresAt', 'verification']));
    expect(JSON.stringify([await made.items('sessions'), await made.items('credits')])).not.toContain('ver_1');
  });

test('what was charged is still counted, and its comparison with the sessions still agrees', async () => {
  const made = await populated();
  expect(await made.ledger.spentOn('self', '2026-04-01')).toBe(50);
  await made.erase(['self#ver_1']);
  expect(await made.ledger.spentOn('self', '2026-04-01')).toBe(50);
  expect([...await made.ledger.chargedOn('self', '2026-04-01')]).toEqual(['self#ver_2']);
});

test('every version of a body is gone, also those that a delete marker hides', async () => {
  const made = await world();
  await made.take(made.self(large('ver_1')));
  const [key] = await made.versions();
  const { DeleteObjectCommand, PutObjectCommand } = await import('@aws-sdk/client-s3');
  await clients.s3.send(new PutObjectCommand({ Bucket: made.names.bucket, Key: key, Body: 'CANARY' }));
  await clients.s3.send(new DeleteObjectCommand({ Bucket: made.names.bucket, Key: key }));
  await clients.s3.send(new PutObjectCommand({ Bucket: made.names.bucket, Key: `${key}-other`, Body: 'stays' }));
  expect(await made.versions()).toHaveLength(4);
  await made.erase(['self#ver_1']);
  expect(await made.versions()).toEqual([`${key}-other`]);
});

describe('the sender\'s repetition of an erased event', () => {
  test.each([['as it was', person('ver_1')], ['with other words', completed({ verification_id: 'ver_1', full_name: 'CANARY again' })], ['large', large('ver_1')]])(
    '%s is answered 200 and nothing of it is kept', async (_, body) => {
      const made = await world();
      await made.take(made.self(person('ver_1')));
      await made.erase(['self#ver_1']);
      made.time += 24 * hour;
      expect(await made.take(made.self(body))).toBe(200);
      expect(made.situation).toBe('duplicate');
      expect(await made.everything()).not.toContain('CANARY');
      expect(await made.versions()).toEqual([]);
      expect(await made.sweep()).toEqual([]);
      expect((await made.erase(['self#ver_1'], { dryRun: true })).outcome).toBe('before');
    });

  test('is a new event once its keys are forgotten', async () => {
    const made = await world();
    await made.take(made.self(person('ver_1')));
    await made.erase(['self#ver_1']);
    made.time += 31 * 24 * hour;
    expect(await made.take(made.self(person('ver_1')))).toBe(200);
    expect(await made.everything()).toContain('CANARY');
  });
});

test('an event that was not sent yet is not sent any more', async () => {
  const made = await populated();
  await made.erase(['self#ver_1']);
  expect(await made.sweep()).toEqual(['self#ver_2', 'self#ver_2b']);
});

test('the end of a session that was erased before it ended is not kept when it comes', async () => {
  const made = await world();
  await made.session('self', uuid, 1, 'ver_1');
  expect((await made.erase([`self#${uuid}`])).outcome).toBe('erased');
  expect(await made.take(made.self(person('ver_1')))).toBe(200);
  expect(await made.everything()).not.toContain('CANARY');
});

test('the same number at another provider is another person', async () => {
  const made = await world();
  await made.take(made.self(person('34890890')));
  await made.take(made.uae(press([entry('evt-1', 34890890)])));
  await made.session('self', uuid, 1, '34890890');
  await made.note('self', '34890890');
  await made.charge('self', '34890890');
  await made.erase(['uae#34890890']);
  expect([(await made.items('sessions')).length, await made.ledger.chargedOn('self', '2026-04-01')]).toEqual([2, new Set(['self#34890890'])]);
  expect(await made.everything()).toContain('CANARY 34890890');
  expect(await made.take(made.uae(press([entry('evt-1', 34890890)])))).toBe(200);
  expect((await made.items('inbox')).filter(item => item['verification']!.S === 'uae#34890890').every(item => item['body'] === undefined)).toBe(true);
});

test('ids of nobody find nothing, and leave nothing behind', async () => {
  const made = await populated();
  const before = await made.everything();
  expect(await made.erase(['self#ver_3', 'plain#ver_1', 'self#ver_'])).toMatchObject({ outcome: 'nothing', verifications: 0 });
  expect(await made.everything()).toBe(before);
  expect(await made.items('receipts')).toEqual([]);
});

describe('the receipt', () => {
  test('tells who, when and how much, and of whom only to who has the ids and the proof', async () => {
    const made = await populated();
    const { receipt, proof = '' } = await made.erase(['self#ver_1', `self#${uuid}`]);
    expect(receipt).toMatchObject({
      schema: 'erasure/1', state: 'done', environment: 'staging', askedBy: 'arn:aws:iam::111111111111:user/somebody', begunAt: '2026-04-01T10:00:00.000Z',
      erased: { events: 2, quarantined: 0, bodies: 1, sessions: 2, notes: 1, charges: 1 }, before: 0, keysUntil: '2026-05-01T10:00:00.000Z',
    });
    const ids = [{ binding: 'self', id: uuid }, { binding: 'self', id: 'ver_1' }];
    expect(receipt!.subject).toBe(digestOfSubject(proof, { ids }));
    expect(receipt!.subject).not.toBe(digestOfSubject('', { ids }));
    const [kept] = await made.items('receipts');
    expect(JSON.parse(kept!['receipt']!.S!) as Receipt).toEqual(receipt);
    for (const secret of [proof, 'ver_1', uuid, 'CANARY']) expect(JSON.stringify([kept, made.lines])).not.toContain(secret);
  });

  test('is there before anything goes, and says so where a run does not end', async () => {
    const made = await populated();
    let written = 0;
    await expect(made.erase(['self#ver_1'], { interrupt: (_, command) => (writes(command) && ++written === 2 ? 'before' : undefined) })).rejects.toThrow();
    expect((await made.items('receipts')).map(item => (JSON.parse(item['receipt']!.S!) as Receipt).state)).toEqual(['begun']);
    expect(await made.everything()).toContain('CANARY ver_1');
  });

  test('is given again to who asks again, with what was erased before', async () => {
    const made = await populated();
    await made.erase(['self#ver_1', 'self#ver_1b']);
    const again = await made.erase(['self#ver_1', 'self#ver_1b']);
    expect(again).toMatchObject({ outcome: 'before', before: 2, receipt: { state: 'done', before: 2, erased: { events: 0 } } });
  });
});

test('a request of another shape erases nothing', async () => {
  const { readRequest } = await import('../../../lambda/eraser/request');
  const usable = { version: 1, ids: [{ binding: 'self', id: 'ver_1' }], bindings, dryRun: true, askedBy: 'a' };
  expect(readRequest(usable)).toBe(usable);
  for (const changes of [
    { version: 2 }, { ids: [] }, { ids: [{ binding: 'other', id: 'ver_1' }] }, { ids: [{ binding: 'self', id: '' }] }, { ids: [{ binding: 'self', id: 'a b' }] }, { dryRun: 'no' },
    { bindings: { self: 'nobody' } }, { bindings: { self: 'constructor' } }, { ids: [{ binding: 'constructor', id: 'ver_1' }] }, { askedBy: 1 },
    { ids: Array.from({ length: 51 }, (_, index) => ({ binding: 'self', id: `ver_${index}` })) },
  ]) expect(() => readRequest({ ...usable, ...changes })).toThrow('malformed request');
});
