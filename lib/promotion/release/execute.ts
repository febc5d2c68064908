import type { DeliveryAccess } from './access';
import type { GateAnswer, GateOutcome } from '../../../lambda/gate/contract';
import { undecided } from '../../operator/command-error';
import { invoke } from '../../operator/invoke';

export interface Execution {
  readonly release: string;
  /** Makes the change sets of the named stacks; without it the gate's wish is the answer. */
  readonly prepare?: (stacks: readonly string[]) => Promise<void>;
  readonly say: (line: string) => void;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Verifies and executes nothing. */
  readonly check?: boolean;
}

/** Each call of the gate may take a quarter of an hour; what needs more of them than this is stuck. */
const MOST_CALLS = 40;
const PAUSE_MS = 5_000;

const call = async (access: DeliveryAccess, release: string, check: boolean): Promise<GateAnswer> =>
  invoke<GateAnswer>({ lambda: access.lambda }, await access.place('gate'), { version: 1, release, ...check && { check } } as { version: 1 });

/** Outcomes as exit codes of the command. */
export const exitCodeOf: Readonly<Record<GateOutcome, 0 | 1 | 2>> = { 'done': 0, 'ready': 0, 'refused': 1, 'failed': 1, 'prepare': 2, 'in-progress': 2 };

/** Calls the gate until the release is done or cannot go on; stopped and run again it goes on, done and run again it changes nothing. */
export const executeRelease = async (access: DeliveryAccess, { release, prepare, say, wait, check = false }: Execution): Promise<GateAnswer> => {
  const asked = new Set<string>();
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const answer = await call(access, release, check);
    const { outcome, stacks } = answer;
    say(`${outcome}${stacks.map(({ name, state }) => `\n  ${state.padEnd(10)} ${name}`).join('')}`);
    if (check || (outcome !== 'in-progress' && outcome !== 'prepare')) return answer;
    if (outcome === 'prepare') {
      const wanted = stacks.filter(({ state }) => state === 'unprepared').map(({ name }) => name);
      const progress = stacks.map(({ state }) => state).join();
      // the same wish at the same progress a second time: the toolkit cannot fulfil it.
      if (prepare === undefined || asked.has(progress)) return answer;
      asked.add(progress);
      await prepare(wanted);
    } else await wait(PAUSE_MS);
  }
  throw undecided(`the gate was called ${MOST_CALLS} times and the release is not done; its log says what it waits for`);
};
