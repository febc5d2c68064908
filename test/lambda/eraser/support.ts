import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, ListObjectVersionsCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { variables, World } from '../support/world';
import { prepareDispatch } from '../../../lambda/dispatcher/prepare';
import type { EraseAnswer, EraseRequest } from '../../../lambda/eraser/contract';
import { receiptsTable } from '../../../lambda/eraser/contract';
import { erase } from '../../../lambda/eraser/erase';
import { creditsTable } from '../../../lambda/credits/contract';
import { Ledger } from '../../../lambda/credits/ledger';
import { sessionsTable } from '../../../lambda/sessions/contract';
import { sweep } from '../../../lambda/sweeper/sweep';
import { bodyWriter } from '../../../lambda/webhook/bucket';
import { inbox } from '../../../lambda/webhook/contract';
import { createReceiver } from '../../../lambda/webhook/receiver';

const settings = (endpoint: string) => ({ endpoint, region: 'me-central-1', credentials: { accessKeyId: '111111111111', secretAccessKey: 'x' } });

export const bindings = { self: 'self', uae: 'uae-kyc', plain: 'standard-webhooks' } as const;

/** Clients of one embedded AWS. */
export interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
}

export const clientsOf = (endpoint: string): Clients =>
  ({ dynamodb: new DynamoDBClient(settings(endpoint)), s3: new S3Client({ ...settings(endpoint), forcePathStyle: true }) });

/** Something that happens at one call of the eraser: others act, or it fails before its effect, or after it. */
export type Interrupt = (call: number, command: object) => 'before' | 'after' | undefined | Promise<undefined>;

/** Whether a call changes something. */
export const writes = (command: object): boolean => /^(?:Put|Update|Delete|TransactWrite)/.test(command.constructor.name);

export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

let worlds = 0;

/** An environment whose tables and bucket are its own, with receiver, sweeper and eraser. */
export class EraserWorld extends World {
  readonly names = {
    inbox: `inbox-${++worlds}`, bucket: `bodies-${worlds}`, sessions: `sessions-${worlds}`, credits: `credits-${worlds}`, receipts: `receipts-${worlds}`,
  };

  readonly own = { ...variables, BULKHEAD_INBOX_TABLE: this.names.inbox, BULKHEAD_BODIES_BUCKET: this.names.bucket };
  calls = 0;

  private constructor(readonly clients: Clients) {
    super();
  }

