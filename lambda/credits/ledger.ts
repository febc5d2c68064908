import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { chargeKey, countedDays, creditsTable, erasedMark, verificationIn } from './contract';

const second = 1_000;
const day = 86_400;

/** The day of a time in UTC, `2026-04-01`. */
export const dayOf = (time: string | number): string => new Date(time).toISOString().slice(0, 10);

/** One charged verification, by its keys in the inbox. */
export interface Charge {
  readonly binding: string;
  readonly verification: string;
  readonly event: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  /** What it costs, at the price of the day on which it is counted. */
  readonly credits: number;
}

interface Mark {
  readonly of: string;
  readonly credits: number;
  /** Milliseconds since the epoch. */
  readonly chargedAt: number;
}

/** Counts each charged verification once: a mark per inbox key, and what is counted are the marks. */
export class Ledger {
  constructor(private readonly dynamodb: Pick<DynamoDBClient, 'send'>, private readonly table: string, private readonly now: () => number) {}

  /** Marks a charge; false where it was marked before. */
  async mark({ binding, verification, event, occurredAt, credits }: Charge): Promise<boolean> {
    const date = dayOf(occurredAt);
    const cost = { credits: { N: String(credits) }, chargedAt: { N: String(Date.parse(occurredAt)) } };
    const marked = await this.put(`charged#${binding}#${date}`, chargeKey(verification, event), cost, 'attribute_not_exists(#key)');
    // what a provider sends again by hand may come when its day was added up already; a repetition too, for the first may have ended in between.
    if (this.isOver(date)) await this.addUp(binding, date);
    return marked;
  }

  /** Credits of a day; a day that is long over is not added up again until another charge of it comes. */
  async spentOn(binding: string, date: string): Promise<number> {
    const kept = await this.dynamodb.send(new GetItemCommand({ TableName: this.table, Key: keyOf(monthOf(binding, date), date) }));
    const known = Number(kept.Item?.['credits']?.N ?? NaN);
    return Number.isNaN(known) ? this.addUp(binding, date) : known;
  }

  private async addUp(binding: string, date: string): Promise<number> {
    let credits = 0;
    for await (const page of this.pages(`charged#${binding}#${date}`)) for (const mark of page) credits += mark.credits;
    if (this.isOver(date)) await this.put(monthOf(binding, date), date, { credits: { N: String(credits) } });
    return credits;
  }

  /** Credits of a moment's day up to that moment. */
  async spentUntil(binding: string, at: number): Promise<number> {
    let credits = 0;
    for await (const page of this.pages(`charged#${binding}#${dayOf(at)}`)) {
      for (const mark of page) if (mark.chargedAt <= at) credits += mark.credits;
    }
    return credits;
  }

  /** Events of a day arrive two days later at most by themselves: then their sender has given up. */
  private isOver(date: string): boolean {
    return Date.parse(date) + 4 * day * second < this.now();
  }

  /** Verifications of a day that were charged; of one that was erased the amount is left, and nothing that a session could be found by. */
  async chargedOn(binding: string, date: string): Promise<Set<string>> {
    const found = new Set<string>();
    for await (const page of this.pages(`charged#${binding}#${date}`)) {
      for (const { of } of page) if (!of.startsWith(erasedMark)) found.add(verificationIn(of));
    }
    return found;
  }

  private async* pages(count: string): AsyncGenerator<readonly Mark[]> {
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.dynamodb.send(new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: '#key = :count',
        ProjectionExpression: '#of, #credits, #chargedAt',
        ExpressionAttributeNames: { '#key': creditsTable.partitionKey, '#of': creditsTable.sortKey, '#credits': 'credits', '#chargedAt': 'chargedAt' },
        ExpressionAttributeValues: { ':count': { S: count } },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }));
      if (!Array.isArray(page?.Items)) throw new Error('malformed credits answer');
      yield page.Items.map(item => ({
        of: item[creditsTable.sortKey]?.S ?? '', credits: Number(item['credits']?.N ?? 0), chargedAt: Number(item['chargedAt']?.N ?? 0),
      }));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }

  private async put(count: string, of: string, attributes: Record<string, AttributeValue>, condition?: string): Promise<boolean> {
    try {
      const answer = await this.dynamodb.send(new PutItemCommand({
        TableName: this.table,
        Item: {
          ...keyOf(count, of), ...attributes,
          [creditsTable.timeToLive]: { N: String(Math.floor(this.now() / second) + countedDays * day) },
        },
        ...(condition === undefined ? {} : { ConditionExpression: condition, ExpressionAttributeNames: { '#key': creditsTable.partitionKey } }),
      }));
      if (typeof answer !== 'object' || answer === null) throw new Error('malformed credits answer');
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return false;
    }
  }
}

const monthOf = (binding: string, date: string): string => `month#${binding}#${date.slice(0, 7)}`;

const keyOf = (count: string, of: string): Record<string, AttributeValue> => ({
  [creditsTable.partitionKey]: { S: count }, [creditsTable.sortKey]: { S: of },
});
