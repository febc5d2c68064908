import { createDispatcher } from '../../../lambda/dispatcher/handler';
import { sweep } from '../../../lambda/sweeper/sweep';
import type { ProxyEvent } from '../../../lambda/webhook/request';
import { faults } from '../../lambda/support/fake-aws';
import { OutboxWorld } from '../../lambda/support/outbox-world';
import type { Headers } from '../../lambda/support/world';
import { completed, entry, happened, press, secretOf } from '../../lambda/support/world';
import { count } from '../figure';
import type { Figure, Guarantee } from '../figure';

const person = { full_name: 'CANARY-NAME', passport: 'CANARY-PASSPORT', nested: { dob: 'CANARY-BIRTH' } };
const calls = ['GetParameter', 'GetSecretValue', 'PutItem', 'PutObject'];

/** Deliveries of every kind with a canary in every place that a caller fills. */
const deliveriesTo = (world: OutboxWorld): readonly ProxyEvent[] => [
  ...['valid', 'invalid', 'error', 'expired', 'CANARY-STATUS'].map(status => world.self(completed({ ...person, status, verification_id: `ver_${status.length}` }))),
  ...[{ environment: 'CANARY-FLAG' }, { flow_id: 'CANARY-FLOW' }, { type: 'CANARY-TYPE' }, { verified_at: 'CANARY-TIME' }, { verification_id: 'CANARY ID' }]
    .map(changes => world.self(completed({ ...person, ...changes }))),
  world.self(completed({ ...person, proof: 'CANARY-LARGE'.repeat(40_000) })),
  ...['{"CANARY-KEY":1,"CANARY-KEY":2}', '{"CANARY', '["CANARY"]', '"CANARY"'].map(body => world.self(body)),
  world.self(completed(person), { secret: secretOf('CANARY') }),
  world.uae(press([{ ...entry('evt-1'), ...person }, { ...person }])),
  world.uae(press([{ ...entry('evt-2'), ...person }], 'CANARY-TYPE')),
  world.uae(press([{ ...entry('evt-3'), ...person }]), { subscription: 'CANARY-SUBSCRIPTION' }),
  world.uae(press([{ ...entry('evt-4'), ...person }]), { at: world.time - 400_000 }),
  world.plain(happened({ data: { id: 'user_1', ...person } })),
  ...['svix-id', 'svix-timestamp', 'svix-signature'].map(name => {
    const event = world.self(completed(person));
    return { ...event, multiValueHeaders: { ...event.multiValueHeaders as Headers, [name]: ['CANARY-HEADER'] } };
  }),
  { ...world.self(completed(person)), resource: '/webhooks/CANARY' },
  { ...world.self(completed(person)), body: 'CANARY', isBase64Encoded: true },
];

const prove = async (): Promise<readonly Figure[]> => {
  const output: string[] = [];
  const secrets = new Set([secretOf('self'), secretOf('uae'), secretOf('plain')]);
  let deliveries = 0;
  let stored = 0;
  const world = new OutboxWorld();
  const round = async () => {
    world.time += 61_000;
    world.restart();
    for (const event of deliveriesTo(world)) {
      const headers = (event.multiValueHeaders ?? {}) as Headers;
      for (const [name, values] of Object.entries(headers)) if (/signature/i.test(name) && !values[0]!.includes('CANARY')) secrets.add(values[0]!);
      output.push(JSON.stringify(await world.deliver(event)));
      deliveries++;
    }
    output.push(JSON.stringify(await createDispatcher(world.context)({ Records: world.records() })));
    world.time += 121_000;
    await sweep(world.context(), () => 60_000).catch((error: Error) => output.push(error.name));
  };
  await round();
  stored = world.aws.table.all().filter(item => Buffer.from(item['body']?.B ?? '').includes('CANARY')).length;
  for (const fault of Object.values(faults)) {
    for (const call of [...calls, 'GetItem', 'PutEvents', 'UpdateItem', 'Query']) {
      world.aws.table.items.clear();
      if (!calls.includes(call)) await world.fill(2);
      world.aws.failing.set(call, fault);
      await round();
      world.aws.failing.clear();
    }
  }
  for (const value of ['CANARY-SECRET', `${secretOf('CANARY')}\n`]) {
    world.store('self', 'AWSCURRENT', value);
    await round();
  }
  output.push(...world.lines, ...world.aws.sent.map(sent => JSON.stringify(sent)));
  const text = output.join('\n');
  const hits = (text.match(/CANARY/g) ?? []).length + [...secrets].filter(each => text.includes(each)).length;
  return [{
    what: 'personal data, secrets and signatures in every place a caller or AWS fills, through successes and failures; sinks: log lines (metrics and dead letters among them), answers, events on the bus',
    figure: `${count(deliveries)} deliveries, ${count(output.length)} outputs searched, ${hits} hits (the same canaries found in ${stored} stored bodies)`,
    held: hits === 0 && stored > 5 && world.aws.sent.length > 0,
  }];
};

export const confidentiality: Guarantee = { number: 7, title: 'Confidentiality', prove };