  static async create(clients: Clients): Promise<EraserWorld> {
    const world = new EraserWorld(clients);
    const table = (TableName: string, ...keys: readonly string[]) => clients.dynamodb.send(new CreateTableCommand({
      TableName, BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map(AttributeName => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: keys.slice(0, 2).map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' as const : 'RANGE' as const })),
      ...(keys.length === 4 ? {
        GlobalSecondaryIndexes: [{
          IndexName: inbox.undispatchedIndex, Projection: { ProjectionType: 'KEYS_ONLY' as const },
          KeySchema: [{ AttributeName: keys[2], KeyType: 'HASH' as const }, { AttributeName: keys[3], KeyType: 'RANGE' as const }],
        }],
      } : {}),
    }));
    await table(world.names.inbox, inbox.partitionKey, inbox.sortKey, inbox.undispatched.attribute, inbox.receivedAt);
    await table(world.names.sessions, sessionsTable.partitionKey, sessionsTable.sortKey);
    await table(world.names.credits, creditsTable.partitionKey, creditsTable.sortKey);
    await table(world.names.receipts, receiptsTable.key);
    await clients.s3.send(new CreateBucketCommand({ Bucket: world.names.bucket, CreateBucketConfiguration: { LocationConstraint: 'me-central-1' } }));
    await clients.s3.send(new PutBucketVersioningCommand({ Bucket: world.names.bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    return world;
  }

  async take(event: ReturnType<World['self']>): Promise<number> {
    const { dynamodb, s3 } = this.clients;
    const receive = createReceiver({
      variables: this.own, ssm: this.aws.client, secretsManager: this.aws.client, dynamodb, putBody: bodyWriter(s3),
      now: () => this.time, write: line => this.lines.push(line),
    });
    return (await receive(event)).statusCode;
  }

  async sweep(): Promise<string[]> {
    this.time += 120_000;
    const before = this.aws.sent.length;
    const context = prepareDispatch({
      variables: this.own, dynamodb: this.clients.dynamodb, eventBridge: this.aws.client, now: () => this.time, write: line => this.lines.push(line),
    });
    await sweep(context, () => 3_600_000);
    return this.aws.sent.slice(before).map(({ detail }) => detail['verification'] as string).sort();
  }

  /** A record as the sessions function leaves it. */
  async session(binding: string, externalUuid: string, attempt: number, verification: string): Promise<void> {
    await this.put(this.names.sessions, {
      [sessionsTable.partitionKey]: `${binding}#${externalUuid}`, [sessionsTable.sortKey]: `session#${String(attempt).padStart(4, '0')}`,
      owner: 'o', digest: 'd', state: 'settled', verification, endsAt: '2026-04-01T11:00:00.000Z', status: 'valid',
    });
  }

  async note(binding: string, verification: string, day = '2026-04-01'): Promise<void> {
    await this.put(this.names.sessions, { [sessionsTable.partitionKey]: `settled#${binding}#${day}`, [sessionsTable.sortKey]: `${binding}#${verification}` });
  }

  get ledger(): Ledger {
    return new Ledger(this.clients.dynamodb, this.names.credits, () => this.time);
  }

  async charge(binding: string, verification: string, credits = 25): Promise<void> {
    await this.ledger.mark({ binding, verification: `${binding}#${verification}`, event: 'verification.completed', occurredAt: '2026-04-01T10:00:00.000Z', credits });
  }

  /** Asks for ids written as `<binding>#<id>`. */
  async erase(ids: readonly string[], { dryRun = false, interrupt = () => undefined }: { dryRun?: boolean; interrupt?: Interrupt } = {}): Promise<EraseAnswer> {
    this.calls = 0;
    const request: EraseRequest = {
      version: 1, bindings, dryRun, askedBy: 'arn:aws:iam::111111111111:user/somebody',
      ids: ids.map(id => ({ binding: id.slice(0, id.indexOf('#')), id: id.slice(id.indexOf('#') + 1) })),
    };
    const counting = (client: { send: (command: never) => Promise<unknown> }) => ({
      send: async (command: never) => {
        const what = await interrupt(++this.calls, command);
        if (what === 'before') throw new Interrupted();
        const answer = client.send(command);
        // also where the condition of a write does not hold.
        if (what === 'after') await answer.catch(() => undefined).then(() => { throw new Interrupted(); });
        return answer;
      },
    }) as never;
    return erase(request, {
      dynamodb: counting(this.clients.dynamodb), s3: counting(this.clients.s3), names: this.names, environment: 'staging',
      now: () => this.time, write: line => this.lines.push(line),
    });
  }

  async items(table: 'inbox' | 'sessions' | 'credits' | 'receipts'): Promise<Record<string, AttributeValue>[]> {
    return (await this.clients.dynamodb.send(new ScanCommand({ TableName: this.names[table] }))).Items ?? [];
  }

  /** Names of bodies, once for each version or marker. */
  async versions(): Promise<string[]> {
    const { Versions: versions = [], DeleteMarkers: markers = [] } = await this.clients.s3.send(new ListObjectVersionsCommand({ Bucket: this.names.bucket }));
    return [...versions, ...markers].map(({ Key }) => Key ?? '').sort();
  }

  async body(key: string): Promise<Buffer> {
    const { Body: body } = await this.clients.s3.send(new GetObjectCommand({ Bucket: this.names.bucket, Key: key }));
    return Buffer.from(await body!.transformToByteArray());
  }

  /** Everything that is kept but receipts, as text to look for somebody in. */
  async everything(): Promise<string> {
    const tables = await Promise.all((['inbox', 'sessions', 'credits'] as const).map(table => this.items(table)));
    const readable = (_: string, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value);
    return JSON.stringify([tables, await this.versions()], readable);
  }

  private async put(TableName: string, item: Readonly<Record<string, string>>): Promise<void> {
    await this.clients.dynamodb.send(new PutItemCommand({ TableName, Item: Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }])) }));
  }
}
