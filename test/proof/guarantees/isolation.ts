import { World, completed, entry, happened, press, secretOf } from '../../lambda/support/world';
import type { BindingName } from '../../lambda/support/world';
import type { ProxyEvent } from '../../../lambda/webhook/request';
import type { Stage } from '../../../lambda/webhook/signing-keys';
import { count } from '../figure';
import type { Figure, Guarantee } from '../figure';

const environments = { 'staging': 'test', 'pre-production': 'test', 'partner': 'test', 'production': 'live' } as const;
type Environment = keyof typeof environments;
const names = Object.keys(environments) as Environment[];
const bindings: readonly BindingName[] = ['self', 'uae', 'plain'];
const stages: readonly Stage[] = ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING'];

const secret = (environment: Environment, binding: BindingName, stage: Stage): string => secretOf(`${environment}/${binding}/${stage}`);

/** An environment with secrets, flows and subscriptions of its own; rotating where other versions are stored as well. */
const open = (environment: Environment, stored: readonly Stage[]): World => {
  const credentials = environments[environment];
  const world = new World({ BULKHEAD_ENVIRONMENT: environment, BULKHEAD_CREDENTIALS: credentials });
  for (const binding of bindings) {
    for (const stage of stored) world.store(binding, stage, secret(environment, binding, stage), { class: credentials, createdAt: world.time });
  }
  world.configure('self', { flowIds: [`flow_${environment}`] });
  world.configure('uae', { subscriptionIds: [`sub_${environment}`] });
  return world;
};

/** Every kind of event that an environment's provider sends, signed with any secret, at any route. */
const eventsOf = (world: World, from: Environment, route: BindingName, key: string): readonly ProxyEvent[] => {
  const own = { environment: environments[from], flow_id: `flow_${from}` };
  switch (route) {
    case 'self': return [...['valid', 'invalid', 'error', 'expired'].map(status => completed({ ...own, status })), JSON.stringify({ type: 'session.created' })]
      .map(body => world.self(body, { secret: key }));
    case 'uae': return [[entry()], [entry('evt-1'), entry('evt-2')], []].map(records => world.uae(press(records), { secret: key, subscription: `sub_${from}` }));
    case 'plain': return [happened(), happened({ type: 'other' })].map(body => world.plain(body, { secret: key }));
  }
};

const pairs = names.flatMap(from => names.filter(to => to !== from).map(to => [from, to] as const));

const prove = async (): Promise<readonly Figure[]> => {
  let foreign = 0;
  let misdirected = 0;
  const accepted: string[] = [];
  for (const [from, to] of pairs) {
    for (const stored of [['AWSCURRENT'], stages] as const) {
      const world = open(to, stored);
      for (const key of bindings.flatMap(binding => stages.map(stage => secret(from, binding, stage)))) {
        for (const event of bindings.flatMap(route => eventsOf(world, from, route, key))) {
          foreign++;
          if (await world.status(event) < 400 || world.aws.table.writes > 0) accepted.push(`${from} → ${to}: foreign secret`);
        }
      }
      // signed for the right environment, but telling of another one: nothing else would bind a plain sender's events.
      for (const route of ['self', 'uae'] as const) {
        for (const stage of stored) {
          for (const event of eventsOf(world, from, route, secret(to, route, stage))) {
            misdirected++;
            await world.deliver(event);
            if (world.aws.table.events().length > 0) accepted.push(`${from} → ${to}: foreign event`);
          }
        }
      }
    }
  }
  return [
    { what: `${names.length} environments, ${pairs.length} ordered pairs × every secret of the one at every route of the other`, figure: `${count(foreign)} tried, ${accepted.filter(each => each.endsWith('secret')).length} accepted`, held: accepted.length === 0 },
    { what: 'the same pairs × every event of the one, signed with the other\'s own secret (class flag, flow, subscription)', figure: `${count(misdirected)} tried, ${accepted.filter(each => each.endsWith('event')).length} stored`, held: accepted.length === 0 },
  ];
};

export const isolation: Guarantee = { number: 3, title: 'Isolation at run time', prove };
