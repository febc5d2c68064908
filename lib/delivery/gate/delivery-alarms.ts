import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmTopic } from '../../operations/alarm-topic';
import { assertEmitted } from '../../operations/emitted';
import type { ServiceKey } from '../../secrets';

const period = Duration.minutes(5);

/** A topic of the delivery's own: whoever may quieten the alarms of the traffic does not quieten these. */
export class DeliveryAlarms extends Construct {
  private readonly topic: ITopic;

  constructor(scope: Construct, id: string, { key, email }: { readonly key: ServiceKey; readonly email: string }) {
    super(scope, id);
    ({ topic: this.topic } = new AlarmTopic(this, 'Topic', { key, email }));
  }

  /** Raises an alarm on every count of a metric. */
  alarm(id: string, runbook: string, description: string, metric: IMetric): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${description}; see docs/runbooks/${runbook}.md`,
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  static metric(namespace: string, metricName: string, dimensionsMap: Record<string, string>): IMetric {
    assertEmitted(namespace, metricName, Object.keys(dimensionsMap));
    return new Metric({ namespace, metricName, dimensionsMap, statistic: Stats.SUM, period });
  }

  /**
   * Tells of every call that a pattern of CloudTrail's events matches, read-only ones such as AssumeRole among them.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
   */
  onCall(id: string, description: string, message: string, detail: Record<string, unknown>): void {
    const rule = new CfnRule(this, id, {
      description,
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      eventPattern: { 'detail-type': ['AWS API Call via CloudTrail'], detail },
      targets: [{
        id: 'Topic',
        arn: this.topic.topicArn,
        inputTransformer: {
          inputPathsMap: { who: '$.detail.userIdentity.arn', what: '$.detail.eventName', when: '$.time', account: '$.account' },
          inputTemplate: `"${message}: <what> by <who> in <account> at <when>; see docs/runbooks/break-glass.md"`,
        },
      }],
    });
    this.topic.addToResourcePolicy(new PolicyStatement({
      sid: `${id}OfThisAccount`,
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('events.amazonaws.com')],
      resources: [this.topic.topicArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
    }));
  }
}
