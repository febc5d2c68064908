import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type {
  AttributeValue, GetItemCommandInput, PutItemCommandInput, QueryCommandInput, UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** An inbox table in memory: conditional writes are atomic, and an expression it does not know is an error. */
export class FakeTable {
  readonly items = new Map<string, Item>();
  writes = 0;

  all(): Item[] {
    return [...this.items.values()];
  }

  /** Events, without what was set aside. */
  events(): Item[] {
    return this.all().filter(item => !item['verification']!.S!.startsWith('quarantine#'));
  }

  quarantined(): Item[] {
    return this.all().filter(item => item['verification']!.S!.startsWith('quarantine#'));
  }

  put(input: PutItemCommandInput): object {
    const item = structuredClone(input.Item!);
    // as the store does: what is written without a condition replaces whatever is there.
    const old = input.ConditionExpression === undefined ? undefined : this.items.get(idOf(item));
    if (![undefined, 'attribute_not_exists(#key) OR #expiry < :now'].includes(input.ConditionExpression)) throw new Error('unknown condition');
    const expiry = input.ExpressionAttributeNames?.['#expiry'] ?? '';
    const expired = old?.[expiry]?.N !== undefined && Number(old[expiry].N) < Number(input.ExpressionAttributeValues![':now']!.N);
    if (old !== undefined && !expired) throw conditionFailed(input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? old : undefined);
    if (JSON.stringify(item).length > 1_000_000) throw new Error('item size has exceeded the maximum allowed size');
    this.items.set(idOf(item), item);
    this.writes++;
    return {};
  }

  get(input: GetItemCommandInput): object {
    return { Item: this.items.get(idOf(input.Key!)) };
  }

  query(input: QueryCommandInput): object {
    if (input.Select === 'COUNT') return this.countOf(input);
    const before = input.ExpressionAttributeValues![':before']!.S!;
    const matching = this.all()
      .filter(item => item['undispatched']?.S === 'yes' && item['receivedAt']!.S! < before)
      .sort((a, b) => a['receivedAt']!.S!.localeCompare(b['receivedAt']!.S!) || idOf(a).localeCompare(idOf(b)));
    const from = input.ExclusiveStartKey === undefined
      ? 0 : matching.findIndex(item => idOf(item) === idOf(input.ExclusiveStartKey!)) + 1;
    const page = matching.slice(from, from + input.Limit!);
    return { Items: page, LastEvaluatedKey: from + page.length < matching.length ? page.at(-1) : undefined };
  }

  /** A page at a time, as a store that pages before it filters. */
  private countOf(input: QueryCommandInput): object {
    if (input.FilterExpression !== '#expiry >= :now AND attribute_not_exists(#replayed) AND attribute_not_exists(#erased)') throw new Error('unknown filter');
    const { '#expiry': expiry = '', '#replayed': replayed = '', '#erased': erased = '' } = input.ExpressionAttributeNames!;
    const values = input.ExpressionAttributeValues!;
    const partition = this.all().filter(item => item['verification']!.S === values[':partition']!.S);
    const from = input.ExclusiveStartKey === undefined ? 0 : partition.findIndex(item => idOf(item) === idOf(input.ExclusiveStartKey!)) + 1;
    const page = partition.slice(from, from + 2);
    return {
      Count: page.filter(item => Number(item[expiry]!.N) >= Number(values[':now']!.N) && item[replayed] === undefined && item[erased] === undefined).length,
      LastEvaluatedKey: from + page.length < partition.length ? page.at(-1) : undefined,
    };
  }

  update(input: UpdateItemCommandInput): object {
    const item = this.items.get(idOf(input.Key!));
    const values = input.ExpressionAttributeValues!;
    // asks without changing anything: whatever is there, or nothing, is told by the refusal.
    if (input.ConditionExpression === 'attribute_exists(#key) AND attribute_not_exists(#key)') {
      throw conditionFailed(input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? item : undefined);
    }
    if (input.ConditionExpression !== '#undispatched = :yes AND #receivedAt = :receivedAt') throw new Error('unknown condition');
    if (item?.['undispatched']?.S !== values[':yes']!.S || item?.['receivedAt']?.S !== values[':receivedAt']!.S) {
      throw conditionFailed(undefined);
    }
    const left = /^REMOVE #undispatched SET (\w+) = :at$/.exec(input.UpdateExpression!);
    if (left) {
      delete item!['undispatched'];
      item![left[1]!] = values[':at']!;
    } else if (input.UpdateExpression === 'ADD dispatchAttempts :one SET nextAttemptAt = :next') {
      item!['dispatchAttempts'] = { N: String(Number(item!['dispatchAttempts']?.N ?? 0) + 1) };
      item!['nextAttemptAt'] = values[':next']!;
    } else {
      throw new Error(`unknown update: ${input.UpdateExpression}`);
    }
    return {};
  }
}

const idOf = (key: Item): string => `${key['verification']!.S} | ${key['event']!.S}`;

const conditionFailed = (item: Item | undefined) =>
  new ConditionalCheckFailedException({ message: 'the conditional request failed', $metadata: {}, Item: item });
