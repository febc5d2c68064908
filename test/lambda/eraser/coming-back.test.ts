// nothing erased comes back by another way, and nothing of others goes with it.
import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { embeddedClients } from './embedded';
import { bindings, EraserWorld, writes, type Interrupt } from './support';
import { completed, entry, press } from '../support/world';
import { countEvents } from '../../../lambda/credits/count';
import { readRequest } from '../../../lambda/eraser/request';

const hour = 3_600_000;
const uuid = 'abcdef01-1111-4111-8111-111111111111';

const clients = embeddedClients();

const world = () => EraserWorld.create(clients);

const record = (event: string, person: number, more: object = {}) => ({ ...entry(event, person), full_name: `CANARY ${person}`, ...more });

const bodies = async (made: EraserWorld): Promise<string[]> =>
  (await made.items('inbox')).flatMap(({ body }) => (body === undefined ? [] : [Buffer.from(body.B!).toString('utf8')]));

describe('of an event that was erased, the sender\'s repetition', () => {
  const erased = async () => {
    const made = await world();
    expect(await made.take(made.uae(press([record('evt-1', 7)])))).toBe(200);
    expect((await made.erase(['uae#7'])).outcome).toBe('erased');
    return made;
  };

  test('that comes too late is acknowledged, and not set aside', async () => {
    const made = await erased();
    expect(await made.take(made.uae(press([record('evt-1', 7, { again: true })]), { at: made.time - hour }))).toBe(200);
    expect(await made.everything()).not.toContain('CANARY');
  });

  test('that comes too late with events of others is cut out of what is set aside', async () => {
    const made = await erased();
    const records = [record('evt-1', 7), record('evt-2', 8), record('evt-3', 7, { full_name: 'CANARY new' })];
    expect(await made.take(made.uae(press(records), { at: made.time - hour }))).toBe(202);
    const [kept = '', ...others] = await bodies(made);
    expect(others).toEqual([]);
    expect(kept.match(/CANARY \w+/g)).toEqual(['CANARY 8', 'CANARY new']);
  });

  test('that comes beside something unreadable is cut out of what is set aside', async () => {
    const made = await erased();
    expect(await made.take(made.uae(press([record('evt-1', 7), record('evt-2', 8, { uaekyc_id: ['8'] })])))).toBe(202);
    expect((await bodies(made)).join().match(/CANARY \w+/g)).toEqual(['CANARY 8']);
  });
});

test('of two people in one late delivery whose erasures cross, neither comes back with what the other\'s leaves', async () => {
  const made = await world();
  await made.take(made.uae(press([record('evt-1', 7), record('evt-2', 8), record('evt-3', 9)]), { at: made.time - hour }));
  let crossed = false;
  const cross: Interrupt = async (_, command) => {
    // the first has looked and is about to begin.
    if (crossed || !writes(command)) return undefined;
    crossed = true;
    await made.erase(['uae#8']);
    return undefined;
  };
  expect((await made.erase(['uae#7'], { interrupt: cross })).outcome).toBe('erased');
  expect((await bodies(made)).join().match(/CANARY \w+/g)).toEqual(['CANARY 9']);
});

test('a late delivery without an erased event is set aside as it came', async () => {
  const made = await world();
  const text = press([record('evt-1', 7)]).replace('{', '{ ');
  expect(await made.take(made.uae(text, { at: made.time - hour }))).toBe(202);
  expect(await bodies(made)).toEqual([text]);
});

test('a conflict about another person stays, whatever numbers it has in it', async () => {
  const made = await world();
  for (const height of [1, 2]) await made.take(made.uae(press([record('evt-2', 8, { age: 7, height })])));
  expect((await made.erase(['uae#7'])).outcome).toBe('nothing');
  expect(await bodies(made)).toHaveLength(2);
});

test('a conflict about a person whose id is the other\'s key stays', async () => {
  const made = await world();
  for (const status of ['valid', 'invalid']) await made.take(made.self(completed({ verification_id: '1', status })));
  expect((await made.erase(['self#self#1'])).outcome).toBe('nothing');
});

