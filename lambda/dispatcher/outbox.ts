import { ConditionalCheckFailedException, GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inbox } from '../webhook/contract';
import { attemptsAttribute, isUndispatched, nextAttemptAttribute, readKey } from './stored-event';
import type { EventKey, Item } from './stored-event';

export interface Waiting {
  readonly key: EventKey;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** The inbox as the bus's side sees it: what has not been sent yet, and marks on what was. */
export class Outbox {
  constructor(private readonly dynamodb: Pick<DynamoDBClient, 'send'>, private readonly table: string) {}

  /** The item if it is still to be sent; undefined where it was sent, set aside or deleted meanwhile. */
  async read(key: EventKey): Promise<Item | undefined> {
    const { Item: item } = await this.dynamodb.send(new GetItemCommand({
      TableName: this.table, Key: keyOf(key), ConsistentRead: true,
    }));
    return item !== undefined && isUndispatched(item) ? item : undefined;
  }

  /** Events received before a time and not sent yet, oldest first, a page at a time. */
  async* waiting(before: number): AsyncGenerator<readonly Waiting[]> {
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.dynamodb.send(new QueryCommand({
        TableName: this.table,
        IndexName: inbox.undispatchedIndex,
        KeyConditionExpression: '#undispatched = :yes AND #receivedAt < :before',
        ExpressionAttributeNames: { '#undispatched': inbox.undispatched.attribute, '#receivedAt': inbox.receivedAt },
        ExpressionAttributeValues: {
          ':yes': { S: inbox.undispatched.value }, ':before': { S: new Date(before).toISOString() },
        },
        Limit: 100,
        ExclusiveStartKey: from,
      }));
      yield (page.Items ?? []).flatMap(item => {
        const key = readKey(item);
        return key === undefined ? [] : [{ key, receivedAt: Date.parse(item[inbox.receivedAt]?.S ?? '') }];
      });
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }

  /** Takes the event off the waiting list because the bus has it. */
  async markDispatched(key: EventKey, receivedAt: string, now: number): Promise<void> {
    await this.leave(key, receivedAt, 'dispatchedAt', now);
  }

  /** Takes the event off the waiting list because it was given up; the item stays for whoever is woken. */
  async markDead(key: EventKey, receivedAt: string, now: number): Promise<void> {
    await this.leave(key, receivedAt, 'deadLetterAt', now);
  }

  async countAttempt(key: EventKey, receivedAt: string, nextAttemptAt: number): Promise<void> {
    await this.update(key, receivedAt, {
      expression: `ADD ${attemptsAttribute} :one SET ${nextAttemptAttribute} = :next`,
      values: { ':one': { N: '1' }, ':next': { N: String(nextAttemptAt) } },
    });
  }

  private async leave(key: EventKey, receivedAt: string, as: 'dispatchedAt' | 'deadLetterAt', now: number): Promise<void> {
    await this.update(key, receivedAt, {
      expression: `REMOVE #undispatched SET ${as} = :at`, values: { ':at': { S: new Date(now).toISOString() } },
    });
  }

  private async update(
    key: EventKey, receivedAt: string, change: { readonly expression: string; readonly values: Record<string, AttributeValue> },
  ): Promise<void> {
    try {
      await this.dynamodb.send(new UpdateItemCommand({
        TableName: this.table,
        Key: keyOf(key),
        UpdateExpression: change.expression,
        // the time of receipt tells this item from a later one under the same key.
        ConditionExpression: '#undispatched = :yes AND #receivedAt = :receivedAt',
        ExpressionAttributeNames: { '#undispatched': inbox.undispatched.attribute, '#receivedAt': inbox.receivedAt },
        ExpressionAttributeValues: {
          ...change.values, ':yes': { S: inbox.undispatched.value }, ':receivedAt': { S: receivedAt },
        },
      }));
    } catch (error) {
      // somebody else has marked it: a mark is made once and means the same whoever makes it.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}

const keyOf = (key: EventKey): Record<string, AttributeValue> => ({
  [inbox.partitionKey]: { S: key.verification }, [inbox.sortKey]: { S: key.event },
});
