import { createHash } from 'node:crypto';
import { checkAlways, checkRecovered } from './promises';
import type { Choice } from './stepper';
import { System } from './system';
import type { Delivery } from './system';

export interface Scenario {
  readonly name: string;
  readonly deliveries: readonly Delivery[];
  /** Distinct events among the deliveries. */
  readonly keys: number;
  readonly sweeps: number;
  /** Most faults on one path: crashes, and calls that fail with or without their effect. */
  readonly faults: number;
  /** Left to the full form. */
  readonly long?: true;
  /** Milliseconds since the epoch. */
  readonly start: number;
}

export interface Explored {
  readonly states: number;
  readonly ends: number;
  /** The first broken promise and the path to it. */
  readonly broken?: string;
}

/** Tries every order of every call of every process, every fault at each, and a crash of everything in each state. */
export const explore = async (scenario: Scenario): Promise<Explored> => {
  const seen = new Set<string>();
  const open: (readonly Choice[])[] = [[]];
  let ends = 0;
  while (open.length > 0) {
    const path = open.pop()!;
    const system = await replay(scenario, path);
    const state = createHash('sha256').update(system.state()).digest('base64');
    if (seen.has(state)) continue;
    seen.add(state);
    const choices = system.stepper.choices(scenario.faults);
    if (choices.length === 0) ends++;
    for (const choice of choices) open.push([...path, choice]);
    try {
      checkAlways(system);
      await recover(scenario, system);
    } catch (error) {
      const steps = path.map(({ call, happening }) => `${call} ${happening}`).join(', ');
      return { states: seen.size, ends, broken: `${(error as Error).message} after [${steps}]` };
    }
  }
  return { states: seen.size, ends };
};

const replay = async ({ deliveries, sweeps, start }: Scenario, path: readonly Choice[]): Promise<System> => {
  const system = new System(start);
  for (const delivery of deliveries) await system.receive(delivery);
  for (let count = 0; count < sweeps; count++) await system.sweep();
  for (const choice of path) {
    await system.stepper.take(choice);
    await system.stream();
  }
  return system;
};

const settle = async (system: System): Promise<void> => {
  for (let choices = system.stepper.choices(0); choices.length > 0; choices = system.stepper.choices(0)) await system.stepper.take(choices[0]!);
  checkAlways(system);
};

/** Everything dies; then the sender retries what was not acknowledged, the stream comes again, and the sweeper runs. */
const recover = async ({ deliveries, keys }: Scenario, system: System): Promise<void> => {
  system.stepper.killAll();
  const acknowledged = new Set([...system.attempts].filter(([process]) => system.isAcknowledged(process)).map(([, delivery]) => delivery));
  for (const delivery of deliveries) {
    if (acknowledged.has(delivery)) continue;
    const process = await system.receive(delivery);
    await settle(system);
    if (!system.isAcknowledged(process)) throw new Error('a retry without any fault is not acknowledged');
  }
  await system.stream(true);
  await settle(system);
  await system.sweep();
  await settle(system);
  checkRecovered(system, deliveries, keys);
};
