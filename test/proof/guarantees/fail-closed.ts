import { createDispatcher } from '../../../lambda/dispatcher/handler';
import { sweep } from '../../../lambda/sweeper/sweep';
import { isFinal } from '../../../lambda/webhook/answers';
import type { ProxyEvent } from '../../../lambda/webhook/request';
import { providers } from '../../../lib/providers';
import { faults } from '../../lambda/support/fake-aws';
import type { FakeAws, Fault } from '../../lambda/support/fake-aws';
import { OutboxWorld } from '../../lambda/support/outbox-world';
import { World, completed, entry, happened, press } from '../../lambda/support/world';
import { count } from '../figure';
import type { Figure, Guarantee } from '../figure';

const deliveries: Readonly<Record<string, readonly ((world: World) => ProxyEvent)[]>> = {
  'an event': [world => world.self(completed())],
  'a large event': [world => world.self(completed({ proof: 'x'.repeat(400_000) }))],
  'a batch': [world => world.uae(press([entry('evt-1'), entry('evt-2'), entry('evt-3')]))],
  'a repetition': [world => world.self(completed()), world => world.self(completed(), { id: 'msg_2' })],
  'a conflict': [world => world.self(completed()), world => world.self(completed({ status: 'invalid' }))],
  'a contradiction': [world => world.self(completed({ environment: 'live' }))],
  'an unreadable body': [world => world.self('{')],
  'a late event': [world => world.uae(press(), { at: world.time - 400_000 })],
  'a half readable batch': [world => world.uae(press([entry('evt-1'), { event_id: 'evt-2' }]))],
  'a plain event': [world => world.plain(happened())],
  'a foreign flow': [world => world.self(completed({ flow_id: 'flow_theirs' }))],
};

/** Answers that lack a part, by call. */
const partial: Readonly<Record<string, readonly unknown[]>> = {
  GetParameter: [undefined, {}, { Parameter: {} }, { Parameter: { Value: '{"version":1}' } }],
  GetSecretValue: [undefined, {}, { SecretString: '{}' }, { VersionId: 'v', CreatedDate: new Date(0) }, { VersionId: 'v', SecretString: '{"value":', CreatedDate: new Date(0) }],
  PutItem: [undefined, null, '<html>'],
  PutObject: [undefined, {}],
  GetItem: [{}],
  PutEvents: [undefined, {}, { Entries: [] }, { Entries: [{}, { ErrorCode: 'InternalFailure' }] }],
  UpdateItem: [],
  Query: [{}, { Items: [] }],
};

interface Trouble {
  readonly fault: Fault;
  readonly afterEffect?: boolean;
}

const troubles = (call: string): readonly Trouble[] => [
  ...Object.values(faults).flatMap(fault => [{ fault }, { fault, afterEffect: true }]),
  ...(partial[call] ?? []).map(answer => ({ fault: { answer } })),
];

/** Runs something once for every trouble at every one of its calls. */
const atEveryCall = async <T>(
  open: () => Promise<T>, aws: (subject: T) => FakeAws, run: (subject: T) => Promise<void>, check: (subject: T, call: string) => Promise<void>,
): Promise<number> => {
  const clean = await open();
  const before = aws(clean).calls.length;
  await run(clean);
  const calls = aws(clean).calls.slice(before);
  let tried = 0;
  for (const [index, call] of calls.entries()) {
    for (const trouble of troubles(call)) {
      const subject = await open();
      let passed = 0;
      aws(subject).interrupt = () => (passed++ === index ? trouble : undefined);
      await run(subject);
      aws(subject).interrupt = () => undefined;
      await check(subject, call);
      tried++;
    }
  }
  return tried;
};

/** What is kept, without what depends on the attempt that kept it. */
const contents = ({ aws: { table, objects } }: World): string => JSON.stringify([
  [...table.items.keys()].sort(), table.all().map(item => item['digest']?.S).sort(), [...objects.keys()].sort(),
]);

const receiving = async (violations: string[]): Promise<number> => {
  let tried = 0;
  for (const [name, requests] of Object.entries(deliveries)) {
    const last = requests.at(-1)!;
    const clean = new World();
    let expected = 0;
    for (const request of requests) expected = await clean.status(request(clean));
    const policy = providers[name.includes('batch') || name.includes('late') ? 'uae-kyc' : 'self'].deliveryPolicy;
    const open = async () => {
      const world = new World();
      for (const request of requests.slice(0, -1)) await world.status(request(world));
      world.restart();
      return { world, status: 0 };
    };
    tried += await atEveryCall(open, ({ world }) => world.aws, async subject => {
      subject.status = await subject.world.status(last(subject.world));
    }, async ({ world, status }, call) => {
      if (status < 300 && contents(world) !== contents(clean)) violations.push(`${name}: ${status} without a durable copy (${call})`);
      if (status >= 300 && status !== expected && isFinal(policy, status)) violations.push(`${name}: final ${status} for a fault of ours (${call})`);
      world.time += 60_000;
      if (await world.status(last(world)) !== expected || contents(world) !== contents(clean)) violations.push(`${name}: not made good by the retry (${call})`);
    });
  }
  return tried;
};

const dispatching = async (violations: string[]): Promise<number> => {
  const open = async () => {
    const world = new OutboxWorld();
    await world.fill(3);
    return world;
  };
  const recovered = async (world: OutboxWorld, call: string) => {
    world.time += 3 * 60_000;
    await sweep(world.context(), () => 60_000);
    const sent = new Set(world.aws.sent.map(({ detail }) => JSON.stringify(detail)));
    if (world.undispatched().length > 0 || sent.size !== 3) violations.push(`an event never reached the bus (${call})`);
  };
  const dispatch = (world: OutboxWorld) => createDispatcher(world.context)({ Records: world.records() });
  const swept = async (world: OutboxWorld) => {
    world.time += 2 * 60_000;
    await sweep(world.context(), () => 60_000).catch(() => undefined);
  };
  return await atEveryCall(open, ({ aws }) => aws, async world => void await dispatch(world), recovered)
    + await atEveryCall(open, ({ aws }) => aws, swept, recovered);
};

const prove = async (): Promise<readonly Figure[]> => {
  const violations: string[] = [];
  const received = await receiving(violations);
  const dispatched = await dispatching(violations);
  return [{
    what: 'each AWS call of receiver, dispatcher and sweeper × throttled, timed out, denied, malformed (each with and without its effect), partial',
    figure: `${count(received)} + ${count(dispatched)} tried, ${violations.length} without a durable copy, final or not made good${violations.slice(0, 3).map(each => `; ${each}`).join('')}`,
    held: violations.length === 0 && received > 300 && dispatched > 100,
  }];
};

export const failClosed: Guarantee = { number: 5, title: 'Fail closed', prove };
