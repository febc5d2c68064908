import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { sessionApis } from '../../lib/providers';
import { inbox } from '../webhook/contract';
import type { EraseRequest, Places } from './contract';
import { findCharges, findNotes } from './counts';
import { heldName, heldNames, holds } from './keys';
import type { ItemKey } from './keys';
import { query } from './pages';
import type { Item } from './pages';
import { findSetAside } from './quarantine';
import type { SetAside } from './quarantine';
import { findSubject } from './subject';
import type { Subject } from './subject';

/** Where a subject is looked for. */
export interface Surroundings {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly s3: Pick<S3Client, 'send'>;
  readonly names: { readonly inbox: string; readonly bucket: string; readonly sessions: string; readonly credits: string; readonly receipts: string };
}

/** What one look has found of a subject. */
export interface Look {
  readonly subject: Subject;
  readonly events: readonly Item[];
  readonly setAside: readonly SetAside[];
  readonly notes: readonly Awaited<ReturnType<typeof collectNotes>>[number][];
  readonly charges: readonly Item[];
  /** Verifications of which the inbox, what was set aside or a session knows. */
  readonly verifications: ReadonlySet<string>;
  /** Keys of the inbox that are empty already. */
  readonly emptied: number;
}

const collect = async <T>(items: AsyncGenerator<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

const collectNotes = ({ dynamodb, names }: Surroundings, keys: ReadonlySet<string>) => collect(findNotes(dynamodb, names.sessions, keys));

/** Items of one verification, without their content. */
const eventsOf = ({ dynamodb, names }: Surroundings, key: string): Promise<Item[]> => collect(query(dynamodb, {
  TableName: names.inbox,
  KeyConditionExpression: `${heldName(inbox.partitionKey)} = :key`,
  ProjectionExpression: Object.keys(heldNames).join(', '),
  ExpressionAttributeNames: heldNames,
  ExpressionAttributeValues: { ':key': { S: key } },
}));

/** Looks for a subject everywhere; what an earlier look has found out about it is not forgotten. */
export const look = async (request: EraseRequest, surroundings: Surroundings, before?: Look): Promise<Look> => {
  const { dynamodb, s3, names } = surroundings;
  const subject = await findSubject(dynamodb, names.sessions, request.ids, before?.subject);
  const verifications = new Set(before?.verifications);
  for (const { verification } of subject.sessions) if (verification !== undefined) verifications.add(verification);
  const events: Item[] = [];
  let emptied = 0;
  for (const key of subject.keys) {
    const items = await eventsOf(surroundings, key);
    if (items.length > 0) verifications.add(key);
    events.push(...items.filter(holds));
    emptied += items.filter(item => !holds(item)).length;
  }
  const setAside: SetAside[] = [];
  for (const [binding, provider] of Object.entries(request.bindings)) {
    setAside.push(...await collect(findSetAside({ table: dynamodb, s3, names: { table: names.inbox, bucket: names.bucket } }, binding, provider, subject.keys)));
  }
  for (const { keys } of setAside) for (const { verification } of keys) verifications.add(verification);
  return {
    subject, events, setAside, verifications, emptied,
    notes: await collectNotes(surroundings, subject.keys),
    charges: await collect(findCharges(dynamodb, names.credits, subject.keys)),
  };
};

/** What a look has found, in numbers. */
export const placesOf = ({ subject, events, setAside, notes, charges }: Look): Places => ({
  events: events.length,
  quarantined: setAside.length,
  bodies: [...events, ...setAside.map(({ item }) => item)].filter(item => item['bodyKey'] !== undefined || item['leftover'] !== undefined).length,
  sessions: subject.sessions.length,
  notes: notes.length,
  charges: charges.length,
});

export const isEmpty = (places: Places): boolean => Object.values(places).every(count => count === 0);

/** Keys under which something of the subject could still arrive: the ends of its sessions, and what was set aside. */
export const expectedKeys = ({ bindings }: EraseRequest, { verifications, setAside }: Look): readonly ItemKey[] => [
  ...[...verifications].flatMap(verification => {
    const binding = verification.slice(0, verification.indexOf('#'));
    const provider = Object.hasOwn(bindings, binding) ? bindings[binding] : undefined;
    const settled = provider === undefined ? undefined : sessionApis[provider]?.settled;
    return settled === undefined ? [] : [{ verification, event: settled.event }];
  }),
  ...setAside.flatMap(({ keys }) => keys),
];
