import {
  ConditionalCheckFailedException, DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { rememberedDays, sessionsTable } from './contract';
import { keyOf, readRecord } from './record';
import type { Given, SessionKey, SessionRecord } from './record';

/** What a claim met: nothing, so that the caller may ask the provider, or what somebody has left there. */
export type Claimed = 'ours' | SessionRecord;

export interface Claim {
  readonly owner: string;
  readonly digest: string;
  readonly flow: string | undefined;
  /** Milliseconds since the epoch after which the claim's owner is certainly gone. */
  readonly leaseUntil: number;
}

const time = (milliseconds: number) => ({ S: new Date(milliseconds).toISOString() });

const names = { '#owner': 'owner', '#state': 'state' };

/** The memory of sessions; every change is conditional, so that of two workers one wins and the other learns it. */
export class SessionRecords {
  constructor(
    private readonly dynamodb: Pick<DynamoDBClient, 'send'>, private readonly table: string, private readonly now: () => number,
  ) {}

  async read(key: SessionKey): Promise<SessionRecord | undefined> {
    const answer = await this.dynamodb.send(new GetItemCommand({ TableName: this.table, Key: keyOf(key), ConsistentRead: true }));
    if (typeof answer !== 'object' || answer === null) throw new Error('malformed sessions answer');
    const { Item: item } = answer;
    return item === undefined || this.isForgotten(Number(item[sessionsTable.timeToLive]?.N)) ? undefined : readRecord(item);
  }

  /** Claims what nobody has asked for yet. */
  async claim(key: SessionKey, { owner, digest, flow, leaseUntil }: Claim): Promise<Claimed> {
    try {
      const answer = await this.dynamodb.send(new PutItemCommand({
        TableName: this.table,
        Item: {
          ...keyOf(key), owner: { S: owner }, digest: { S: digest }, state: { S: 'pending' }, leaseUntil: { N: String(leaseUntil) },
          ...(flow === undefined ? {} : { flow: { S: flow } }),
          [sessionsTable.timeToLive]: { N: String(Math.floor(this.now() / 1000) + rememberedDays * 86_400) },
        },
        // the clock decides what is forgotten; deletion may lag for days.
        ConditionExpression: 'attribute_not_exists(#key) OR #expiry < :now',
        ExpressionAttributeNames: { '#key': sessionsTable.partitionKey, '#expiry': sessionsTable.timeToLive },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(this.now() / 1000)) } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }));
      if (typeof answer !== 'object' || answer === null) throw new Error('malformed sessions answer');
      return 'ours';
    } catch (error) {
      const held = heldBy(error);
      // the client tries twice: our own write may be what the second try met.
      return held.owner === owner ? 'ours' : held;
    }
  }

  /** Takes over from a worker whose lease has ended; false where somebody else was faster. */
  async takeOver(key: SessionKey, from: string, { owner, leaseUntil }: Claim): Promise<boolean> {
    return this.change(key, from, owner, {
      UpdateExpression: 'SET #owner = :owner, leaseUntil = :lease ADD doubtful :one',
      ExpressionAttributeValues: { ':owner': { S: owner }, ':lease': { N: String(leaseUntil) }, ':one': { N: '1' } },
    });
  }

  /** Remembers the session; false where the claim was taken over meanwhile, so that nobody may be told of this session. */
  async complete(key: SessionKey, owner: string, given: Given, checkAt: number): Promise<boolean> {
    return this.change(key, owner, owner, {
      UpdateExpression: 'SET #state = :open, verification = :id, #token = :token, endsAt = :ends, '
        + '#open = :yes, #checkAt = :check, createdAt = :created'
        + (given.url === undefined ? '' : ', #url = :url'),
      ExpressionAttributeNames: {
        '#token': 'token', '#open': sessionsTable.open.attribute, '#checkAt': sessionsTable.checkAt,
        ...(given.url === undefined ? {} : { '#url': 'url' }),
      },
      ExpressionAttributeValues: {
        ':open': { S: 'open' }, ':id': { S: given.id }, ':token': { S: given.token }, ':ends': time(given.expiresAt),
        ':yes': { S: sessionsTable.open.value }, ':check': time(checkAt), ':created': time(this.now()),
        ...(given.url === undefined ? {} : { ':url': { S: given.url } }),
      },
    }, given.id);
  }

  /** Gives a claim back, because the provider has certainly made no session. */
  async release(key: SessionKey, owner: string): Promise<void> {
    try {
      await this.dynamodb.send(new DeleteItemCommand({
        TableName: this.table, Key: keyOf(key),
        ConditionExpression: '#owner = :owner AND #state = :pending',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':owner': { S: owner }, ':pending': { S: 'pending' } },
      }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  private async change(
    key: SessionKey, from: string, to: string,
    update: Pick<UpdateItemCommand['input'], 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>, id?: string,
  ): Promise<boolean> {
    try {
      const answer = await this.dynamodb.send(new UpdateItemCommand({
        ...update,
        TableName: this.table, Key: keyOf(key),
        ConditionExpression: '#owner = :from AND #state = :pending',
        ExpressionAttributeNames: { ...names, ...update.ExpressionAttributeNames },
        ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':from': { S: from }, ':pending': { S: 'pending' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }));
      if (typeof answer !== 'object' || answer === null) throw new Error('malformed sessions answer');
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item === undefined) return false;
      const held = heldBy(error);
      return held.owner === to && (id === undefined || (held.state !== 'pending' && held.given.id === id));
    }
  }

  private isForgotten(expiresOn: number): boolean {
    return expiresOn < Math.floor(this.now() / 1000);
  }
}

/** What stands where a condition has failed; any other error is thrown on. */
const heldBy = (error: unknown): SessionRecord => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  if (error.Item === undefined) throw new Error('malformed sessions answer');
  return readRecord(error.Item);
};
