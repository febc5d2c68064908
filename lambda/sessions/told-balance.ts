import { ConditionalCheckFailedException, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { sessionsTable } from './contract';

/** Days for which a told balance says anything: what was counted since would be an estimate of more than a month. */
const toldDays = 35;

/** What a provider said that it still holds, and when. */
export interface ToldBalance {
  readonly credits: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const sortKey = 'balance';

const partitionOf = (binding: string): string => `balance#${binding}`;

/** Keeps what a provider told beside the circuit, for longer than the circuit lasts; of two tellings the later one. */
export const keepBalance = async (
  dynamodb: Pick<DynamoDBClient, 'send'>, table: string, binding: string, { credits, at }: ToldBalance,
): Promise<void> => {
  try {
    await dynamodb.send(new PutItemCommand({
      TableName: table,
      Item: {
        [sessionsTable.partitionKey]: { S: partitionOf(binding) }, [sessionsTable.sortKey]: { S: sortKey },
        credits: { N: String(credits) }, toldAt: { N: String(at) },
        [sessionsTable.timeToLive]: { N: String(Math.floor(at / 1000) + toldDays * 86_400) },
      },
      ConditionExpression: 'attribute_not_exists(#key) OR #toldAt < :toldAt',
      ExpressionAttributeNames: { '#key': sessionsTable.partitionKey, '#toldAt': 'toldAt' },
      ExpressionAttributeValues: { ':toldAt': { N: String(at) } },
    }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** What the provider told last, or undefined where it told nothing for a month. */
export const readBalance = async (
  dynamodb: Pick<DynamoDBClient, 'send'>, table: string, binding: string, now: number,
): Promise<ToldBalance | undefined> => {
  // a query, so that the grant of whoever reads here is one action on named partitions.
  const page = await dynamodb.send(new QueryCommand({
    TableName: table,
    KeyConditionExpression: '#key = :balance',
    ProjectionExpression: '#credits, #toldAt',
    ExpressionAttributeNames: { '#key': sessionsTable.partitionKey, '#credits': 'credits', '#toldAt': 'toldAt' },
    ExpressionAttributeValues: { ':balance': { S: partitionOf(binding) } },
    ConsistentRead: true,
  }));
  if (!Array.isArray(page?.Items)) throw new Error('malformed balance answer');
  const [item] = page.Items;
  if (item === undefined) return undefined;
  const told = { credits: Number(item['credits']?.N ?? NaN), at: Number(item['toldAt']?.N ?? NaN) };
  if (Number.isNaN(told.credits) || Number.isNaN(told.at)) throw new Error('malformed balance answer');
  // the clock decides what is forgotten; deletion may lag for days.
  return told.at + toldDays * 86_400_000 < now ? undefined : told;
};
