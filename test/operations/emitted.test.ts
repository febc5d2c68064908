// every metric that can be shown is written by a function, and nothing is written that the list does not have.
import { report as reportRoutes } from '../../lambda/connectivity/report';
import { report as reportRelease } from '../../lambda/gate/report';
import { keepBalance } from '../../lambda/sessions/told-balance';
import { countSetAside } from '../../lambda/sweeper/quarantine';
import { sweep } from '../../lambda/sweeper/sweep';
import { emitted, isEmitted } from '../../lib/operations/emitted';
import { CreditsWorld, settings } from '../lambda/credits/support';
import { ReconcilerWorld } from '../lambda/reconciler/support';
import { answerOf } from '../lambda/sessions/support/fake-provider';
import { request } from '../lambda/sessions/support/world';
import { OutboxWorld } from '../lambda/support/outbox-world';
import { completed, secretOf } from '../lambda/support/world';

const minute = 60_000;
const hour = 60 * minute;

const webhooks = async (): Promise<string[]> => {
  const world = new OutboxWorld();
  world.cold = 300;
  await world.deliver(world.self(completed()));
  await world.deliver(world.self(completed({ verification_id: 'ver_2' }), { secret: secretOf('forger') }));
  await world.deliver(world.self(completed({ environment: 'live' })));
  await countSetAside({
    dynamodb: world.aws.client, table: 'inbox', bindings: ['self'], environment: 'staging', now: () => world.time, write: line => world.lines.push(line),
  });
  delete world.aws.table.events()[0]!['type'];
  world.time += 2 * minute;
  await sweep(world.context(), () => 50_000);
  return world.lines;
};

const sessions = async (): Promise<string[]> => {
  const world = new ReconcilerWorld();
  await world.open(2);
  for (const { id } of world.provider.sessions) world.complete(id, 'valid');
  world.later(4 * 60);
  await world.reconcile();
  world.provider.interrupt = () => 'after';
  world.provider.lost = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
  await world.call(request({ externalUuid: 'a1b2c3d4-5678-4e9a-b012-00000000000a' }));
  world.provider.interrupt = () => answerOf(402, { error: { code: 'unauthenticated', details: { balance: 4.5, required: 25 } } });
  await world.call(request({ externalUuid: 'a1b2c3d4-5678-4e9a-b012-00000000000b' }));
  return world.lines;
};

const credits = async (): Promise<string[]> => {
  const lines: string[] = [];
  for (const allotment of [10_000, { self: 9_000, uae: 1_000 }]) {
    const world = new CreditsWorld();
    const handler = world.instance(JSON.stringify({ ...settings, allotment }));
    await handler({ Records: [world.record({ binding: 'self', id: 'ver_1', type: 'verification.completed', status: 'valid', occurredAt: '2026-04-15T11:00:00.000Z' })] });
    for (const binding of ['self', 'uae']) await keepBalance(world.dynamo.client, 'sessions', binding, { credits: 9_000, at: world.time - hour });
    await handler({});
    lines.push(...world.lines);
  }
  return lines;
};

const routes = (): string[] => {
  const lines: string[] = [];
  reportRoutes(line => lines.push(line), 0, 'staging', [{ check: 'provider-name', subject: 'self', verdict: 'fails', reason: 'refused' }]);
  return lines;
};

const releases = (): string[] => {
  const lines: string[] = [];
  for (const outcome of ['done', 'refused', 'failed'] as const) {
    reportRelease(line => lines.push(line), 0, 'production', { version: 1, release: 'release', outcome, reasons: [], stacks: [] }, false);
  }
  return lines;
};

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly string[][];
  readonly Metrics: readonly { readonly Name: string }[];
}

interface Line extends Readonly<Record<string, unknown>> {
  readonly _aws?: { readonly CloudWatchMetrics: readonly Directive[] };
}

/** Metrics as CloudWatch takes them from log lines, each with the dimensions by which it is kept. */
const writtenIn = (lines: readonly string[]): { namespace: string; name: string; dimensions: string[] }[] =>
  lines.map(line => JSON.parse(line) as Line).flatMap(line => (line._aws?.CloudWatchMetrics ?? []).flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap(dimensions => Metrics.map(({ Name: name }) => {
      // a dimension or a value that the line does not hold is no metric at all.
      expect([name, typeof line[name], ...dimensions.map(dimension => typeof line[dimension])]).toEqual([name, 'number', ...dimensions.map(() => 'string')]);
      return { namespace, name, dimensions };
    }))));

const textOf = (namespace: string, name: string, dimensions: readonly string[]): string => `${namespace} ${name} by ${[...dimensions].sort().join(', ')}`;

test('the functions write every metric of the list, by every set of its dimensions, and no other', async () => {
  const lines = [...await webhooks(), ...await sessions(), ...await credits(), ...routes(), ...releases()];
  const written = writtenIn(lines);
  expect(written.filter(({ namespace, name, dimensions }) => !isEmitted(namespace, name, dimensions))).toEqual([]);
  const listed = Object.entries(emitted).flatMap(([namespace, names]) =>
    Object.entries(names).flatMap(([name, sets]) => sets.map(set => textOf(namespace, name, set))));
  expect([...new Set(written.map(({ namespace, name, dimensions }) => textOf(namespace, name, dimensions)))].sort()).toEqual(listed.sort());
});
