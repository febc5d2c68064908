import { Duration } from 'aws-cdk-lib';
import { GraphWidget, Stats, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { own } from './alarm-spec';
import { creditMetrics } from '../../lambda/credits/contract';
import { sessionMetrics } from '../../lambda/sessions/contract';
import type { EnvironmentConfig } from '../environment';

/** Sessions and what they cost, as one row of the dashboard. */
export const sessionWidgets = ({ name, billing }: EnvironmentConfig, bindings: readonly string[]): IWidget[] => {
  const environment = { Environment: name };
  const hourly = Duration.hours(1);
  const outcomes = ['created', 'existing'].flatMap(Outcome =>
    bindings.map(Binding => own(sessionMetrics.request, { ...environment, Binding, Outcome })));
  const perBinding = (metric: string) => bindings.map(Binding => own(metric, { ...environment, Binding }));
  return [
    new GraphWidget({ title: 'sessions', left: outcomes, right: perBinding(sessionMetrics.alarm), width: 8 }),
    new GraphWidget({
      title: 'calls to the providers, and sessions settled by asking',
      left: perBinding(sessionMetrics.providerCall), right: perBinding(sessionMetrics.reconciled), width: 8,
    }),
    billing.kind === 'none'
      ? new GraphWidget({ title: 'no charge: signs of one, none is right', left: perBinding(sessionMetrics.charge), width: 8 })
      : new GraphWidget({
          title: 'credits of today, and what the month still holds',
          left: [own(creditMetrics.today, environment, Stats.MAXIMUM, hourly), own(creditMetrics.credits, environment, Stats.SUM, hourly)],
          right: [
            own(creditMetrics.remaining, environment, Stats.MINIMUM, hourly),
            // a balance is a level: the sum of what was told in five minutes would be none.
            ...bindings.map(Binding => own(sessionMetrics.balance, { ...environment, Binding }, Stats.MINIMUM)),
            own(creditMetrics.balanceDifference, environment, Stats.MAXIMUM, hourly),
          ],
          width: 8,
        }),
  ];
};
