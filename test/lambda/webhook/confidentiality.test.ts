import { bodies } from '../../../lambda/webhook/answers';
import type { Headers } from '../support/world';
import { faults } from '../support/fake-aws';
import { World, completed, entry, press, secretOf } from '../support/world';

const person = { full_name: 'CANARY-PERSON', passport: 'CANARY-PASSPORT' };

test('neither secret, signature, body nor personal data reaches the log or an answer', async () => {
  const world = new World();
  const answers: unknown[] = [];
  const sent: string[] = [];
  const deliver = async (event: ReturnType<World['self']>) => {
    for (const [name, [value]] of Object.entries((event.multiValueHeaders ?? {}) as Headers)) if (/signature/i.test(name)) sent.push(value!);
    sent.push(String(event.body));
    answers.push(await world.deliver(event));
  };
  const everyKind = async () => {
    await deliver(world.self(completed(person)));
    await deliver(world.self(completed({ ...person, status: 'invalid' })));
    await deliver(world.self(completed({ ...person, environment: 'CANARY-FLAG' })));
    await deliver(world.self(completed({ ...person, flow_id: 'CANARY-FLOW' })));
    await deliver(world.self(completed({ ...person, status: 'CANARY-STATUS' })));
    await deliver(world.self(`{"CANARY-KEY":1,"CANARY-KEY":2`));
    await deliver(world.self('{"a":"\\uCANARY"}'));
    await deliver(world.self(JSON.stringify({ type: 'CANARY-TYPE' })));
    await deliver(world.self(completed(person), { secret: secretOf('CANARY') }));
    await deliver({ ...world.self(completed(person)), multiValueHeaders: { 'svix-id': ['CANARY ID'], 'svix-timestamp': ['CANARY'], 'svix-signature': ['CANARY'] } });
    await deliver(world.uae(press([{ ...entry(), ...person }])));
    await deliver(world.uae(press([{ ...person }])));
    await deliver(world.uae(press([{ ...entry(), ...person }]), { subscription: 'CANARY-SUBSCRIPTION' }));
  };
  await everyKind();
  for (const [, fault] of Object.entries(faults)) {
    for (const call of ['GetParameter', 'GetSecretValue', 'PutItem']) {
      world.restart();
      world.aws.failing.set(call, fault);
      await everyKind();
      world.aws.failing.clear();
    }
  }
  for (const value of ['CANARY-SECRET', `${secretOf('self')}\n`]) {
    world.restart();
    world.store('self', 'AWSCURRENT', value);
    await everyKind();
  }
  const output = world.lines.join('\n');
  expect(world.lines.length).toBe(answers.length);
  expect(output).not.toMatch(/CANARY/);
  for (const secret of [secretOf('self'), secretOf('uae'), ...sent]) expect(output).not.toContain(secret);
  expect(new Set(answers.map(answer => (answer as { body: string }).body))).toEqual(new Set(Object.values(bodies)
    .filter(body => body !== bodies[413])));
});

test('the log line of a delivery is metrics at once', async () => {
  const world = new World();
  await world.deliver(world.self(completed()));
  expect(world.lines.map(line => JSON.parse(line) as object)).toEqual([{
    level: 'info', Environment: 'staging', Binding: 'self', Situation: 'accepted', deliveryId: 'msg_1', secretVersion: expect.any(String), secretStage: 'AWSCURRENT', milliseconds: 0,
    Delivery: 1, DeliveryAlarm: 0, RetriesLeft: 99_303, Verified: 1,
    _aws: {
      Timestamp: world.time,
      CloudWatchMetrics: [
        { Namespace: 'Bulkhead', Dimensions: [['Environment', 'Binding', 'Situation']], Metrics: [{ Name: 'Delivery', Unit: 'Count' }] },
        { Namespace: 'Bulkhead', Dimensions: [['Environment', 'Binding']], Metrics: [{ Name: 'DeliveryAlarm', Unit: 'Count' }] },
        { Namespace: 'Bulkhead', Dimensions: [['Environment', 'Binding']], Metrics: [{ Name: 'RetriesLeft', Unit: 'Seconds' }] },
        { Namespace: 'Bulkhead', Dimensions: [['Environment', 'Binding', 'secretVersion']], Metrics: [{ Name: 'Verified', Unit: 'Count' }] },
      ],
    },
  }]);
});
