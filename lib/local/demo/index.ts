import { join, relative } from 'node:path';
import { forgetUsersAws } from '../bare-environment';
import { endChildren } from '../child';
import { endEverything, endOnSignals, isInterrupted, onEnd } from '../ending';
import { runtimeNode } from '../runtime-node';
import { workDirectory } from '../work-directory';
import { validateFleet, type FleetConfig, type FlowsConfig } from '../../environment';
import type { BuildFleetOptions } from '../../fleet';
import { openLog } from './log';
import { playDemo } from './play';
import { machineReadable, writeReport } from './report';
import type { DemoResult } from './result';
import { summary } from './summary';
import { terminalNarrator } from './terminal';

export { playDemo } from './play';
export type { DemoResult } from './result';

export interface DemoOptions {
  readonly fleet: FleetConfig;
  readonly flows: FlowsConfig;
  /** Adds the team's own stacks to an environment, as bin/app.ts does. */
  readonly extend: BuildFleetOptions['extend'];
  /** Root folder of the project. */
  readonly root: string;
  /** Leaves everything running until Ctrl-C. */
  readonly keep?: boolean;
  /** @default - `.bulkhead/demo-report` */
  readonly reportDir?: string;
  /** Prints the result as JSON on standard output, and progress on standard error. */
  readonly json?: boolean;
}

const INTERRUPTED = 130;

const untilInterrupted = () => new Promise<void>(resolve => {
  // from here on Ctrl-C is the way to end, not an interruption.
  process.removeAllListeners('SIGINT').once('SIGINT', () => resolve());
});

const keepRunning = async ({ environments }: DemoResult, print: (text: string) => void) => {
  print(`${environments.map(({ name, endpoint }) => `${name}: ${endpoint}/<binding>`).join('\n')}\nRunning until Ctrl-C.\n`);
  await untilInterrupted();
};

/** Plays the demo for whoever sits at the terminal; returns the exit code: 0 held, 1 did not hold. */
export const runDemo = async (options: DemoOptions): Promise<number> => {
  const { root, keep = false, json = false, reportDir = join(root, '.bulkhead', 'demo-report') } = options;
  const print = (text: string) => void (json ? process.stderr : process.stdout).write(text);
  // a configuration that cannot be provisioned is told before anything is started.
  validateFleet(options.fleet, options.flows);
  const node = runtimeNode(root);
  const work = workDirectory(root);
  onEnd(() => work.remove());
  onEnd(endChildren);
  endOnSignals();
  forgetUsersAws(join(work.path, 'home'));
  const log = openLog(join(reportDir, 'demo.log'));
  onEnd(() => log.close());
  try {
    const result = await playDemo({ ...options, node, work: work.path, onLog: log.write }, terminalNarrator(json));
    const report = await writeReport(result, reportDir);
    print(summary(result, relative(process.cwd(), report)));
    if (json) process.stdout.write(`${JSON.stringify(machineReadable(result), null, 2)}\n`);
    if (keep) await keepRunning(result, print);
    return result.verdict === 'held' ? 0 : 1;
  } catch (error) {
    // what ends in the middle of its work fails; nobody needs to hear of that.
    if (isInterrupted()) return INTERRUPTED;
    print(`What the embedded AWS and the toolkit said: ${relative(process.cwd(), log.path)}\n`);
    throw error;
  } finally {
    await endEverything();
  }
};
