import { Duration } from 'aws-cdk-lib';
import { EventBus, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, StartingPosition, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { EncryptedQueue } from './encrypted-queue';
import type { Inbox } from './inbox';
import { countQuarantine, eventBusName, eventSource, inbox as names, type WebhookVariables } from '../../lambda/webhook/contract';
import type { NetworkStack } from '../network';
import { BundledFunction, FunctionRole, type SecretsStack } from '../secrets';

export interface DispatchProps {
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
  readonly inbox: Inbox;
  readonly variables: Pick<WebhookVariables, 'BULKHEAD_ENVIRONMENT' | 'BULKHEAD_INBOX_TABLE'>;
  /** Names of the environment's bindings; what is set aside lies in partitions of each. */
  readonly bindings: readonly string[];
}

/** The way from the inbox to the environment's own event bus: at once by the stream, later by the sweeper. */
export class Dispatch extends Construct {
  readonly bus: EventBus;
  readonly dispatcher: IFunction;
  readonly sweeper: IFunction;
  /** Batches of the stream that were given up: shard and sequence numbers, no payload; the events stay in the inbox. */
  readonly deadLetters: EncryptedQueue;

  constructor(scope: Construct, id: string, { network, secrets, inbox, variables, bindings }: DispatchProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName,
      description: 'verification events of this environment: ids and status, no personal data',
      kmsKey: secrets.keys.events,
    });
    this.deadLetters = new EncryptedQueue(this, 'DeadLetters', { key: secrets.keys.sqs });
    const statements = [
      ...inbox.dispatchStatements(),
      new PolicyStatement({
        actions: ['events:PutEvents'],
        resources: [this.bus.eventBusArn],
        conditions: { StringEquals: { 'events:source': eventSource } },
      }),
    ];
    const shared = {
      network,
      variables: { ...variables, BULKHEAD_EVENT_BUS: this.bus.eventBusName },
      timeout: Duration.seconds(30),
      memory: 256,
    };
    this.dispatcher = new BundledFunction(this, 'Dispatcher', {
      ...shared,
      handler: 'dispatcher',
      description: 'puts new events of the inbox on the bus',
      role: new FunctionRole(this, 'DispatcherRole', { purpose: 'puts new events of the inbox on the bus' }),
      statements: [...statements, ...inbox.streamStatements(), ...this.deadLetters.sendStatements()],
    }).function;
    this.sweeper = new BundledFunction(this, 'Sweeper', {
      ...shared,
      handler: 'sweeper',
      description: 'puts events on the bus that it has not accepted yet',
      role: new FunctionRole(this, 'SweeperRole', { purpose: 'puts events on the bus that it has not accepted yet' }),
      statements: [...statements, inbox.countStatement()],
      variables: { ...shared.variables, BULKHEAD_BINDINGS: bindings.join(',') },
    }).function;
    this.followStream(inbox);
    new Rule(this, 'SweepSchedule', {
      description: 'streams keep a day; what they lose or cannot tell apart is found here',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(this.sweeper, { retryAttempts: 0 })],
    });
    new Rule(this, 'CountSchedule', {
      description: 'says how much is set aside and waits for a person',
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(this.sweeper, { retryAttempts: 0, event: RuleTargetInput.fromObject(countQuarantine) })],
    });
  }

  private followStream(inbox: Inbox): void {
    const newEvents: Record<string, unknown> = FilterCriteria.filter({
      // marks are modifications; an expired item that was overwritten is one too, and the sweeper finds that.
      eventName: ['INSERT'],
      dynamodb: { Keys: { [names.partitionKey]: { S: [{ 'anything-but': { prefix: names.quarantinePrefix } }] } } },
    });
    new EventSourceMapping(this, 'Stream', {
      target: this.dispatcher,
      eventSourceArn: inbox.table.tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      retryAttempts: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(this.deadLetters),
      filters: [newEvents],
    });
  }
}
