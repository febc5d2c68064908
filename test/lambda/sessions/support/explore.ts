import { randomUUID } from 'node:crypto';
import type { SessionsResponse } from '../../../../lambda/sessions/contract';
import { createSessions } from '../../../../lambda/sessions/sessions';
import { request, SessionsWorld } from './world';

/** One thing that may happen next: a worker's call, a worker's end, or time enough for every lease to end. */
type Action = `call ${number}` | `crash ${number}` | 'time passes';

export interface Bounds {
  readonly workers: number;
  readonly crashes: number;
  readonly jumps: number;
}

export interface Explored {
  readonly runs: number;
  /** What happened in a run that broke the promise. */
  readonly violations: readonly string[];
}

/** A worker stands before its beginning and before each of its calls until it is told to go on. */
class Worker {
  state: 'waiting' | 'running' | 'done' | 'crashed' = 'waiting';
  response: SessionsResponse | undefined;
  private open: () => void;
  private arrived: () => void = () => undefined;

  constructor(world: SessionsWorld) {
    const gated = <T>(call: () => Promise<T>): Promise<T> => this.gate().then(call);
    const sessions = createSessions({
      ssm: world.configuration, secretsManager: world.configuration,
      dynamodb: { send: ((command: never) => gated(() => (world.dynamo.client.send as (command: never) => Promise<unknown>)(command))) as never },
      transport: asked => gated(() => world.provider.transport(asked)),
      environment: 'staging', credentials: 'test', path: '/sessions', table: 'sessions', now: world.now, pause: () => Promise.resolve(),
      random: () => 0.5, newOwner: randomUUID, write: () => undefined,
    });
    this.open = () => void sessions(request(), () => 30_000).then(response => {
      this.response = response;
      this.state = 'done';
      this.arrived();
    });
  }

  /** Resolves when the worker stands before its next call or has ended. */
  proceed(): Promise<void> {
    this.state = 'running';
    const arrival = new Promise<void>(resolve => {
      this.arrived = resolve;
    });
    this.open();
    return arrival;
  }

  private gate(): Promise<void> {
    this.state = 'waiting';
    return new Promise(resolve => {
      this.open = resolve;
      this.arrived();
    });
  }
}

/** Whether at most one session was handed out, and the one that is remembered. */
const broken = (world: SessionsWorld, responses: readonly (SessionsResponse | undefined)[]): string | undefined => {
  const ids = new Set(responses.flatMap(response => (response !== undefined && response.outcome !== 'refused' ? [response.session.id] : [])));
  if (ids.size > 1) return 'two sessions were handed out';
  const [record] = world.dynamo.all('sessions').filter(item => item['part']!.S!.startsWith('session#'));
  return ids.size === 1 && record?.['verification']?.S !== [...ids][0] ? 'a session was handed out that is not remembered' : undefined;
};

const run = async (bounds: Bounds, chosen: readonly number[], sabotage: (world: SessionsWorld) => void): Promise<{ options: number[]; story: Action[]; violation?: string }> => {
  const world = new SessionsWorld();
  sabotage(world);
  const workers = Array.from({ length: bounds.workers }, () => new Worker(world));
  const options: number[] = [];
  const story: Action[] = [];
  let { crashes, jumps } = bounds;
  for (;;) {
    const waiting = workers.flatMap(({ state }, index) => (state === 'waiting' ? [index] : []));
    if (waiting.length === 0) break;
    const actions: Action[] = [
      ...waiting.map((index): Action => `call ${index}`),
      ...(crashes > 0 ? waiting.map((index): Action => `crash ${index}`) : []),
      ...(jumps > 0 ? ['time passes' as const] : []),
    ];
    const action = actions[chosen[options.length] ?? 0]!;
    options.push(actions.length);
    story.push(action);
    const [what, index] = action.split(' ') as [string, string];
    if (what === 'call') await workers[Number(index)]!.proceed();
    else if (what === 'crash') {
      workers[Number(index)]!.state = 'crashed';
      crashes--;
    } else {
      world.time += 60_000;
      jumps--;
    }
  }
  world.time += 60_000;
  const last = await world.instance()(request(), () => 30_000);
  const violation = last.outcome === 'refused' ? `the request is refused afterwards: ${last.code}` : broken(world, [...workers.map(({ response }) => response), last]);
  return { options, story, violation };
};

/** Every order of the workers' calls within the bounds, each in a run of its own. */
export const explore = async (bounds: Bounds, sabotage: (world: SessionsWorld) => void = () => undefined): Promise<Explored> => {
  const violations: string[] = [];
  let runs = 0;
  let chosen: number[] | undefined = [];
  while (chosen !== undefined) {
    const { options, story, violation } = await run(bounds, chosen, sabotage);
    runs++;
    if (violation !== undefined) violations.push(`${violation}: ${story.join(', ')}`);
    chosen = following(options.map((_, index) => chosen![index] ?? 0), options);
  }
  return { runs, violations };
};

/** The next choices in the order of an odometer whose last wheel turns first. */
const following = (taken: readonly number[], options: readonly number[]): number[] | undefined => {
  for (let index = taken.length - 1; index >= 0; index--) {
    if (taken[index]! + 1 < options[index]!) return [...taken.slice(0, index), taken[index]! + 1];
  }
  return undefined;
};
