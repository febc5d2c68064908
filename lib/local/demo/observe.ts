import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sumMetric } from './function-log';
import type { RunningEnvironment, World } from './world';
import { inbox, metrics, type VerificationEvent } from '../../../lambda/webhook/contract';

/** What an environment holds, seen from outside its functions. */
export interface Observation {
  /** Events in the inbox. */
  readonly stored: number;
  /** Deliveries set aside in the inbox's quarantine. */
  readonly quarantined: number;
  /** Different events that the bus has handed to the backend's queue so far. */
  readonly dispatched: number;
  /** How often the dispatcher says that it has sent an event. */
  readonly sent: number;
  /** Messages that repeat an event: a bus delivers at least once, and a call that times out is made again. */
  readonly copies: number;
}

/** Watches one environment from its stores: the inbox table and a queue that is subscribed to its bus. */
export interface Observer {
  /** Looks once everything written so far has been handed on. */
  look(): Promise<Observation>;
  /** Events that the bus has handed to the backend's queue so far, each once. */
  arrived(): Promise<readonly VerificationEvent[]>;
}

/** Those about one verification. */
export const about = (events: readonly VerificationEvent[], binding: string, verification: string): VerificationEvent[] =>
  events.filter(event => event.verification === `${binding}#${verification}`);

const partitionsOf = async (dynamodb: DynamoDBClient, table: string): Promise<string[]> => {
  const partitions: string[] = [];
  let from: Record<string, never> | undefined;
  do {
    const page = await dynamodb.send(new ScanCommand({ TableName: table, ConsistentRead: true, ExclusiveStartKey: from }));
    partitions.push(...(page.Items ?? []).map(item => item[inbox.partitionKey]?.S ?? ''));
    from = page.LastEvaluatedKey as typeof from;
  } while (from);
  return partitions;
};

/** Takes everything out of a queue. */
const drain = async (sqs: SQSClient, queue: string): Promise<string[]> => {
  const taken: string[] = [];
  for (;;) {
    const { Messages: messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));
    if (messages.length === 0) return taken;
    taken.push(...messages.map(({ Body }) => Body ?? ''));
    await sqs.send(new DeleteMessageBatchCommand({
      QueueUrl: queue,
      Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
    }));
  }
};

/** What makes an event the same one to its consumer. */
export const identityOf = (message: string): string => {
  const { detail } = JSON.parse(message) as { readonly detail: VerificationEvent };
  return JSON.stringify([detail.environment, detail.verification, detail.event]);
};

export const observe = (environment: RunningEnvironment, { host }: World): Observer => {
  const dynamodb = new DynamoDBClient(environment.administration);
  const sqs = new SQSClient(environment.administration);
  const table = environment.output('Webhook', 'InboxTableName');
  const queue = environment.output('Backend', 'EventsQueueUrl');
  const seen = new Map<string, VerificationEvent>();
  let messages = 0;
  const sent = () => environment.mappings.reduce((sum, { functionArn }) => sum + sumMetric(host.logs().get(functionArn) ?? [], metrics.dispatched), 0);
  const settle = async () => {
    await Promise.all(environment.pollers.map(poller => poller.settled()));
    for (const message of await drain(sqs, queue)) {
      messages += 1;
      seen.set(identityOf(message), (JSON.parse(message) as { readonly detail: VerificationEvent }).detail);
    }
  };
  return {
    arrived: async () => {
      await settle();
      return [...seen.values()];
    },
    look: async () => {
      await settle();
      const partitions = await partitionsOf(dynamodb, table);
      const quarantined = partitions.filter(partition => partition.startsWith(inbox.quarantinePrefix)).length;
      return {
        stored: partitions.length - quarantined, quarantined, dispatched: seen.size, sent: sent(), copies: messages - seen.size,
      };
    },
  };
};
