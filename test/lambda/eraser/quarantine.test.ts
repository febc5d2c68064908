// what was set aside: found by what it says, and what it says of others stays.
import { embeddedClients } from './embedded';
import { EraserWorld } from './support';
import { completed, entry, press } from '../support/world';

const hour = 3_600_000;

const clients = embeddedClients();

const record = (event: string, person: number, more: object = {}) => ({ ...entry(event, person), full_name: `CANARY ${person}`, ...more });

const late = async (records: unknown[]) => {
  const made = await EraserWorld.create(clients);
  const event = () => made.uae(press(records), { at: made.time - hour });
  expect(await made.take(event())).toBe(202);
  return { made, again: () => made.take(event()) };
};

test('a late delivery about one person is emptied, and its repetition is not set aside again', async () => {
  const { made, again } = await late([record('evt-1', 7), record('evt-2', 7)]);
  expect(await made.erase(['uae#7'])).toMatchObject({ outcome: 'erased', verifications: 1, places: { quarantined: 1 } });
  expect(await again()).toBe(200);
  expect(await made.everything()).not.toContain('CANARY');
  // in time, and so for the inbox, it is not kept either.
  expect(await made.take(made.uae(press([record('evt-1', 7), record('evt-2', 7)])))).toBe(200);
  expect(await made.everything()).not.toContain('CANARY');
});

test.each([['small', {}], ['large', { portrait: 'p'.repeat(300_000) }]])('of a %s late delivery about several people, what it says of the others stays', async (_, more) => {
  const { made, again } = await late([record('evt-1', 7, more), record('evt-2', 8, more), record('evt-3', 77, more)]);
  expect((await made.erase(['uae#7'])).outcome).toBe('erased');
  expect(await again()).toBe(202);
  const items = await made.items('inbox');
  expect(await made.everything()).not.toContain('"CANARY 7"');
  const [kept, ...others] = items.filter(item => item['body'] !== undefined || item['bodyKey'] !== undefined);
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ verification: { S: 'quarantine#uae#late' }, provider: { S: 'uae-kyc' }, reason: { S: 'late' }, receivedAt: { S: '2026-04-01T10:00:00.000Z' } });
  const body = kept!['body'] ? Buffer.from(kept!['body'].B!) : await made.body(kept!['bodyKey']!.S!);
  const { data } = JSON.parse(body.toString('utf8')) as { data: { type: string; records: { uaekyc_id: number; full_name: string }[] }[] };
  expect(data.map(({ records }) => records.map(({ uaekyc_id, full_name }) => [uaekyc_id, full_name]))).toEqual([[[8, 'CANARY 8'], [77, 'CANARY 77']]]);
  // the repetition writes the same once more, under the same name.
  expect(new Set(await made.versions()).size).toBe(kept!['bodyKey'] ? 1 : 0);
});

test('a conflict is found by the event that it contradicts', async () => {
  const made = await EraserWorld.create(clients);
  for (const id of ['ver_1', 'ver_2']) {
    for (const status of ['valid', 'invalid']) await made.take(made.self(completed({ verification_id: id, status, full_name: `CANARY ${id}` })));
  }
  expect(await made.erase(['self#ver_1'])).toMatchObject({ outcome: 'erased', places: { events: 1, quarantined: 1 } });
  expect((await made.everything()).match(/CANARY ver_\d/g)).toEqual(['CANARY ver_2', 'CANARY ver_2']);
});

test('a contradiction keeps no id either', async () => {
  const made = await EraserWorld.create(clients);
  expect(await made.take(made.self(completed({ environment: 'live' })))).toBe(403);
  expect(await made.everything()).toContain('ver_1');
  expect(await made.erase(['self#ver_1'])).toMatchObject({ outcome: 'erased', places: { quarantined: 1 } });
  expect((await made.items('inbox')).filter(item => item['ofVerification'] !== undefined)).toEqual([]);
});

test('what cannot be read goes where it names the person, and stays where it names one whose id is longer', async () => {
  const made = await EraserWorld.create(clients);
  for (const id of ['ver_1', 'ver_11', 'over_1', 'ver_1-a']) expect(await made.take(made.self(`{"verification_id":"${id}","full_name":"CANARY ${id}",`))).toBe(202);
  expect(await made.erase(['self#ver_1'])).toMatchObject({ outcome: 'erased', places: { quarantined: 1 } });
  const left = await made.everything();
  for (const id of ['ver_11', 'over_1', 'ver_1-a']) expect(left).toContain(`CANARY ${id}\\"`);
  expect(left).not.toContain('CANARY ver_1\\"');
});

test('a record without an id that can be read goes by its words, and those beside it stay', async () => {
  const made = await EraserWorld.create(clients);
  expect(await made.take(made.uae(press([record('evt-1', 7), { ...record('evt-2', 8), uaekyc_id: ['7'] }, record('evt-3', 9)])))).toBe(202);
  await made.erase(['uae#7']);
  const [kept] = (await made.items('inbox')).filter(item => item['reason']?.S === 'unreadable');
  expect(Buffer.from(kept!['body']!.B!).toString()).toContain('CANARY 9');
  expect(Buffer.from(kept!['body']!.B!).toString()).not.toMatch(/CANARY [78]/);
});