test.each(['quarantine', 'quarantine#uae', 'self#1', 'Self', '', '-self'])('a request for the binding \'%s\' erases nothing: its keys would be other people\'s', name => {
  const request = { version: 1, ids: [{ binding: name, id: 'uae#late' }], bindings: { [name]: 'self' }, dryRun: false, askedBy: 'a' };
  expect(() => readRequest(request)).toThrow('malformed request');
  expect(readRequest({ ...request, ids: [{ binding: 'self', id: 'uae#late' }], bindings })).toMatchObject({ bindings });
});

test.each(['a"b', 'a\\b'])('what cannot be read is found by an id that JSON writes in another way: %s', async id => {
  const made = await world();
  expect(await made.take(made.self(`{"verification_id":${JSON.stringify(id)},"full_name":"CANARY",`))).toBe(202);
  expect((await made.erase([`self#${id}`])).outcome).toBe('erased');
  expect(await made.everything()).not.toContain('CANARY');
});

test('an externalUuid is found in whatever letters it is written', async () => {
  const made = await world();
  await made.session('self', uuid, 1, 'ver_1');
  await made.take(made.self(completed({ full_name: 'CANARY ver_1' })));
  expect(await made.erase([`self#${uuid.toUpperCase()}`])).toMatchObject({ outcome: 'erased', places: { sessions: 1, events: 1 } });
  expect(await made.everything()).not.toMatch(new RegExp(`CANARY|${uuid}`));
});

describe('a body that the bucket refuses, as it does where it is not there', () => {
  const refused: Interrupt = (_, command) => {
    if (command.constructor.name === 'GetObjectCommand') throw Object.assign(new Error('Access Denied'), { name: 'AccessDenied' });
    return undefined;
  };
  const large = async () => {
    const made = await world();
    await made.take(made.uae(press([record('evt-1', 7, { portrait: 'p'.repeat(400_000) })]), { at: made.time - hour }));
    await made.take(made.self(completed({ full_name: 'CANARY ver_1' })));
    return made;
  };

  test('keeps nobody from being erased where it is gone', async () => {
    const made = await large();
    const { Versions: [version] = [] } = await clients.s3.send(new ListObjectVersionsCommand({ Bucket: made.names.bucket }));
    // expired: a marker stands before what is deleted a day later.
    await clients.s3.send(new DeleteObjectCommand({ Bucket: made.names.bucket, Key: version!.Key }));
    expect((await made.erase(['self#ver_1'], { interrupt: refused })).outcome).toBe('erased');
  });

  test('ends the run where it is there: nobody knows whom it is about', async () => {
    const made = await large();
    await expect(made.erase(['self#ver_1'], { interrupt: refused })).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(await made.everything()).toContain('CANARY ver_1');
  });
});

test('a charge whose id is gone is not counted again when the stream brings its event a second time', async () => {
  const made = await world();
  await made.take(made.self(completed({ flow_id: 'flow_ours' })));
  const credits = {
    settings: { version: 1, bindings: { self: { provider: 'self', costs: { kind: 25 }, flows: { flow_ours: 'kind' } } } }, ledger: made.ledger, dynamodb: clients.dynamodb,
    inboxTable: made.names.inbox, sessionsTable: made.names.sessions, environment: 'staging', now: () => made.time, write: () => undefined,
  } as const;
  const [item] = await made.items('inbox');
  const count = () => countEvents(credits, [{ eventName: 'INSERT', dynamodb: { Keys: { verification: item!['verification'], event: item!['event'] } as never } }]);
  await count();
  const date = item!['occurredAt']!.S!.slice(0, 10);
  expect(await made.ledger.spentOn('self', date)).toBe(25);
  let unnamed = false;
  await made.erase(['self#ver_1'], {
    interrupt: async (_, command) => {
      if (unnamed) await count();
      unnamed ||= command.constructor.name === 'TransactWriteItemsCommand';
      return undefined;
    },
  });
  expect(unnamed).toBe(true);
  expect(await made.ledger.spentOn('self', date)).toBe(25);
});
