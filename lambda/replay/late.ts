import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { providers } from '../../lib/providers';
import { inbox as names } from '../webhook/contract';
import type { BindingSettings } from '../webhook/contract';
import { recordEntry, singleEntry } from '../webhook/entry';
import type { Origin } from '../webhook/entry';
import { checkPayload } from '../webhook/firewall';
import type { Inbox } from '../webhook/inbox';
import { readJson, UnreadableError } from '../webhook/json';
import { mapLimited } from '../webhook/limit';
import { readEvents } from '../webhook/payload';
import type { ReplayOutcome } from './contract';
import type { Place } from './mark';
import type { Item } from './pages';

/** Reads a body from the bucket. */
export type GetBody = (bucket: string, key: string) => Promise<Buffer>;

export interface LateDependencies {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly getBody: GetBody;
  readonly inbox: Inbox;
  readonly names: { readonly table: string; readonly bucket: string };
  readonly credentials: 'test' | 'live';
  readonly settings: (binding: string) => Promise<BindingSettings>;
}

/** Records of a batch that are written at once. */
const parallelWrites = 32;

/** Takes what came too late into the inbox, as the receiver would have: it was authentic and ours when it came. */
export const admitLate = async (place: Place, dependencies: LateDependencies): Promise<ReplayOutcome> => {
  const item = await readItem(place, dependencies);
  const [, binding = ''] = place.verification.split('#');
  const origin = item && originOf(item, binding);
  const body = item && await bodyOf(item, dependencies);
  if (origin === undefined || body === undefined) return 'refused';
  const settings = await dependencies.settings(binding);
  try {
    const root = readJson(body);
    const provider = providers[settings.provider];
    // the environment's flows may have changed since.
    if (checkPayload(provider, settings, dependencies.credentials, root) !== undefined) return 'refused';
    const { events, unreadable } = readEvents(provider.payload, root, origin.deliveryId);
    const alone = provider.payload.batch === undefined;
    const stored = await mapLimited(events, parallelWrites, event =>
      dependencies.inbox.put(alone ? singleEntry(origin, event, body) : recordEntry(origin, event)));
    if (unreadable > 0 || events.length === 0 || stored.includes('other')) return 'refused';
    return stored.includes('new') ? 'replayed' : 'duplicate';
  } catch (error) {
    if (error instanceof UnreadableError) return 'refused';
    throw error;
  }
};

const readItem = async ({ verification, event }: Place, { dynamodb, names: { table } }: LateDependencies): Promise<Item | undefined> => {
  const { Item: item } = await dynamodb.send(new GetItemCommand({
    TableName: table, Key: { [names.partitionKey]: { S: verification }, [names.sortKey]: { S: event } }, ConsistentRead: true,
  }));
  return item;
};

/** The first receipt stays the event's: its age, its expiry and its delivery are what they were. */
const originOf = (item: Item, binding: string): Origin | undefined => {
  const provider = item['provider']?.S as Origin['provider'] | undefined;
  const deliveryId = item['deliveryId']?.S;
  const secretVersion = item['secretVersion']?.S;
  const receivedAt = Date.parse(item[names.receivedAt]?.S ?? '');
  if (!provider || !deliveryId || !secretVersion || Number.isNaN(receivedAt)) return undefined;
  return { binding, provider, deliveryId, secretVersion, receivedAt };
};

const bodyOf = async (item: Item, { getBody, names: { bucket } }: LateDependencies): Promise<Buffer | undefined> => {
  const inline = item['body']?.B;
  if (inline !== undefined) return Buffer.from(inline);
  const key = item['bodyKey']?.S;
  return key === undefined ? undefined : getBody(bucket, key);
};
