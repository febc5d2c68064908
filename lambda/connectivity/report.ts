import { connectivityMetrics, routeChecks } from './contract';
import type { RouteResult } from './contract';
import { isOpenQuestion } from './examine';
import { record } from '../webhook/log';
import type { Write } from '../webhook/log';

const levels = { holds: 'info', fails: 'error', unknown: 'warn' } as const;

/** One line for each check, and one with the metrics of the run; words, ids and statuses only. */
export const report = (write: Write, now: number, environment: string, results: readonly RouteResult[]): void => {
  for (const { check, subject, verdict, reason, detail } of results) {
    record(write, now, { level: levels[verdict], Environment: environment, check, subject, verdict, reason, detail }, []);
  }
  const failed = (kind: 'route' | 'border') => results.filter(({ check, verdict }) => verdict === 'fails' && routeChecks[check] === kind).length;
  const by = [['Environment']] as const;
  record(write, now, { level: 'info', Environment: environment }, [
    { name: connectivityMetrics.run, value: 1, by },
    { name: connectivityMetrics.failed, value: failed('route'), by },
    { name: connectivityMetrics.crossed, value: failed('border'), by },
    { name: connectivityMetrics.unknown, value: results.filter(isOpenQuestion).length, by },
  ]);
};
