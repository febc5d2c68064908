import { Color, GraphWidget, Stats, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib';
import { oldestAllowed, own } from '../alarm-spec';
import { metrics } from '../../../lambda/webhook/contract';
import type { EnvironmentConfig } from '../../environment';

/** How often the sweeper counts what is set aside. */
const hourly = Duration.hours(1);

/** What became of the events that were taken in, as one row of the dashboard. */
export const dispatchWidgets = ({ name, providers }: EnvironmentConfig): IWidget[] => {
  const environment = { Environment: name };
  return [
    new GraphWidget({
      title: 'seconds that the oldest undispatched event has waited; a gap means that nobody looked', width: 8, leftYAxis: { min: 0 },
      left: [own(metrics.oldestUndispatched, environment, Stats.MAXIMUM)],
      leftAnnotations: [{ value: oldestAllowed, label: 'alarm', color: Color.RED }],
    }),
    new GraphWidget({
      title: 'dispatched, not this time, given up', width: 8,
      left: [own(metrics.dispatched, environment)],
      right: [own(metrics.dispatchFailed, environment), own(metrics.deadLetter, environment)],
    }),
    new GraphWidget({
      title: 'set aside and not sent yet, counted every hour', width: 8, leftYAxis: { min: 0 },
      left: Object.keys(providers).map(Binding => own(metrics.quarantined, { ...environment, Binding }, Stats.MAXIMUM, hourly)),
    }),
  ];
};
