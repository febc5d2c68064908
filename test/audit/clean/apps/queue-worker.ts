import { CfnOutput, Duration, RemovalPolicy, Stack, type App, type StackProps } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as Lambda, LambdaInsightsVersion, LayerVersion, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket, EventType } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { files, targets } from './targets';

class WorkerStack extends Stack {
  constructor(scope: App, id: string, props: StackProps) {
    super(scope, id, props);
    const deadLetters = new Queue(this, 'DeadLetters', { retentionPeriod: Duration.days(14) });
    const jobs = new Queue(this, 'Jobs', {
      visibilityTimeout: Duration.minutes(6),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    const uploads = new Bucket(this, 'Uploads', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true, enforceSSL: true });
    uploads.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(jobs), { prefix: 'incoming/' });

    const results = new Table(this, 'Results', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    const worker = new Lambda(this, 'Worker', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset(files('handlers/resize')),
      timeout: Duration.minutes(1),
      memorySize: 512,
      tracing: Tracing.ACTIVE,
      logRetention: RetentionDays.TWO_WEEKS,
      insightsVersion: LambdaInsightsVersion.VERSION_1_0_333_0,
      layers: [
        LayerVersion.fromLayerVersionArn(
          this,
          'Powertools',
          `arn:aws:lambda:${this.region}:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:25`,
        ),
      ],
      environment: { TABLE_NAME: results.tableName, POWERTOOLS_SERVICE_NAME: 'worker' },
    });
    worker.addEventSource(new SqsEventSource(jobs, { batchSize: 10, reportBatchItemFailures: true }));
    uploads.grantRead(worker);
    results.grantReadWriteData(worker);
    Secret.fromSecretNameV2(this, 'ApiKey', 'worker/api-key').grantRead(worker);

    const alarms = new Topic(this, 'Alarms');
    alarms.addSubscription(new EmailSubscription('oncall@acme.example'));
    new Alarm(this, 'DeadLetterAlarm', {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
      evaluationPeriods: 1,
    }).addAlarmAction(new SnsAction(alarms));
    new CfnOutput(this, 'QueueUrl', { value: jobs.queueUrl });
  }
}

export const queueWorker = (app: App): void => {
  for (const { name, env } of targets) new WorkerStack(app, `Worker${name}`, { env });
};
