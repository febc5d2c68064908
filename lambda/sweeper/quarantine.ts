import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { replayedAtAttribute } from '../replay/contract';
import { inbox, metrics } from '../webhook/contract';
import { quarantineReasons } from '../webhook/entry';
import { record } from '../webhook/log';
import type { Write } from '../webhook/log';

export interface Quarantine {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly table: string;
  readonly bindings: readonly string[];
  readonly environment: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly write: Write;
}

/** Pages of a megabyte that are counted of one reason: beyond them the number is a lower bound, and large enough to say so. */
const mostPages = 50;

/** Says how many deliveries of each binding are set aside and have not been sent after all; no attribute of them is read. */
export const countSetAside = async (quarantine: Quarantine): Promise<void> => {
  const { bindings, environment, now, write } = quarantine;
  for (const binding of bindings) {
    const counts: Record<string, number> = {};
    for (const reason of quarantineReasons) counts[reason] = await count(quarantine, `${inbox.quarantinePrefix}${binding}#${reason}`);
    const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
    record(write, now(), { level: 'info', Environment: environment, Binding: binding, ...counts }, [
      { name: metrics.quarantined, value: all, by: [['Environment', 'Binding']] },
    ]);
  }
};

const count = async ({ dynamodb, table, now }: Quarantine, partition: string): Promise<number> => {
  let found = 0;
  let from: Record<string, AttributeValue> | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await dynamodb.send(new QueryCommand({
      TableName: table,
      Select: 'COUNT',
      KeyConditionExpression: '#key = :partition',
      // what has expired is gone, whether or not it has been deleted; what was erased or sent after all waits for nobody.
      FilterExpression: '#expiry >= :now AND attribute_not_exists(#replayed) AND attribute_not_exists(#erased)',
      ExpressionAttributeNames: { '#key': inbox.partitionKey, '#expiry': inbox.timeToLive, '#replayed': replayedAtAttribute, '#erased': inbox.erasedAt },
      ExpressionAttributeValues: { ':partition': { S: partition }, ':now': { N: String(Math.floor(now() / 1000)) } },
      ExclusiveStartKey: from,
    }));
    if (typeof answer?.Count !== 'number') throw new Error('malformed inbox answer');
    found += answer.Count;
    from = answer.LastEvaluatedKey;
    if (from === undefined) break;
  }
  return found;
};
