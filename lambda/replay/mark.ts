import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { attemptsAttribute, nextAttemptAttribute } from '../dispatcher/stored-event';
import { inbox } from '../webhook/contract';
import { replayedAtAttribute, replayPauseMinutes } from './contract';

/** An item by its keys and the time of its receipt, which tells it from a later one under the same keys. */
export interface Place {
  readonly verification: string;
  readonly event: string;
  readonly receivedAt: string;
}

const isoAt = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Before this time a replay counts as another one. */
export const pauseStart = (now: number): string => isoAt(now - replayPauseMinutes * 60_000);

/** Puts marks on items of the inbox, each under the condition that it is still what was read. */
export class Marks {
  constructor(private readonly dynamodb: Pick<DynamoDBClient, 'send'>, private readonly table: string, private readonly now: () => number) {}

  /** Makes an event undispatched again, so that the sweeper sends it; false where it waits already or has just been replayed. */
  undispatch(place: Place): Promise<boolean> {
    return this.update(place, {
      expression: `SET #undispatched = :yes, ${replayedAtAttribute} = :now `
        + `REMOVE dispatchedAt, deadLetterAt, ${attemptsAttribute}, ${nextAttemptAttribute}`,
      condition: 'attribute_not_exists(#undispatched)',
      names: { '#undispatched': inbox.undispatched.attribute },
      values: { ':yes': { S: inbox.undispatched.value } },
    });
  }

  /** Remembers that what was set aside has been sent after all. */
  settle(place: Place): Promise<boolean> {
    return this.update(place, { expression: `SET ${replayedAtAttribute} = :now`, names: {}, values: {} });
  }

  private async update(place: Place, change: {
    readonly expression: string; readonly condition?: string;
    readonly names: Record<string, string>; readonly values: Record<string, AttributeValue>;
  }): Promise<boolean> {
    const now = this.now();
    try {
      await this.dynamodb.send(new UpdateItemCommand({
        TableName: this.table,
        Key: { [inbox.partitionKey]: { S: place.verification }, [inbox.sortKey]: { S: place.event } },
        UpdateExpression: change.expression,
        ConditionExpression: [
          '#receivedAt = :receivedAt', `(attribute_not_exists(${replayedAtAttribute}) OR ${replayedAtAttribute} < :pauseStart)`,
          ...change.condition === undefined ? [] : [change.condition],
        ].join(' AND '),
        ExpressionAttributeNames: { ...change.names, '#receivedAt': inbox.receivedAt },
        ExpressionAttributeValues: {
          ...change.values, ':receivedAt': { S: place.receivedAt }, ':now': { S: isoAt(now) }, ':pauseStart': { S: pauseStart(now) },
        },
      }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
