import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient, QueryCommandInput, ScanCommandInput } from '@aws-sdk/client-dynamodb';

export type Item = Readonly<Record<string, AttributeValue | undefined>>;

export type Table = Pick<DynamoDBClient, 'send'>;

type Send = (from: Record<string, AttributeValue> | undefined) => Promise<{ Items?: Record<string, AttributeValue>[]; LastEvaluatedKey?: Record<string, AttributeValue> }>;

async function* pages(send: Send): AsyncGenerator<Item> {
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await send(from);
    if (!Array.isArray(page?.Items)) throw new Error('malformed table answer');
    yield* page.Items;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

/** Items of one partition, read as they are now. */
export const query = (table: Table, input: Omit<QueryCommandInput, 'ConsistentRead'>): AsyncGenerator<Item> =>
  pages(from => table.send(new QueryCommand({ ...input, ConsistentRead: true, ExclusiveStartKey: from })));

/** Items of a whole table that pass the filter: what is looked for a few times a year needs no index. */
export const scan = (table: Table, input: Omit<ScanCommandInput, 'ConsistentRead'>): AsyncGenerator<Item> =>
  pages(from => table.send(new ScanCommand({ ...input, ConsistentRead: true, ExclusiveStartKey: from })));

/** What an expression compares with at once. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html */
const mostOperands = 90;

export const chunksOf = <T>(list: readonly T[]): readonly T[][] =>
  Array.from({ length: Math.ceil(list.length / mostOperands) }, (_, index) => list.slice(index * mostOperands, (index + 1) * mostOperands));
