import { ConditionalCheckFailedException, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { bodiesPrefix, inbox, largestInlineBody } from './contract';
import { digestOf } from './entry';
import type { Entry } from './entry';

/** Keeps a body under a name; resolves only when it is durable. */
export type PutBody = (bucket: string, name: string, body: Buffer, sha256: string) => Promise<void>;

/** `erased`: the event was there and its subject had it erased, so nothing of it is kept again. */
export type Stored = 'new' | 'same' | 'other' | 'erased';

/** The durable copy and the memory of what was seen, in one conditional write. */
export class Inbox {
  constructor(
    private readonly dynamodb: Pick<DynamoDBClient, 'send'>,
    private readonly putBody: PutBody,
    private readonly names: { readonly table: string; readonly bucket: string },
    private readonly now: () => number,
  ) {}

  /** Keeps the entry unless its key is taken; resolves only when it is durable. */
  async put(entry: Entry): Promise<Stored> {
    // an item is refused by its own write; a body in the bucket would be there before that.
    if (isLarge(entry.body) && await this.isErased(entry.key)) return 'erased';
    const content = await this.storeBody(entry.body);
    try {
      const answer = await this.dynamodb.send(new PutItemCommand({
        TableName: this.names.table,
        Item: {
          ...entry.attributes,
          ...content,
          digest: { S: entry.digest },
          [inbox.partitionKey]: { S: entry.key.partition },
          [inbox.sortKey]: { S: entry.key.sort },
        },
        // the clock decides what has expired; deletion may lag for days.
        ConditionExpression: 'attribute_not_exists(#key) OR #expiry < :now',
        ExpressionAttributeNames: { '#key': inbox.partitionKey, '#expiry': inbox.timeToLive },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(this.now() / 1000)) } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }));
      if (typeof answer !== 'object' || answer === null) throw new Error('malformed inbox answer');
      return 'new';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      if (error.Item?.[inbox.erasedAt] !== undefined) return 'erased';
      const digest = error.Item?.['digest']?.S;
      if (digest === undefined) throw new Error('malformed inbox answer');
      if (digest === entry.digest) return 'same';
      return await this.confirm(entry, content, error.Item!) ? 'same' : 'other';
    }
  }

  /** Puts a delivery's own bytes in the place of what the provider answered when it was asked, if both say the same. */
  private async confirm(entry: Entry, content: Record<string, AttributeValue>, held: Record<string, AttributeValue>): Promise<boolean> {
    const { attribute, value } = inbox.reconciled;
    const delivered = entry.attributes;
    if (held[attribute]?.S !== value || delivered[attribute] !== undefined || held['status']?.S !== delivered['status']?.S) return false;
    const kept = { ...content, digest: { S: entry.digest }, deliveryId: delivered['deliveryId']!, secretVersion: delivered['secretVersion']! };
    const names = Object.keys(kept);
    const left = ['body', 'bodyKey'].filter(name => !names.includes(name));
    // a second delivery at the same time finds the mark gone, is answered 503, and is the first one's repetition when it comes again.
    await this.dynamodb.send(new UpdateItemCommand({
      TableName: this.names.table,
      Key: { [inbox.partitionKey]: { S: entry.key.partition }, [inbox.sortKey]: { S: entry.key.sort } },
      UpdateExpression: `SET ${names.map(name => `${name} = :${name}`).join(', ')} REMOVE ${[attribute, ...left].join(', ')}`,
      ConditionExpression: `${attribute} = :reconciled AND #digest = :held`,
      ExpressionAttributeNames: { '#digest': 'digest' },
      ExpressionAttributeValues: {
        ...Object.fromEntries(names.map(name => [`:${name}`, kept[name as keyof typeof kept]])),
        ':reconciled': { S: value }, ':held': held['digest']!,
      },
    }));
    return true;
  }

  /** Keeps what is set aside; the same thing a second time changes nothing. */
  async quarantine(entry: Entry): Promise<void> {
    await this.put(entry);
  }

  /** Asks by an update that no item allows: it changes nothing, and only its refusal says what is there. */
  async isErased(key: Entry['key']): Promise<boolean> {
    try {
      await this.dynamodb.send(new UpdateItemCommand({
        TableName: this.names.table,
        Key: { [inbox.partitionKey]: { S: key.partition }, [inbox.sortKey]: { S: key.sort } },
        UpdateExpression: 'SET #erasedAt = #erasedAt',
        ConditionExpression: 'attribute_exists(#key) AND attribute_not_exists(#key)',
        ExpressionAttributeNames: { '#erasedAt': inbox.erasedAt, '#key': inbox.partitionKey },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const held = error.Item;
      return held?.[inbox.erasedAt] !== undefined && Number(held[inbox.timeToLive]?.N) >= Math.floor(this.now() / 1000);
    }
    // an answer to what cannot be is none, and nothing may be acknowledged by it.
    throw new Error('malformed inbox answer');
  }

  private async storeBody(body: Buffer | undefined): Promise<Record<string, AttributeValue>> {
    if (body === undefined) return {};
    if (!isLarge(body)) return { body: { B: body } };
    // named after its content: storing it twice is storing it once, and the store checks the digest itself.
    const digest = digestOf(body);
    const key = `${bodiesPrefix}${digest}`;
    await this.putBody(this.names.bucket, key, body, digest);
    return { bodyKey: { S: key } };
  }
}

/** Whether a body exceeds an item. */
const isLarge = (body: Buffer | undefined): body is Buffer => body !== undefined && body.length > largestInlineBody;
