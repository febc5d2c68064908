import { createHash } from 'node:crypto';
import { World, completed, entry, press } from '../support/world';

const day = 86_400_000;
let world: World;
beforeEach(() => {
  world = new World();
});

describe('one event', () => {
  test('repeated is acknowledged and stored once', async () => {
    const event = world.self(completed());
    expect([await world.status(event), await world.status(event)]).toEqual([200, 200]);
    expect(world.situation).toBe('duplicate');
    expect(world.aws.table.writes).toBe(1);
  });

  test('in fifty copies at once, over five instances, is stored once', async () => {
    const instances = Array.from({ length: 5 }, () => world.instance());
    const event = world.self(completed());
    const answers = await Promise.all(Array.from({ length: 50 }, (_, copy) => instances[copy % 5]!(event)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(50).fill(200));
    expect(world.aws.table.writes).toBe(1);
    const situations = world.lines.map(line => (JSON.parse(line) as { Situation: string }).Situation);
    expect(situations.filter(situation => situation === 'accepted')).toHaveLength(1);
  });

  test('under a new delivery id is the same event', async () => {
    await world.status(world.self(completed()));
    expect(await world.status(world.self(completed(), { id: 'msg_2' }))).toBe(200);
    expect(world.situation).toBe('duplicate');
    expect(world.aws.table.writes).toBe(1);
  });

  test('with another content is set aside and alarmed, and the first stays', async () => {
    await world.status(world.self(completed()));
    for (let copy = 0; copy < 3; copy++) expect(await world.status(world.self(completed({ status: 'invalid' }), { id: 'msg_2' }))).toBe(200);
    expect(world.situation).toBe('conflict');
    expect(world.aws.table.events()).toMatchObject([{ status: { S: 'valid' } }]);
    expect(world.aws.table.quarantined()).toMatchObject([
      { verification: { S: 'quarantine#self#conflict' }, ofVerification: { S: 'self#ver_1' }, ofEvent: { S: 'verification.completed' } },
    ]);
  });

  test('is forgotten by the clock and not by deletion', async () => {
    await world.status(world.self(completed()));
    world.time += 30 * day;
    await world.status(world.self(completed()));
    expect(world.situation).toBe('duplicate');
    world.time += 1000;
    await world.status(world.self(completed()));
    expect(world.situation).toBe('accepted');
  });
});

describe('a large body', () => {
  const large = completed({ proof: 'x'.repeat(400 * 1024) });

  test('is stored whole in the bucket, and the item points to it', async () => {
    expect(await world.status(world.self(large))).toBe(200);
    const [item] = world.aws.table.events();
    expect(item).not.toHaveProperty('body');
    expect(world.aws.objects.get(item!['bodyKey']!.S!)!.toString()).toBe(large);
    expect(item!['digest']!.S).toBe(createHash('sha256').update(large).digest('hex'));
  });

  test('is not acknowledged unless the bucket has it', async () => {
    world.aws.failing.set('PutObject', { answer: {} });
    expect(await world.status(world.self(large))).toBe(503);
    expect(world.aws.table.writes).toBe(0);
  });

  test('over 4 MB is answered 413, and one of exactly 4 MB is stored', async () => {
    const filled = (size: number) => completed({ proof: '' }).replace('"proof":""', () => `"proof":"${'x'.repeat(size - completed({ proof: '' }).length)}"`);
    const limit = 4 * 1024 * 1024;
    expect(await world.status(world.self(filled(limit)))).toBe(200);
    expect(await world.status(world.self(filled(limit + 1)))).toBe(413);
    expect(await world.status({ ...world.self('x'), body: filled(limit + 1), isBase64Encoded: false })).toBe(413);
    expect(world.situation).toBe('too-large');
  });
});

describe('a body that cannot be read is set aside once', () => {
  test.each<[string, Buffer | string, string]>([
    ['200,000 levels deep', '['.repeat(200_000) + ']'.repeat(200_000), 'depth'],
    ['200,000 objects deep', '{"a":'.repeat(200_000), 'depth'],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'encoding'],
    ['a byte order mark', `\ufeff${completed()}`, 'syntax'],
    ['no JSON', 'hello', 'syntax'],
    ['a list', '[]', 'shape'],
    ['null', 'null', 'shape'],
    ['two texts', `${completed()}${completed()}`, 'syntax'],
  ])('%s', async (_, body, reason) => {
    expect([await world.status(world.self(body)), await world.status(world.self(body))]).toEqual([202, 202]);
    expect([world.situation, world.reason]).toEqual(['unreadable', reason]);
    expect(world.aws.table.all()).toMatchObject([{ verification: { S: 'quarantine#self#unreadable' } }]);
  });
});

