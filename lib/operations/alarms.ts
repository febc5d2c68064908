import { Alarm, ComparisonOperator, MathExpression, Stats, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { oldestAllowed, own, period, sum, type AlarmSpec } from './alarm-spec';
import { measuresOf } from './front';
import { metrics } from '../../lambda/webhook/contract';
import { constructId } from '../environment';
import type { WebhookStack } from '../webhook';

export interface AlarmsProps {
  readonly topic: ITopic;
  readonly webhook: WebhookStack;
  readonly bindings: readonly string[];
  /** Milliseconds that the least patient provider waits for an answer. */
  readonly patience: number;
  /** Alarms of what stands beside the webhook path. */
  readonly others: readonly AlarmSpec[];
}

/** What concerns one registration with one provider. */
const ofBinding = (binding: string, environment: Record<string, string>): AlarmSpec[] => {
  const refused = (situation: string) => own(metrics.delivery, { ...environment, Binding: binding, Situation: situation });
  return [
    {
      id: `Delivery${constructId(binding)}`,
      description: `a delivery of ${binding} needs a person: the log of the receiver names the situation and the delivery id`,
      runbook: 'delivery',
      metric: own(metrics.alarm, { ...environment, Binding: binding }),
      threshold: 1,
    },
    {
      id: `Refused${constructId(binding)}`,
      description: `many deliveries of ${binding} were refused: a forger, or a secret that the provider no longer signs with`,
      runbook: 'refused',
      metric: new MathExpression({
        expression: 'FILL(refused, 0) + FILL(rotating, 0)', period,
        usingMetrics: { refused: refused('refused'), rotating: refused('refused-in-rotation') },
      }),
      threshold: 20,
    },
  ];
};

/** What concerns the functions and the front that all bindings share. */
const ofPath = ({ webhook, patience }: AlarmsProps, environment: Record<string, string>): AlarmSpec[] => {
  const { dispatch, receiver } = webhook;
  const spec = (id: string, runbook: string, description: string, metric: IMetric, threshold = 1): AlarmSpec => ({ id, runbook, description, metric, threshold });
  return [
    spec('ReceiverErrors', 'receiver-errors', 'the receiver failed; senders retry', receiver.metricErrors(sum)),
    spec('ReceiverThrottles', 'receiver-throttles', 'the receiver was throttled; senders retry', receiver.metricThrottles(sum)),
    spec('ReceiverSlow', 'receiver-slow', `one delivery in a hundred took more than four fifths of the ${patience} ms that a provider waits`,
      receiver.metricDuration({ statistic: Stats.percentile(99), period }), patience * 0.8),
    spec('DispatcherErrors', 'dispatcher-errors', 'the dispatcher failed; the sweeper re-sends', dispatch.dispatcher.metricErrors(sum)),
    spec('SweeperErrors', 'sweeper-errors', 'the sweeper failed; undispatched events wait', dispatch.sweeper.metricErrors(sum), 3),
    {
      ...spec('OldestUndispatched', 'oldest-undispatched', 'an accepted event has waited five minutes for the bus, or nobody has looked for as long',
        own(metrics.oldestUndispatched, environment, Stats.MAXIMUM), oldestAllowed), silence: true,
    },
    spec('DeadEvents', 'dead-events', 'an event was given up; it stays in the inbox', own(metrics.deadLetter, environment)),
    spec('DeadLetters', 'dead-letters', 'a batch of the stream was given up; its events stay in the inbox and the sweeper re-sends them',
      dispatch.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period })),
    ...measuresOf(webhook, patience).alarms,
  ];
};

/** The environment's alarms; each says what happened, what the system does by itself, and where it says what to do. */
export class Alarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(props.topic);
    const environment = { Environment: props.webhook.environmentContext.config.name };
    const specs = [...props.bindings.flatMap(binding => ofBinding(binding, environment)), ...ofPath(props, environment), ...props.others];
    this.alarms = specs.map(({ id: alarmId, description, runbook, metric, threshold, below = false, silence = false }) => {
      const alarm = new Alarm(this, alarmId, {
        alarmDescription: `${description}; see docs/runbooks/${runbook}.md`,
        metric,
        threshold,
        evaluationPeriods: 1,
        comparisonOperator: below ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        // no traffic is no fault; a schedule that is silent is one.
        treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      return alarm;
    });
  }
}
