import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { own, type AlarmSpec } from './alarm-spec';
import { connectivityMetrics } from '../../lambda/connectivity/contract';
import type { EnvironmentConfig } from '../environment';

/** Two runs: a provider that is away for a moment is nobody's business here. */
const twoRuns = Duration.minutes(30);
const fourRuns = Duration.hours(1);

/** Alarms of the ways in and out; a way that is open and should not be is told at once. */
export const connectivityAlarms = ({ name }: EnvironmentConfig): AlarmSpec[] => {
  const environment = { Environment: name };
  return [
    {
      id: 'RouteCrossed', runbook: 'route-crossed',
      description: 'a name or an address that must be out of reach was reached from inside',
      metric: own(connectivityMetrics.crossed, environment, Stats.MAXIMUM), threshold: 1,
    },
    {
      id: 'RouteFailed', runbook: 'route-failed',
      description: 'a provider or a service of AWS is not reached as it should be, twice in a row',
      metric: own(connectivityMetrics.failed, environment, Stats.MINIMUM, twoRuns), threshold: 1,
    },
    {
      id: 'RouteUnknown', runbook: 'route-unknown',
      description: 'for an hour no run could tell of every way whether it is open or closed',
      metric: own(connectivityMetrics.unknown, environment, Stats.MINIMUM, fourRuns), threshold: 1,
    },
    {
      id: 'RouteSilence', runbook: 'route-silence',
      description: 'for an hour nothing has looked at the ways in and out',
      metric: own(connectivityMetrics.run, environment, Stats.SUM, fourRuns), threshold: 0, below: true, silence: true,
    },
  ];
};
