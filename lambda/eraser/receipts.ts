import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { receiptDays, receiptsTable } from './contract';
import type { EraseRequest, Receipt } from './contract';
import type { Table } from './pages';

/** What an erasure does not reach, and why; stated on every receipt. */
export const remains: readonly string[] = [
  'the keys of the erased events (registration, ids, for what was set aside a digest), without content, until `keysUntil`: by them repetitions of the sender are recognised and not kept',
  'point-in-time recovery of the tables: what was erased can be restored from it for 35 days at most, and nobody restores it in the ordinary course',
  'keys in the inbox\'s stream, for a day',
  'log groups: delivery ids, and ids of verifications where something went wrong, until the retention of the environment\'s logs has passed; never content',
  'events that had been sent: ids and status in the queues of the environment\'s own backend, and whatever the backend made of them',
  'the amounts that were charged, without an id',
  'a body of over 350 KB that arrived in the very second of the erasure, or of a delivery that was never acknowledged, until the bucket\'s rule takes it within 32 days',
  'the provider\'s own copy, for which the provider answers',
];

/** Which ids a receipt is about, for who has them and the proof; without the proof nobody can try ids out. */
export const digestOfSubject = (proof: string, { ids }: Pick<EraseRequest, 'ids'>): string => {
  const lines = [...new Set(ids.map(({ binding, id }) => `${binding}#${id}`))].sort();
  return `sha256:${createHash('sha256').update([proof, ...lines].map(line => `${line}\n`).join('')).digest('hex')}`;
};

export const newProof = (): string => randomBytes(32).toString('hex');

export const newErasure = (now: number): string => `${new Date(now).toISOString()}-${randomUUID().slice(0, 8)}`;

/** Keeps the receipts; one is written before anything is erased and once more when all of it is. */
export class Receipts {
  constructor(private readonly table: Table, private readonly TableName: string, private readonly now: () => number) {}

  async write(receipt: Receipt): Promise<void> {
    const answer = await this.table.send(new PutItemCommand({
      TableName: this.TableName,
      Item: {
        [receiptsTable.key]: { S: receipt.erasure }, receipt: { S: JSON.stringify(receipt) },
        [receiptsTable.timeToLive]: { N: String(Math.floor(this.now() / 1000) + receiptDays * 86_400) },
      },
      // what is done stays as it is.
      ConditionExpression: receipt.state === 'begun' ? 'attribute_not_exists(#erasure)' : 'attribute_exists(#erasure)',
      ExpressionAttributeNames: { '#erasure': receiptsTable.key },
    }));
    if (typeof answer !== 'object' || answer === null) throw new Error('malformed receipts answer');
  }
}
