import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { rememberedDays, sessionsTable } from '../sessions/contract';
import { keyOf, readRecord, readSessionKey } from '../sessions/record';
import type { Item, SessionKey } from '../sessions/record';

/** A session that has not ended for us yet. */
export interface OpenSession {
  readonly key: SessionKey;
  /** The provider's id. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** How often it was looked at. */
  readonly looks: number;
  readonly owner: string;
  /** Absent where the provider has none. */
  readonly flow: string | undefined;
}

const day = 86_400;

/** The sessions table as the reconciler sees it: what is still open, and how it ended. */
export class OpenSessions {
  constructor(private readonly dynamodb: Pick<DynamoDBClient, 'send'>, private readonly table: string) {}

  /** Sessions to be looked at by now, the longest due first, a page at a time. */
  async* due(now: number, pageSize: number): AsyncGenerator<readonly SessionKey[]> {
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.dynamodb.send(new QueryCommand({
        TableName: this.table,
        IndexName: sessionsTable.openIndex,
        KeyConditionExpression: '#open = :yes AND #checkAt < :now',
        ExpressionAttributeNames: { '#open': sessionsTable.open.attribute, '#checkAt': sessionsTable.checkAt },
        ExpressionAttributeValues: { ':yes': { S: sessionsTable.open.value }, ':now': { S: new Date(now).toISOString() } },
        Limit: pageSize,
        ExclusiveStartKey: from,
      }));
      yield (page.Items ?? []).flatMap(item => readSessionKey(item) ?? []);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }

  /** The session if it is still open: the index may lag behind. */
  async read(key: SessionKey): Promise<OpenSession | undefined> {
    const { Item: item } = await this.dynamodb.send(new GetItemCommand({ TableName: this.table, Key: keyOf(key), ConsistentRead: true }));
    if (item === undefined) return undefined;
    const record = readRecord(item);
    if (record.state !== 'open') return undefined;
    const { owner, given } = record;
    return {
      key, id: given.id, expiresAt: Date.parse(given.expiresAt), looks: Number(item['looks']?.N ?? 0), owner, flow: item['flow']?.S,
    };
  }

  /** Notes that a live session ended in a way that is charged, so that the day's count can be compared; the same note twice is one. */
  async noteCharged({ key, id }: OpenSession, occurredAt: string): Promise<void> {
    const answer = await this.dynamodb.send(new PutItemCommand({
      TableName: this.table,
      Item: {
        [sessionsTable.partitionKey]: { S: settledOn(key.binding, occurredAt) },
        [sessionsTable.sortKey]: { S: `${key.binding}#${id}` },
        [sessionsTable.timeToLive]: { N: String(Math.floor(Date.parse(occurredAt) / 1000) + rememberedDays * day) },
      },
    }));
    if (typeof answer !== 'object' || answer === null) throw new Error('malformed sessions answer');
  }

  /** The session has ended; what only its person may know goes with it. */
  async settle(session: OpenSession, status: string, now: number): Promise<void> {
    await this.update(session, {
      UpdateExpression: 'SET #state = :settled, #status = :status, settledAt = :at REMOVE #open, #checkAt, #token, #url',
      ExpressionAttributeNames: {
        '#status': 'status', '#token': 'token', '#url': 'url', '#checkAt': sessionsTable.checkAt, '#open': sessionsTable.open.attribute,
      },
      ExpressionAttributeValues: { ':settled': { S: 'settled' }, ':status': { S: status }, ':at': { S: new Date(now).toISOString() } },
    });
  }

  /** Looks again later; a look that failed is not counted. */
  async postpone(session: OpenSession, until: number, counts: boolean): Promise<void> {
    await this.update(session, {
      UpdateExpression: `SET #checkAt = :at ADD looks :one`,
      ExpressionAttributeNames: { '#checkAt': sessionsTable.checkAt },
      ExpressionAttributeValues: { ':at': { S: new Date(until).toISOString() }, ':one': { N: counts ? '1' : '0' } },
    });
  }

  private async update(
    { key, owner }: OpenSession,
    change: Pick<UpdateItemCommandInput, 'UpdateExpression'> & {
      readonly ExpressionAttributeNames: Record<string, string>; readonly ExpressionAttributeValues: Item;
    },
  ): Promise<void> {
    try {
      await this.dynamodb.send(new UpdateItemCommand({
        TableName: this.table,
        Key: keyOf(key),
        UpdateExpression: change.UpdateExpression,
        ConditionExpression: '#owner = :owner AND #state = :still',
        ExpressionAttributeNames: { ...change.ExpressionAttributeNames, '#owner': 'owner', '#state': 'state' },
        ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':owner': { S: owner }, ':still': { S: 'open' } },
      }));
    } catch (error) {
      // another run has settled it.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}

/** Partition that names what was charged on the day of a time. */
export const settledOn = (binding: string, time: string): string => `settled#${binding}#${new Date(time).toISOString().slice(0, 10)}`;
