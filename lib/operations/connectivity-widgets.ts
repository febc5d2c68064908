import { GraphWidget, LogQueryVisualizationType, LogQueryWidget, Stats, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { own } from './alarm-spec';
import type { Connectivity } from './connectivity';
import { connectivityMetrics } from '../../lambda/connectivity/contract';
import type { EnvironmentConfig } from '../environment';

/** The ways in and out as they were seen from inside, as one row of the dashboard. */
export const routeWidgets = ({ name }: EnvironmentConfig, { function: examiner }: Connectivity): IWidget[] => {
  const environment = { Environment: name };
  return [
    new GraphWidget({
      title: 'routes that should be open and are not, those that cannot be told, and borders that are open',
      left: [connectivityMetrics.failed, connectivityMetrics.unknown, connectivityMetrics.crossed].map(metric => own(metric, environment, Stats.MAXIMUM)),
      right: [own(connectivityMetrics.run, environment)],
      width: 8,
    }),
    // a table from the log: a metric for each check of each provider would cost more than the function.
    new LogQueryWidget({
      title: 'every route, as it was seen last',
      logGroupNames: [examiner.logGroup.logGroupName],
      view: LogQueryVisualizationType.TABLE,
      queryLines: [
        'filter ispresent(verdict)',
        'stats latest(verdict) as seen, latest(reason) as because, latest(detail) as status, max(@timestamp) as at by check, subject',
        'sort seen, check',
      ],
      width: 16,
    }),
  ];
};
