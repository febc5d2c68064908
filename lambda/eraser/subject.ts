import { chunksOf, query, scan } from './pages';
import type { Item, Table } from './pages';
import type { SubjectId } from './contract';
import { sessionsTable } from '../sessions/contract';

/** Record of one session of the subject. */
export interface SessionPlace {
  readonly partition: string;
  readonly part: string;
  /** `<binding>#<verification>`; absent where the provider has given none. */
  readonly verification?: string;
}

/** Everything by which tables know a person: partitions of the inbox, and records of sessions. */
export interface Subject {
  /** `<binding>#<id>`: what was given, and every verification that it leads to. */
  readonly keys: ReadonlySet<string>;
  /** What was given. */
  readonly given: ReadonlySet<string>;
  readonly sessions: readonly SessionPlace[];
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An externalUuid is kept in small letters, whatever its caller wrote; a provider's own id as it came. */
const spellingsOf = (id: string): readonly string[] => (uuid.test(id) ? [id, id.toLowerCase()] : [id]);

const bindingOf = (partition: string): string => partition.slice(0, partition.indexOf('#'));

const placeOf = (item: Item): SessionPlace | undefined => {
  const [partition, part, id] = [item[sessionsTable.partitionKey]?.S, item[sessionsTable.sortKey]?.S, item['verification']?.S];
  if (partition === undefined || part === undefined || !part.startsWith('session#')) return undefined;
  return { partition, part, ...(id === undefined ? {} : { verification: `${bindingOf(partition)}#${id}` }) };
};

const shared = {
  ProjectionExpression: '#session, #part, #verification',
  ExpressionAttributeNames: { '#session': sessionsTable.partitionKey, '#part': sessionsTable.sortKey, '#verification': 'verification' },
};

/** Every session of one externalUuid: another attempt is the same person's. */
async function* sessionsOf(table: Table, TableName: string, partition: string): AsyncGenerator<SessionPlace> {
  const items = query(table, { ...shared, TableName, KeyConditionExpression: '#session = :partition', ExpressionAttributeValues: { ':partition': { S: partition } } });
  for await (const item of items) {
    const place = placeOf(item);
    if (place !== undefined) yield place;
  }
}

/** Partitions whose sessions have one of the given verifications. */
const partitionsOf = async (table: Table, TableName: string, given: ReadonlySet<string>): Promise<Set<string>> => {
  const found = new Set<string>();
  for (const ids of chunksOf([...new Set([...given].map(key => key.slice(key.indexOf('#') + 1)))])) {
    const items = scan(table, {
      ...shared, TableName,
      FilterExpression: `#verification IN (${ids.map((_, index) => `:id${index}`).join(', ')})`,
      ExpressionAttributeValues: Object.fromEntries(ids.map((id, index) => [`:id${index}`, { S: id }])),
    });
    for await (const item of items) {
      const place = placeOf(item);
      // the same number may be somebody else's at another provider.
      if (place?.verification !== undefined && given.has(place.verification)) found.add(place.partition);
    }
  }
  return found;
};

/**
 * Follows what was given to everything that is known under it: an externalUuid to its verifications, a verification to its
 * externalUuid and from there to the person's other ones.
 */
export const findSubject = async (table: Table, TableName: string, ids: readonly SubjectId[], before?: Subject): Promise<Subject> => {
  const given = new Set(ids.flatMap(({ binding, id }) => spellingsOf(id).map(each => `${binding}#${each}`)));
  const keys = new Set([...given, ...before?.keys ?? []]);
  const sessions: SessionPlace[] = [];
  for (const partition of new Set([...keys, ...await partitionsOf(table, TableName, keys)])) {
    for await (const place of sessionsOf(table, TableName, partition)) {
      sessions.push(place);
      if (place.verification !== undefined) keys.add(place.verification);
    }
  }
  return { keys, given, sessions };
};
