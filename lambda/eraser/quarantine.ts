import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { providers } from '../../lib/providers';
import type { ProviderName } from '../../lib/providers';
import { isNamed } from '../webhook/aws';
import { inbox } from '../webhook/contract';
import { digestOf } from '../webhook/entry';
import type { QuarantineReason } from '../webhook/entry';
import type { Inbox } from '../webhook/inbox';
import { readJson, UnreadableError } from '../webhook/json';
import { readEvents } from '../webhook/payload';
import { Bodies } from './bodies';
import { holds, isErased, keyOf } from './keys';
import type { ItemKey } from './keys';
import { query } from './pages';
import type { Item, Table } from './pages';
import { partOf } from './part';

const reasons: readonly QuarantineReason[] = ['conflict', 'late', 'unreadable', 'contradiction'];

/** What was set aside and tells of the subject. */
export interface SetAside {
  readonly item: Item;
  /** What the same delivery says of others, which stays. */
  readonly rest?: Buffer;
  /** Keys that its events would have had in the inbox. */
  readonly keys: readonly ItemKey[];
}

export interface Quarantine {
  readonly table: Table;
  readonly s3: Pick<S3Client, 'send'>;
  readonly names: { readonly table: string; readonly bucket: string };
}

/** Finds what was set aside of a registration about the subject; `keys` are `<binding>#<id>`. */
export async function* findSetAside(quarantine: Quarantine, binding: string, provider: ProviderName, keys: ReadonlySet<string>): AsyncGenerator<SetAside> {
  const before = `${binding}#`;
  const ids = new Set([...keys].filter(key => key.startsWith(before)).map(key => key.slice(before.length)));
  for (const reason of reasons) {
    const items = query(quarantine.table, {
      TableName: quarantine.names.table,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': inbox.partitionKey },
      ExpressionAttributeValues: { ':partition': { S: `${inbox.quarantinePrefix}${binding}#${reason}` } },
    });
    for await (const item of items) {
      // whose body an interrupted run was about to delete is not asked: it was somebody's who wanted it gone.
      if (isErased(item)) {
        if (holds(item)) yield { item, keys: [] };
        continue;
      }
      const of = item['ofVerification']?.S;
      const named = of !== undefined && (reason === 'contradiction' ? ids : keys).has(of);
      // what names its verification is about that one, whatever else its body mentions.
      if (of !== undefined && !named) continue;
      const body = await bodyOf(quarantine, item);
      const part = body === undefined ? undefined : partOf(body, providers[provider].payload, ids);
      if (!named && (part === undefined || part.is === 'none')) continue;
      yield {
        item, keys: body === undefined ? [] : keysOf(body, item, binding, provider, ids),
        ...(!named && part?.is === 'some' ? { rest: part.rest } : {}),
      };
    }
  }
}

/** Keeps what a delivery says of others under the digest of what is left, with everything else as it was. */
export const keepRest = async (inboxOf: Inbox, item: Item, rest: Buffer): Promise<void> => {
  const { body: _body, bodyKey: _bodyKey, digest: _digest, [inbox.partitionKey]: partition, [inbox.sortKey]: _event, ...attributes } = item;
  const digest = digestOf(rest);
  const kept = Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  await inboxOf.quarantine({ key: { partition: partition?.S ?? '', sort: digest }, digest, body: rest, attributes: kept });
};

/**
 * The body of what was set aside, as long as there is one.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
const bodyOf = async ({ s3, names }: Quarantine, item: Item): Promise<Buffer | undefined> => {
  const inline = item['body']?.B;
  const key = item['bodyKey']?.S;
  if (inline !== undefined) return Buffer.from(inline);
  if (key === undefined) return undefined;
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: names.bucket, Key: key }));
    if (body === undefined) throw new Error('malformed bucket answer');
    return Buffer.from(await body.transformToByteArray());
  } catch (error) {
    // expired with its bucket's rule, a day after its item.
    if (isNamed(error, 'NoSuchKey') || (isNamed(error, 'AccessDenied') && !await new Bodies(s3, names.bucket).has(key))) return undefined;
    throw error;
  }
};

const keysOf = (body: Buffer, item: Item, binding: string, provider: ProviderName, ids: ReadonlySet<string>): ItemKey[] => {
  try {
    const { events } = readEvents(providers[provider].payload, readJson(body), item['deliveryId']?.S ?? keyOf(item).event);
    return events.filter(({ verification }) => ids.has(verification)).map(({ verification, event }) => ({ verification: `${binding}#${verification}`, event }));
  } catch (error) {
    if (error instanceof UnreadableError) return [];
    throw error;
  }
};
