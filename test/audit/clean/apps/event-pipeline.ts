import { Duration, NestedStack, Stack, Stage, type App, type StackProps } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Archive, EventBus, EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { CloudWatchLogGroup, LambdaFunction, SfnStateMachine, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function as Lambda, Runtime, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { SnsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import {
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  LogLevel,
  Map as MapState,
  StateMachine,
  Succeed,
  WaitTime,
  Wait,
} from 'aws-cdk-lib/aws-stepfunctions';
import { EventBridgePutEvents, LambdaInvoke, SqsSendMessage } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { files, targets } from './targets';
import type { Construct } from 'constructs';

const handler = (scope: Construct, id: string, more: object = {}): Lambda =>
  new Lambda(scope, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromAsset(files('handlers/resize')),
    timeout: Duration.seconds(30),
    ...more,
  });

/** Checks orders in a nested stack, as large apps do. */
class OrderFlow extends NestedStack {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, bus: EventBus, check: IFunction) {
    super(scope, id);
    const rejected = new Queue(this, 'Rejected', { encryption: QueueEncryption.KMS_MANAGED });
    const each = new MapState(this, 'EachItem', { itemsPath: '$.detail.items', maxConcurrency: 5 });
    each.itemProcessor(new LambdaInvoke(this, 'Check', { lambdaFunction: check, outputPath: '$.Payload', retryOnServiceExceptions: true }));
    const publish = new EventBridgePutEvents(this, 'Publish', {
      entries: [{ eventBus: bus, source: 'orders', detailType: 'accepted', detail: TaskInput.fromJsonPathAt('$') }],
    });
    const reject = new SqsSendMessage(this, 'Reject', { queue: rejected, messageBody: TaskInput.fromJsonPathAt('$') }).next(
      new Fail(this, 'Failed'),
    );
    this.machine = new StateMachine(this, 'Machine', {
      definitionBody: DefinitionBody.fromChainable(
        new Wait(this, 'Settle', { time: WaitTime.duration(Duration.seconds(5)) })
          .next(each)
          .next(
            new Choice(this, 'Ok?')
              .when(Condition.booleanEquals('$[0].ok', true), publish.next(new Succeed(this, 'Done')))
              .otherwise(reject),
          ),
      ),
      tracingEnabled: true,
      logs: { destination: new LogGroup(this, 'Log', { retention: RetentionDays.ONE_MONTH }), level: LogLevel.ERROR },
    });
  }
}

class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const bus = new EventBus(this, 'Orders', { eventBusName: 'orders' });
    new Archive(this, 'Archive', { sourceEventBus: bus, eventPattern: { account: [this.account] }, retention: Duration.days(30) });
    const incoming = new Topic(this, 'Incoming', { fifo: false, enforceSSL: true });
    const deadLetters = new Queue(this, 'DeadLetters', { enforceSSL: true });
    incoming.addSubscription(
      new SqsSubscription(new Queue(this, 'Audit'), {
        deadLetterQueue: deadLetters,
        filterPolicy: { kind: SubscriptionFilter.stringFilter({ allowlist: ['order'] }) },
      }),
    );
    const intake = handler(this, 'Intake', { onFailure: new SqsDestination(deadLetters), environment: { BUS_NAME: bus.eventBusName } });
    intake.addEventSource(new SnsEventSource(incoming));
    bus.grantPutEventsTo(intake);
    const { machine } = new OrderFlow(this, 'Flow', bus, handler(this, 'CheckItem'));
    new Rule(this, 'Placed', {
      eventBus: bus,
      eventPattern: { source: ['orders'], detailType: ['placed'] },
      targets: [new SfnStateMachine(machine, { deadLetterQueue: deadLetters }), new CloudWatchLogGroup(new LogGroup(this, 'Events'))],
    });
    new Rule(this, 'Nightly', {
      schedule: Schedule.cron({ hour: '2', minute: '0' }),
      targets: [new LambdaFunction(intake, { event: RuleTargetInput.fromObject({ at: EventField.time }) }), new SqsQueue(deadLetters)],
    });
    const api = new RestApi(this, 'Api', { deployOptions: { tracingEnabled: true } });
    api.root.addResource('orders').addMethod('POST', new LambdaIntegration(intake));
    new AwsCustomResource(this, 'Seed', {
      onCreate: {
        service: 'SNS',
        action: 'publish',
        parameters: { TopicArn: incoming.topicArn, Message: 'hello' },
        physicalResourceId: PhysicalResourceId.of('seed'),
      },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [incoming.topicArn] }),
    });
  }
}

export const eventPipeline = (app: App): void => {
  for (const { name, env } of targets) new PipelineStack(new Stage(app, name, { env }), 'Pipeline', {});
};
