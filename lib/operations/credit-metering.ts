import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, StartingPosition, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { creditsSettings } from './credit-settings';
import { creditsTable } from '../../lambda/credits/contract';
import { inbox as names } from '../../lambda/webhook/contract';
import type { EnvironmentContext } from '../environment';
import type { NetworkStack } from '../network';
import { BundledFunction, FunctionRole, type SecretsStack } from '../secrets';
import type { SessionsStack } from '../sessions';
import { EncryptedQueue, type WebhookStack } from '../webhook';

export interface CreditMeteringProps {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
  readonly webhook: WebhookStack;
  readonly sessions: SessionsStack;
}

/**
 * Counts what the providers charge, from the inbox's own stream: each event once, whatever becomes of it on the bus.
 *
 * An environment that is charged nothing has it too, with nothing to count, so that its shape is production's.
 */
export class CreditMetering extends Construct {
  readonly function: IFunction;
  /** Counts, by the keys that charged verifications have in the inbox. */
  readonly table: Table;
  /** Batches of the stream that were given up: shard and sequence numbers, no payload. */
  readonly deadLetters: EncryptedQueue;

  constructor(scope: Construct, id: string, { environment, network, secrets, webhook, sessions }: CreditMeteringProps) {
    super(scope, id);
    const { config } = environment;
    const purpose = 'counts charged verifications; reads how they ended and nothing else of them';
    const table = this.table = new Table(this, 'Table', {
      partitionKey: { name: creditsTable.partitionKey, type: AttributeType.STRING },
      sortKey: { name: creditsTable.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: secrets.keys.dynamodb,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: creditsTable.timeToLive,
      deletionProtection: config.credentials === 'live',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.deadLetters = new EncryptedQueue(this, 'DeadLetters', { key: secrets.keys.sqs });
    this.function = new BundledFunction(this, 'Function', {
      handler: 'credits',
      description: purpose,
      network,
      role: new FunctionRole(this, 'Role', { purpose }),
      statements: [
        ...webhook.inbox.stateStatements(), ...webhook.inbox.streamStatements(), ...sessions.table.chargedStatements(),
        ...this.deadLetters.sendStatements(),
        new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], resources: [table.tableArn] }),
      ],
      variables: {
        BULKHEAD_ENVIRONMENT: config.name,
        BULKHEAD_INBOX_TABLE: webhook.inbox.table.tableName,
        BULKHEAD_SESSIONS_TABLE: sessions.table.table.tableName,
        BULKHEAD_CREDITS_TABLE: table.tableName,
        BULKHEAD_CREDITS_SETTINGS: JSON.stringify(creditsSettings(environment)),
      },
      timeout: Duration.minutes(1),
      memory: 256,
    }).function;
    this.followStream(webhook);
    new Rule(this, 'SummarySchedule', {
      description: 'says what today and the month have cost, and whether events and sessions agree on yesterday',
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(this.function, { retryAttempts: 0 })],
    });
  }

  private followStream(webhook: WebhookStack): void {
    const newEvents: Record<string, unknown> = FilterCriteria.filter({
      eventName: ['INSERT'],
      dynamodb: { Keys: { [names.partitionKey]: { S: [{ 'anything-but': { prefix: names.quarantinePrefix } }] } } },
    });
    new EventSourceMapping(this, 'Stream', {
      target: this.function,
      eventSourceArn: webhook.inbox.table.tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      // nobody waits for a count, so more than one event may be worth one start.
      maxBatchingWindow: Duration.seconds(10),
      retryAttempts: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(this.deadLetters),
      filters: [newEvents],
    });
  }
}
