import { isFinal } from '../../../lambda/webhook/answers';
import { providers } from '../../../lib/providers';
import { World, completed, secretOf } from '../../lambda/support/world';
import { count } from '../figure';
import type { Figure, Guarantee, Scale } from '../figure';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const traffic = 20 * second;

type Step = 'stage' | 'switch' | 'promote' | 'retire';

/** The operator stages first and retires last; the provider switches whenever it likes in between. */
const orders: readonly (readonly Step[])[] = [['stage', 'switch', 'promote', 'retire'], ['stage', 'promote', 'switch', 'retire']];

const old = secretOf('old');
const next = secretOf('next');

/** The labels of the secret after each step of the operator's. */
const apply = (world: World, step: Step, staged: number): void => {
  switch (step) {
    case 'stage': return world.store('self', 'AWSPENDING', next, { createdAt: staged });
    case 'promote':
      world.store('self', 'AWSPREVIOUS', old);
      world.store('self', 'AWSCURRENT', next, { createdAt: staged });
      // a finished rotation leaves its label where it was.
      return world.stageCurrent('self');
    case 'retire': return world.unstore('self', 'AWSPREVIOUS');
    case 'switch': return;
  }
};

interface Played {
  deliveries: number;
  retried: number;
  lost: number;
  final: number;
}

/** One rotation under traffic to three instances that read the secret at different times. */
const play = async (order: readonly Step[], pauses: readonly number[], played: Played): Promise<void> => {
  const world = new World();
  world.store('self', 'AWSCURRENT', old);
  const instances = [world.instance(), world.instance(), world.instance()];
  let signing = old;
  let number = 0;
  let waiting: { readonly body: string; readonly id: string; readonly since: number }[] = [];
  const attempt = async (body: string, id: string): Promise<number> =>
    (await instances[number++ % instances.length]!(world.self(body, { id, secret: signing }))).statusCode;
  const run = async (duration: number): Promise<void> => {
    // over days a delivery now and then says as much.
    const interval = duration > hour * 2 ? hour / 2 : traffic;
    for (const end = world.time + duration; world.time < end; world.time += interval) {
      const due = [...waiting, { body: completed({ verification_id: `ver_${played.deliveries}` }), id: `msg_${played.deliveries}`, since: world.time }];
      played.deliveries++;
      waiting = [];
      for (const delivery of due) {
        const status = await attempt(delivery.body, delivery.id);
        if (status < 300) continue;
        if (isFinal(providers.self.deliveryPolicy, status)) played.final++;
        else if (world.time - delivery.since > 10 * minute) played.lost++;
        else waiting.push(delivery);
        played.retried++;
      }
    }
  };
  await run(6 * minute);
  const staged = world.time;
  for (const [index, step] of order.entries()) {
    if (step === 'switch') signing = next;
    else apply(world, step, staged);
    await run(pauses[index]!);
  }
  await run(6 * minute);
  played.lost += waiting.length;
  world.lines.length = 0;
};

const combinations = (values: readonly number[], length: number): number[][] =>
  length === 0 ? [[]] : combinations(values, length - 1).flatMap(rest => values.map(value => [value, ...rest]));

const prove = async (scale: Scale): Promise<readonly Figure[]> => {
  // the shortest is no pause at all, the longest outlasts every cache; staging alone has to wait for nothing.
  const pauses = combinations(scale === 'full' ? [0, 4 * minute, 61 * minute, 50 * hour] : [0, 6 * minute], 4);
  const played: Played = { deliveries: 0, retried: 0, lost: 0, final: 0 };
  for (const order of orders) for (const each of pauses) await play(order, each, played);
  return [{
    what: `signed traffic to three instances through ${count(orders.length * pauses.length)} rotations, stopped for up to ${scale === 'full' ? '50 h' : '6 min'} at every boundary`,
    figure: `${count(played.deliveries)} deliveries, ${count(played.retried)} answered 503 first, ${played.lost} lost, ${played.final} given a final answer`,
    held: played.lost === 0 && played.final === 0,
  }];
};

export const rotation: Guarantee = { number: 6, title: 'Rotation', prove };
