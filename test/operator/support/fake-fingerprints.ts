import { createHmac } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, ScanCommandInput, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

const conditions: Record<string, (state: string | undefined, wanted: (name: string) => string | undefined) => boolean> = {
  'attribute_not_exists(#state) OR #state = :withdrawn': (state, wanted) => state === undefined || state === wanted(':withdrawn'),
  'attribute_exists(#state) AND #state = :reserved': (state, wanted) => state !== undefined && state === wanted(':reserved'),
  'attribute_exists(#state) AND #state <> :state': (state, wanted) => state !== undefined && state !== wanted(':state'),
};

/** The audit account: a key that makes fingerprints, and the table that all environments share. */
export class FakeFingerprints {
  readonly items = new Map<string, Item>();
  /** What has been sent to the key. */
  readonly messages: Buffer[] = [];

  generateMac({ Message: message }: { Message: Buffer }): object {
    this.messages.push(Buffer.from(message));
    return { Mac: createHmac('sha256', 'the audit account\'s key').update(message).digest() };
  }

  scan({ ExclusiveStartKey: from }: ScanCommandInput): object {
    // a page holds one item, so that whoever reads only the first page is caught.
    const all = [...this.items.values()];
    const index = from === undefined ? 0 : all.findIndex(item => item['secret']!.S === from['secret']!.S && item['environment']!.S === from['environment']!.S) + 1;
    return { Items: all.slice(index, index + 1), LastEvaluatedKey: index + 1 < all.length ? all[index] : undefined };
  }

  update(input: UpdateItemCommandInput): object {
    const id = JSON.stringify(input.Key);
    const item = this.items.get(id) ?? { ...input.Key };
    const values = input.ExpressionAttributeValues!;
    const holds = conditions[input.ConditionExpression!];
    if (!holds) throw new Error(`unknown condition ${input.ConditionExpression}`);
    if (!holds(item['state']?.S, name => values[name]?.S)) throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
    const changes = input.UpdateExpression!.replace(/^SET /, '').split(', ').map(change => change.split(' = ') as [string, string]);
    this.items.set(id, { ...item, ...Object.fromEntries(changes.map(([name, value]) => [input.ExpressionAttributeNames![name] ?? name, values[value]!])) });
    return {};
  }

  states(): string[] {
    return [...this.items.values()].map(item => `${item['environment']!.S} ${item['binding']!.S}/${item['kind']!.S} ${item['state']!.S}`).sort();
  }
}
