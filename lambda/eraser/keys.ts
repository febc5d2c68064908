import { ConditionalCheckFailedException, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { deduplicationDays, inbox } from '../webhook/contract';
import type { Bodies } from './bodies';
import { query } from './pages';
import type { Item, Table } from './pages';

/** Keys of one item of the inbox. */
export interface ItemKey {
  readonly verification: string;
  readonly event: string;
}

/** Body in the bucket that is still to be deleted; stands on an item whose content is erased already. */
const leftover = 'leftover';

export const keyOf = (item: Item): ItemKey => ({ verification: item[inbox.partitionKey]?.S ?? '', event: item[inbox.sortKey]?.S ?? '' });

export const isErased = (item: Item): boolean => item[inbox.erasedAt] !== undefined;

/** Whether an item still holds something, or stands for a body that does. */
export const holds = (item: Item): boolean => !isErased(item) || item[leftover] !== undefined;

/** Attributes by which an erasure knows an item, without its content. */
const heldAttributes = [inbox.partitionKey, inbox.sortKey, inbox.erasedAt, 'bodyKey', leftover] as const;

/** Their names in an expression, by what stands for them there. */
export const heldNames = Object.fromEntries(heldAttributes.map((name, index) => [`#a${index}`, name]));

/** What stands for one of them. */
export const heldName = (name: (typeof heldAttributes)[number]): string => `#a${heldAttributes.indexOf(name)}`;

const attributes = ({ verification, event }: ItemKey) => ({ [inbox.partitionKey]: { S: verification }, [inbox.sortKey]: { S: event } });

/**
 * Empties items of the inbox and keeps their keys: what the sender repeats meets them and is not kept again.
 *
 * The item is emptied first, by one write after which nothing of it is sent or written to any more; its body in the bucket is named on
 * it until that is gone too, so that a run that was interrupted in between is continued by the next.
 */
export class Keys {
  constructor(
    private readonly table: Table, private readonly TableName: string, private readonly bodies: Bodies, private readonly now: () => number,
  ) {}

  /** When repetitions of what is erased now are forgotten, in seconds since the epoch. */
  get until(): number {
    return Math.floor(this.now() / 1000) + deduplicationDays * 86_400;
  }

  /** Whether an item still is what was read: another person's erasure may have cut the same delivery since. */
  async isHeld(item: Item): Promise<boolean> {
    const { verification, event } = keyOf(item);
    const found = query(this.table, {
      TableName: this.TableName,
      KeyConditionExpression: `${heldName(inbox.partitionKey)} = :verification AND ${heldName(inbox.sortKey)} = :event`,
      ProjectionExpression: Object.keys(heldNames).join(', '),
      ExpressionAttributeNames: heldNames,
      ExpressionAttributeValues: { ':verification': { S: verification }, ':event': { S: event } },
    });
    for await (const now of found) return !isErased(now);
    return false;
  }

  /** Empties one item. */
  async empty(item: Item): Promise<void> {
    const key = keyOf(item);
    const body = isErased(item) ? item[leftover]?.S : item['bodyKey']?.S;
    if (!isErased(item) && !await this.close(key, body)) return;
    if (body === undefined) return;
    await this.bodies.erase(body);
    await this.table.send(new UpdateItemCommand({
      TableName: this.TableName, Key: attributes(key), UpdateExpression: `REMOVE ${leftover}`,
      // one that expired in between is not made anew.
      ConditionExpression: `${leftover} = :body`, ExpressionAttributeValues: { ':body': { S: body } },
    })).catch(ifConditionFailed);
  }

  /** Takes keys under which nothing has arrived yet, so that nothing will; an event that was faster stays for the next look. */
  async take(key: ItemKey): Promise<void> {
    await this.table.send(new PutItemCommand({
      TableName: this.TableName, Item: this.emptied(key),
      ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': inbox.partitionKey },
    })).catch(ifConditionFailed);
  }

  /** False where the item changed since it was read: then the next look finds what it is now. */
  private async close(key: ItemKey, body: string | undefined): Promise<boolean> {
    try {
      await this.table.send(new PutItemCommand({
        TableName: this.TableName,
        Item: { ...this.emptied(key), ...(body === undefined ? {} : { [leftover]: { S: body } }) },
        // a delivery that takes the place of an answer at this moment has a body of its own.
        ConditionExpression: body === undefined ? 'attribute_not_exists(bodyKey)' : 'bodyKey = :body',
        ...(body === undefined ? {} : { ExpressionAttributeValues: { ':body': { S: body } } }),
      }));
      return true;
    } catch (error) {
      return ifConditionFailed(error);
    }
  }

  private emptied(key: ItemKey) {
    return { ...attributes(key), [inbox.erasedAt]: { S: new Date(this.now()).toISOString() }, [inbox.timeToLive]: { N: String(this.until) } };
  }
}

const ifConditionFailed = (error: unknown): false => {
  if (error instanceof ConditionalCheckFailedException) return false;
  throw error;
};