describe('a batch', () => {
  test('becomes one item for each record, each with its own bytes', async () => {
    const records = [entry('evt-1'), entry('evt-2', 1), entry('evt-3', '1')];
    expect(await world.status(world.uae(press(records)))).toBe(200);
    expect(world.aws.table.events().map(item => [item['verification']!.S, item['event']!.S, Buffer.from(item['body']!.B!).toString()]))
      .toEqual(records.map(each => [`uae#${String(each.uaekyc_id)}`, each.event_id, JSON.stringify(each)]));
    expect(JSON.parse(world.lines[0]!)).toMatchObject({ records: 3, stored: 3 });
  });

  test('keeps every digit of a long id', async () => {
    await world.status(world.uae(press([entry('evt-1', 0)]).replace('"uaekyc_id":0', '"uaekyc_id":9007199254740993')));
    expect(world.aws.table.events()[0]!['verification']!.S).toBe('uae#9007199254740993');
  });

  test('repeats a record of another batch, spelt otherwise, without effect', async () => {
    await world.status(world.uae(press([entry('evt-1')])));
    const { event_id, ...rest } = entry('evt-1');
    await world.status(world.uae(JSON.stringify(JSON.parse(press([entry('evt-2'), { ...rest, event_id }])), null, 2), { id: 'another' }));
    expect(JSON.parse(world.lines.at(-1)!)).toMatchObject({ Situation: 'accepted', records: 2, stored: 1 });
    expect(world.aws.table.events()).toHaveLength(2);
  });

  test('is answered 503 unless every record is stored, and the retry completes it', async () => {
    const original = world.aws.table.put.bind(world.aws.table);
    let calls = 0;
    world.aws.table.put = input => {
      if (++calls === 40) throw Object.assign(new Error('slow down'), { name: 'ProvisionedThroughputExceededException' });
      return original(input);
    };
    const event = world.uae(press(Array.from({ length: 100 }, (_, index) => entry(`evt-${index}`))));
    expect(await world.status(event)).toBe(503);
    expect(world.aws.table.events().length).toBeLessThan(100);
    expect(await world.status(event)).toBe(200);
    expect(world.aws.table.events()).toHaveLength(100);
    expect(await world.status(event)).toBe(200);
    expect(world.situation).toBe('duplicate');
  });

  test('stores what it can read and sets the whole aside for the rest', async () => {
    expect(await world.status(world.uae(press([entry('evt-1'), { event_id: 'evt-2' }, entry('evt-3')])))).toBe(202);
    expect(world.aws.table.events()).toHaveLength(2);
    expect(world.aws.table.quarantined()).toHaveLength(1);
  });

  test('of more records than can be written in time is set aside whole', async () => {
    const records = Array.from({ length: 10_001 }, (_, index) => entry(`evt-${index}`));
    expect(await world.status(world.uae(press(records)))).toBe(202);
    expect(world.aws.table.writes).toBe(1);
    expect(world.aws.table.quarantined()).toHaveLength(1);
  });

  test('without records is acknowledged and leaves nothing', async () => {
    expect(await world.status(world.uae(press([])))).toBe(200);
    expect(world.aws.table.writes).toBe(0);
  });
});
