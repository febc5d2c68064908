import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inbox } from '../webhook/contract';
import { replayedAtAttribute } from './contract';
import type { ReplayRequest } from './contract';

export type Item = Readonly<Record<string, AttributeValue | undefined>>;

export interface Page {
  readonly items: readonly Item[];
  readonly cursor?: string;
}

/** Items looked at in one call: the function answers well within its time. */
const pageSize = 200;

/** Ids and marks; the body stays where it is. */
const projection = ['#partition', '#sort', '#receivedAt', '#undispatched', '#expiresAt', 'deliveryId', 'deadLetterAt', replayedAtAttribute];

const names = {
  '#partition': inbox.partitionKey, '#sort': inbox.sortKey, '#receivedAt': inbox.receivedAt,
  '#undispatched': inbox.undispatched.attribute, '#expiresAt': inbox.timeToLive,
};

interface Cursor {
  /** Partitions that are still to be read, the current one first; absent where the whole table is. */
  readonly partitions?: readonly string[];
  readonly from?: Record<string, AttributeValue>;
}

/** Partitions that can hold what is asked for; undefined where any can. */
const partitionsOf = ({ source, bindings, id }: ReplayRequest): readonly string[] | undefined => {
  if (source === 'late') return bindings.map(binding => `${inbox.quarantinePrefix}${binding}#late`);
  return id === undefined ? undefined : bindings.map(binding => `${binding}#${id}`);
};

const read = (cursor: string): Cursor => JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Cursor;
const write = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** One page of what is asked for; it may be empty with more behind it. */
export const readPage = async (dynamodb: Pick<DynamoDBClient, 'send'>, table: string, request: ReplayRequest): Promise<Page> => {
  const cursor: Cursor = request.cursor === undefined ? { partitions: partitionsOf(request) } : read(request.cursor);
  const { filter, values } = filterOf(request);
  const shared = {
    TableName: table, ProjectionExpression: projection.join(', '), Limit: pageSize, ExclusiveStartKey: cursor.from,
    FilterExpression: filter, ConsistentRead: true,
  };
  if (cursor.partitions === undefined) {
    const page = await dynamodb.send(new ScanCommand({ ...shared, ExpressionAttributeNames: names, ExpressionAttributeValues: values }));
    return { items: page.Items ?? [], cursor: page.LastEvaluatedKey && write({ from: page.LastEvaluatedKey }) };
  }
  const [partition, ...rest] = cursor.partitions;
  if (partition === undefined) return { items: [] };
  const page = await dynamodb.send(new QueryCommand({
    ...shared,
    KeyConditionExpression: '#partition = :partition',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ...values, ':partition': { S: partition } },
  }));
  const next = page.LastEvaluatedKey ? { partitions: cursor.partitions, from: page.LastEvaluatedKey } : { partitions: rest };
  return { items: page.Items ?? [], cursor: next.partitions.length > 0 ? write(next) : undefined };
};

const filterOf = ({ source, since, until, id }: ReplayRequest) => {
  const conditions = ['#receivedAt BETWEEN :since AND :until'];
  const values: Record<string, AttributeValue> = { ':since': { S: since ?? '0' }, ':until': { S: until ?? '9' } };
  if (source === 'late' && id !== undefined) {
    conditions.push('deliveryId = :id');
    values[':id'] = { S: id };
  }
  // a key cannot be filtered in a query of its own partition, and needs no filter there.
  if (source !== 'late' && id === undefined) {
    conditions.push('NOT begins_with(#partition, :quarantine)');
    values[':quarantine'] = { S: inbox.quarantinePrefix };
  }
  if (source === 'dead') conditions.push('attribute_exists(deadLetterAt)');
  return { filter: conditions.join(' AND '), values };
};
