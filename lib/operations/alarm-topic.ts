import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { ServiceKey } from '../secrets';

export interface AlarmTopicProps {
  readonly key: ServiceKey;
  /** Where alarms go; AWS asks the address to confirm once. */
  readonly email: string;
}

/** The environment's own topic for alarms; only alarms of its account may publish. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { key, email }: AlarmTopicProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.topic = new Topic(this, 'Topic', { displayName: 'Bulkhead alarms', masterKey: key, enforceSSL: true });
    this.topic.addToResourcePolicy(new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [this.topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }));
    this.topic.addSubscription(new EmailSubscription(email));
  }
}
