import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { metrics } from '../../lambda/webhook/contract';
import { constructId } from '../environment';
import type { WebhookStack } from '../webhook';

export interface AlarmsProps {
  readonly topic: ITopic;
  readonly webhook: WebhookStack;
  readonly bindings: readonly string[];
}

interface AlarmSpec {
  readonly id: string;
  readonly description: string;
  readonly metric: IMetric;
  /** The alarm goes off at this value. */
  readonly threshold: number;
}

const period = Duration.minutes(5);

const own = (metricName: string, dimensionsMap: Record<string, string>, statistic: string = Stats.SUM): IMetric =>
  new Metric({ namespace: metrics.namespace, metricName, dimensionsMap, statistic, period });

const specs = ({ webhook, bindings }: AlarmsProps): AlarmSpec[] => {
  const { dispatch, receiver } = webhook;
  const environment = { Environment: webhook.environmentContext.config.name };
  const sum = { statistic: Stats.SUM, period };
  return [
    ...bindings.map(binding => ({
      id: `Delivery${constructId(binding)}`,
      description: `a delivery of ${binding} needs a person: the log of the receiver names the situation and the delivery id`,
      metric: own(metrics.alarm, { ...environment, Binding: binding }),
      threshold: 1,
    })),
    { id: 'ReceiverErrors', description: 'the receiver failed; senders retry', metric: receiver.metricErrors(sum), threshold: 1 },
    { id: 'ReceiverThrottles', description: 'the receiver was throttled; senders retry', metric: receiver.metricThrottles(sum), threshold: 1 },
    { id: 'DispatcherErrors', description: 'the dispatcher failed; the sweeper re-sends', metric: dispatch.dispatcher.metricErrors(sum), threshold: 1 },
    { id: 'SweeperErrors', description: 'the sweeper failed; undispatched events wait', metric: dispatch.sweeper.metricErrors(sum), threshold: 3 },
    {
      id: 'OldestUndispatched',
      description: 'an accepted event has waited over five minutes for the bus',
      metric: own(metrics.oldestUndispatched, environment, Stats.MAXIMUM),
      threshold: 300,
    },
    { id: 'DeadEvents', description: 'an event was given up; it stays in the inbox', metric: own(metrics.deadLetter, environment), threshold: 1 },
    {
      id: 'DeadLetters',
      description: 'a batch of the stream was given up; its events stay in the inbox and the sweeper re-sends them',
      metric: dispatch.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period }),
      threshold: 1,
    },
    { id: 'ServerErrors', description: 'the API answered 5xx; senders retry', metric: webhook.api.api.metricServerError(sum), threshold: 5 },
    { id: 'ClientErrors', description: 'the API answered 4xx: refused, throttled or too large', metric: webhook.api.api.metricClientError(sum), threshold: 50 },
  ];
};

/** Alarms of the webhook path; each says what happened and what the system does by itself. */
export class Alarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(props.topic);
    this.alarms = specs(props).map(({ id: alarmId, description, metric, threshold }) => {
      const alarm = new Alarm(this, alarmId, {
        alarmDescription: description,
        metric,
        threshold,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        // no traffic is no fault.
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      return alarm;
    });
  }
}
