import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { assertEmitted } from './emitted';
import { metrics } from '../../lambda/webhook/contract';

/** One alarm, as data. */
export interface AlarmSpec {
  readonly id: string;
  readonly description: string;
  /** Page below docs/runbooks that says what to do. */
  readonly runbook: string;
  readonly metric: IMetric;
  /** The alarm goes off at this value. */
  readonly threshold: number;
  /**
   * Whether it goes off at or below the value instead of at or above it.
   * @default false
   */
  readonly below?: boolean;
  /**
   * Whether it goes off where nothing is measured at all: for what is written by a schedule, whether or not there is anything to tell.
   * @default false
   */
  readonly silence?: boolean;
}

/** Seconds that an accepted event may wait for the bus. */
export const oldestAllowed = 300;

export const period = Duration.minutes(5);

/** How a service's own metric is summed up. */
export const sum = { statistic: Stats.SUM, period };

/** A metric that the functions themselves write. @throws where they write none of this name by these dimensions */
export const own = (metricName: string, dimensionsMap: Record<string, string>, statistic: string = Stats.SUM, over: Duration = period): IMetric => {
  assertEmitted(metrics.namespace, metricName, Object.keys(dimensionsMap));
  return new Metric({ namespace: metrics.namespace, metricName, dimensionsMap, statistic, period: over });
};
