import { SilenceError } from '../../../lambda/sessions/transport';
import { faults } from '../support/fake-aws';
import { answerOf } from './support/fake-provider';
import { apiKey, request, SessionsWorld, wordOf } from './support/world';

const malformed: Readonly<Record<string, readonly unknown[]>> = {
  GetParameter: [undefined, {}, { Parameter: {} }, { Parameter: { Value: 'null' } }, { Parameter: { Value: '{"version":1}' } }, { Parameter: { Value: '{' } }],
  GetSecretValue: [undefined, {}, { SecretString: '{}' }, { SecretString: 'CANARY', VersionId: 'v', CreatedDate: new Date(0) }, { VersionId: 'v', CreatedDate: new Date(0) }],
  PutItem: [undefined, null, '<html>'],
  GetItem: [undefined, null, { Item: {} }, { Item: { until: { S: 'soon' } } }],
  UpdateItem: [undefined, null, '<html>'],
};

const combinations = Object.entries(malformed).flatMap(([call, answers]) => [
  ...Object.entries(faults).map(([what, fault]): [string, string, typeof fault] => [call, what, fault]),
  ...answers.map((answer): [string, string, { answer: unknown }] => [call, `answered ${JSON.stringify(answer)}`, { answer }]),
]);

/** Only what is remembered may be handed out. */
const expectSound = (world: SessionsWorld, response: Awaited<ReturnType<SessionsWorld['call']>>) => {
  if (response.outcome === 'refused') return;
  const record = world.dynamo.all('sessions').find(item => item['verification'] !== undefined);
  expect(record?.['verification']?.S).toBe(response.session.id);
};

describe.each([false, true])('with an effect nevertheless: %s', afterEffect => {
  test.each(combinations)('%s that is %s gives a word of the contract and no session that is not remembered', async (call, _, fault) => {
    const world = new SessionsWorld();
    world.instead = name => (name === call ? fault : undefined);
    world.dynamo.interrupt = name => (name === call ? { fault, afterEffect } : undefined);
    const response = await world.call(request());
    // a record that is there after all is recognised by the second try.
    expect(afterEffect && call === 'UpdateItem' ? ['created'] : ['unavailable', 'no-key']).toContain(wordOf(response));
    expect(response).toMatchObject(wordOf(response) === 'created' ? {} : { outcome: 'refused', retryable: true });
    expect(JSON.stringify([response, world.lines])).not.toMatch(/CANARY/);
    expectSound(world, response);
    // nothing of the failure is remembered for longer than a lease.
    world.instead = () => undefined;
    world.dynamo.interrupt = () => undefined;
    world.time += 60_000;
    const again = await world.call(request());
    expect(['created', 'existing']).toContain(wordOf(again));
    expectSound(world, again);
  });
});

test.each(Object.entries(faults))('a claim that cannot be given back because the store is %s ends with its lease', async (_, fault) => {
  const world = new SessionsWorld();
  world.provider.interrupt = () => answerOf(409, {});
  world.dynamo.interrupt = name => (name === 'DeleteItem' ? { fault } : undefined);
  expect(wordOf(await world.call(request()))).toBe('conflict');
  world.provider.interrupt = () => undefined;
  expect(wordOf(await world.call(request()))).toBe('in-progress');
  world.time += 60_000;
  expect(wordOf(await world.call(request()))).toBe('created');
});

test.each(Object.entries(faults))('a circuit that cannot be told of because the store is %s still ends the call with the provider\'s word', async (_, fault) => {
  const world = new SessionsWorld();
  world.provider.interrupt = () => answerOf(402, {});
  let puts = 0;
  world.dynamo.interrupt = name => (name === 'PutItem' && ++puts === 2 ? { fault } : undefined);
  expect(wordOf(await world.call(request()))).toBe('no-credits');
  // the instance itself remembers.
  expect(wordOf(await world.call(request()))).toBe('no-credits');
  expect(world.provider.requests).toHaveLength(1);
});

test.each<[string, SilenceError | Error]>([
  ['times out', new SilenceError('timeout')], ['resets the connection', new SilenceError('connection')], ['answers without end', new SilenceError('too-large')],
  ['breaks in a way nobody knows', new Error('CANARY')],
])('a provider that %s after it has made a session leaves none that anybody has', async (_, lost) => {
  const world = new SessionsWorld();
  world.provider.lost = lost;
  world.provider.interrupt = (asked, count) => (count <= 4 && asked.method === 'POST' ? 'after' : undefined);
  const first = await world.call(request());
  expect(first).toMatchObject({ outcome: 'refused', code: 'unavailable' });
  const second = await world.call(request());
  expect(second).toMatchObject({ outcome: 'created', session: { id: world.provider.sessions.at(-1)!.id } });
  expect(JSON.stringify([first, second, world.lines])).not.toMatch(/CANARY/);
});

test('a call that has no time left is refused and asks nobody', async () => {
  const world = new SessionsWorld();
  expect(await world.call(request(), 2_000)).toMatchObject({ code: 'unavailable', retryable: true });
  expect(world.provider.requests).toEqual([]);
});

test('nothing personal and no secret reaches a log line, whatever happens', async () => {
  const world = new SessionsWorld();
  const personal = request({ parameters: { metadata: { name: 'CANARY-PERSON' }, successUrl: 'https://app.example.com/CANARY-PERSON' } });
  const uuids = ['a', 'b', 'c', 'd', 'e', 'f'].map(letter => `${letter}1b2c3d4-5678-4e9a-b012-3456789abcde`);
  const answers = [undefined, answerOf(500, { message: `CANARY ${apiKey}` }), answerOf(402, { details: { balance: 'CANARY' } }), answerOf(403, 'CANARY'),
    answerOf(429, {}, { retryAfter: 'CANARY' }), answerOf(422, { details: { issues: ['CANARY-PERSON'] } }, { requestId: undefined })];
  const responses = [];
  for (const [index, externalUuid] of uuids.entries()) {
    world.provider.interrupt = () => answers[index];
    responses.push(await world.call({ ...personal, externalUuid }));
    world.time += 120_000;
  }
  const logged = world.lines.join('\n');
  expect(logged).not.toMatch(/CANARY|sk_test_|verify_|https:|a1b2c3d4|5678-4e9a/);
  expect(JSON.stringify(responses)).not.toMatch(/CANARY|sk_test_/);
  // the same request's record is the only place that knows it, as a digest.
  expect(JSON.stringify(world.dynamo.all('sessions'))).not.toMatch(/CANARY/);
});
