import { gateMetrics, type GateAnswer } from './contract';
import type { Write } from '../webhook/log';

const metricOf: Partial<Record<GateAnswer['outcome'], string>> = { refused: gateMetrics.refused, failed: gateMetrics.failed, done: gateMetrics.done };

/** Writes one line of JSON that is log entry and metric at once: codes and names of stacks, no message and no person. */
export const report = (write: Write, now: number, environment: string, { release, outcome, reasons, stacks }: GateAnswer, check: boolean): void => {
  // whoever only asks raises no alarm.
  const metric = check ? undefined : metricOf[outcome];
  write(JSON.stringify({
    Environment: environment, release, outcome, check: String(check),
    codes: [...new Set(reasons.map(({ code }) => code))].join(' '),
    stacks: stacks.map(({ name, state }) => `${name}=${state}`).join(' '),
    ...metric !== undefined && {
      [metric]: 1,
      _aws: { Timestamp: now, CloudWatchMetrics: [{ Namespace: gateMetrics.namespace, Dimensions: [['Environment']], Metrics: [{ Name: metric, Unit: 'Count' }] }] },
    },
  }));
};
