import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inbox, stateAttributes } from '../webhook/contract';

/** How a verification ended, as the inbox has it. */
export interface Ended {
  readonly type: string;
  /** Absent where the provider's event has none. */
  readonly status: string | undefined;
  /** ISO 8601. */
  readonly occurredAt: string;
  /** Absent where the provider's events name none. */
  readonly flow: string | undefined;
}

const names = Object.fromEntries(stateAttributes.map((name, index) => [`#a${index}`, name]));

/** Reads how a verification ended and nothing else of the event; undefined where the inbox has none, none any more, or one that was erased. */
export const readEnded = async (
  dynamodb: Pick<DynamoDBClient, 'send'>, table: string, key: { readonly verification: string; readonly event: string }, now: number,
): Promise<Ended | undefined> => {
  const answer = await dynamodb.send(new GetItemCommand({
    TableName: table,
    Key: { [inbox.partitionKey]: { S: key.verification }, [inbox.sortKey]: { S: key.event } },
    ConsistentRead: true,
    ProjectionExpression: Object.keys(names).join(', '),
    ExpressionAttributeNames: names,
  }));
  if (typeof answer !== 'object' || answer === null) throw new Error('malformed inbox answer');
  const { Item: item } = answer;
  if (item === undefined || item[inbox.erasedAt] !== undefined || Number(item[inbox.timeToLive]?.N) < Math.floor(now / 1000)) return undefined;
  const [type, occurredAt] = [item['type']?.S, item['occurredAt']?.S];
  if (type === undefined || occurredAt === undefined || Number.isNaN(Date.parse(occurredAt))) throw new Error('malformed inbox answer');
  return { type, status: item['status']?.S, occurredAt, flow: item['flow']?.S };
};
