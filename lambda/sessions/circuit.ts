import {
  ConditionalCheckFailedException, DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { sessionsTable } from './contract';
import { RefusedError } from './refusals';
import { keepBalance } from './told-balance';

const second = 1_000;
/** How long nobody asks after the provider has refused for want of credits. */
const pause = 60 * second;
/** How long the one who asks first afterwards is waited for. */
const trial = 30 * second;
/** How long an instance believes what it has read. */
const believed = 5 * second;

/** Whether this caller is the one who finds out if there are credits again. */
export type Passage = 'closed' | 'trial';

/**
 * Keeps a provider that has refused for want of credits from being asked by every caller and every instance: one asks, the others
 * are refused at once.
 */
export class Circuit {
  private readonly seen = new Map<string, { readonly until: number | undefined; readonly at: number }>();

  constructor(
    private readonly dynamodb: Pick<DynamoDBClient, 'send'>, private readonly table: string, private readonly now: () => number,
  ) {}

  /** Lets the caller through, or throws the refusal. */
  async pass(binding: string): Promise<Passage> {
    const until = await this.read(binding);
    if (until === undefined) return 'closed';
    if (until > this.now()) throw refused(until - this.now());
    if (await this.take(binding, until)) return 'trial';
    throw refused(trial);
  }

  /** Opens the circuit for everybody, and keeps what the provider told of its balance. */
  async open(binding: string, balance?: number): Promise<void> {
    const at = this.now();
    const until = at + pause;
    this.note(binding, until);
    const answer = await this.dynamodb.send(new PutItemCommand({ TableName: this.table, Item: { ...keyOf(binding), ...untilOf(until) } }));
    if (typeof answer !== 'object' || answer === null) throw new Error('malformed circuit answer');
    if (balance !== undefined) await keepBalance(this.dynamodb, this.table, binding, { credits: balance, at });
  }

  /** There are credits again. */
  async close(binding: string): Promise<void> {
    this.note(binding, undefined);
    await this.dynamodb.send(new DeleteItemCommand({ TableName: this.table, Key: keyOf(binding) }));
  }

  private async read(binding: string): Promise<number | undefined> {
    const seen = this.seen.get(binding);
    if (seen !== undefined && this.now() - seen.at < believed) return seen.until;
    const answer = await this.dynamodb.send(new GetItemCommand({ TableName: this.table, Key: keyOf(binding), ConsistentRead: true }));
    if (typeof answer !== 'object' || answer === null) throw new Error('malformed circuit answer');
    const until = answer.Item === undefined ? undefined : Number(answer.Item['until']?.N ?? NaN);
    if (Number.isNaN(until)) throw new Error('malformed circuit answer');
    this.note(binding, until);
    return until;
  }

  private async take(binding: string, seen: number): Promise<boolean> {
    const until = this.now() + trial;
    try {
      await this.dynamodb.send(new UpdateItemCommand({
        TableName: this.table,
        Key: keyOf(binding),
        UpdateExpression: 'SET #until = :until',
        ConditionExpression: '#until = :seen',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':until': { N: String(until) }, ':seen': { N: String(seen) } },
      }));
      this.note(binding, until);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      this.seen.delete(binding);
      return false;
    }
  }

  private note(binding: string, until: number | undefined): void {
    this.seen.set(binding, { until, at: this.now() });
  }
}

const refused = (milliseconds: number) =>
  new RefusedError('no-credits', { reason: 'circuit', retryAfterSeconds: Math.ceil(milliseconds / second) });

const keyOf = (binding: string): Record<string, AttributeValue> => ({
  [sessionsTable.partitionKey]: { S: `circuit#${binding}` }, [sessionsTable.sortKey]: { S: 'circuit' },
});

const untilOf = (until: number): Record<string, AttributeValue> => ({
  until: { N: String(until) },
  // a circuit that nobody has asked through for a day says nothing any more.
  [sessionsTable.timeToLive]: { N: String(Math.ceil(until / second) + 86_400) },
});
