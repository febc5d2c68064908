import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { chargesOf, creditsTable, erasedMark } from '../credits/contract';
import { sessionsTable } from '../sessions/contract';
import { isNamed } from '../webhook/aws';
import { chunksOf, scan } from './pages';
import type { Item, Table } from './pages';
import type { SessionPlace } from './subject';

/** Keys of one item. */
type Key = Record<string, AttributeValue>;

const keyOf = (item: Item, ...names: readonly string[]): Key => Object.fromEntries(names.map(name => [name, item[name]!]));

/** Notes that a session of the subject was charged. */
export async function* findNotes(table: Table, TableName: string, keys: ReadonlySet<string>): AsyncGenerator<Key> {
  for (const some of chunksOf([...keys])) {
    const items = scan(table, {
      TableName,
      FilterExpression: `begins_with(#session, :settled) AND #part IN (${some.map((_, index) => `:key${index}`).join(', ')})`,
      ProjectionExpression: '#session, #part',
      ExpressionAttributeNames: { '#session': sessionsTable.partitionKey, '#part': sessionsTable.sortKey },
      ExpressionAttributeValues: { ':settled': { S: 'settled#' }, ...Object.fromEntries(some.map((key, index) => [`:key${index}`, { S: key }])) },
    });
    for await (const item of items) yield keyOf(item, sessionsTable.partitionKey, sessionsTable.sortKey);
  }
}

/** Charges of the subject's verifications. */
export async function* findCharges(table: Table, TableName: string, keys: ReadonlySet<string>): AsyncGenerator<Item> {
  for (const some of chunksOf([...keys])) {
    yield* scan(table, {
      TableName,
      FilterExpression: some.map((_, index) => `begins_with(#of, :key${index})`).join(' OR '),
      ExpressionAttributeNames: { '#of': creditsTable.sortKey },
      ExpressionAttributeValues: Object.fromEntries(some.map((key, index) => [`:key${index}`, { S: chargesOf(key) }])),
    });
  }
}

export const deleteItem = async (table: Table, TableName: string, Key: Key): Promise<void> => {
  await table.send(new DeleteItemCommand({ TableName, Key }));
};

/** What was charged is still counted, under a mark that is nobody's; in one transaction, so that no sum is ever wrong. */
export const unname = async (table: Table, TableName: string, charge: Item): Promise<void> => {
  const { partitionKey, sortKey } = creditsTable;
  try {
    await table.send(new TransactWriteItemsCommand({
      TransactItems: [
        {
          Delete: {
            TableName, Key: keyOf(charge, partitionKey, sortKey),
            ConditionExpression: 'attribute_exists(#of)', ExpressionAttributeNames: { '#of': sortKey },
          },
        },
        { Put: { TableName, Item: { ...charge as Key, [sortKey]: { S: `${erasedMark}${randomUUID()}` } } } },
      ],
    }));
  } catch (error) {
    // another run was faster; the next look finds what is left.
    if (!isNamed(error, 'TransactionCanceledException')) throw error;
  }
};

/**
 * Deletes records of sessions, those by which the subject was named last: a run that is interrupted among them still finds the others
 * under the same ids.
 */
export const deleteSessions = async (
  table: Table, TableName: string, sessions: readonly SessionPlace[], given: ReadonlySet<string>,
): Promise<void> => {
  const isNamed = ({ partition, verification }: SessionPlace) => given.has(partition) || (verification !== undefined && given.has(verification));
  for (const { partition, part } of [...sessions.filter(place => !isNamed(place)), ...sessions.filter(isNamed)]) {
    await deleteItem(table, TableName, { [sessionsTable.partitionKey]: { S: partition }, [sessionsTable.sortKey]: { S: part } });
  }
};
