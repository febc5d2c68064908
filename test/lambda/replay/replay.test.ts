// against a real table of the embedded AWS: what counts here are the expressions.
import { resolve } from 'node:path';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { completed, entry, press, variables, World } from '../support/world';
import { prepareDispatch } from '../../../lambda/dispatcher/prepare';
import type { ReplayRequest } from '../../../lambda/replay/contract';
import { Marks } from '../../../lambda/replay/mark';
import { replay } from '../../../lambda/replay/replay';
import { sweep } from '../../../lambda/sweeper/sweep';
import { bodyWriter } from '../../../lambda/webhook/bucket';
import { inbox } from '../../../lambda/webhook/contract';
import { Inbox } from '../../../lambda/webhook/inbox';
import { createReceiver } from '../../../lambda/webhook/receiver';
import { readSettings } from '../../../lambda/webhook/settings';
import { startEmbeddedAws, type EmbeddedAws } from '../../../lib/local/aws';

const minute = 60_000;
const hour = 60 * minute;

let aws: EmbeddedAws;
let dynamodb: DynamoDBClient;
let tables = 0;

beforeAll(async () => {
  aws = await startEmbeddedAws({ root: resolve(__dirname, '../../..') });
  dynamodb = new DynamoDBClient({ endpoint: aws.endpoint, region: 'me-central-1', credentials: { accessKeyId: '111111111111', secretAccessKey: 'x' } });
}, 120_000);

afterAll(async () => {
  dynamodb.destroy();
  await aws.stop();
});

/** An environment whose inbox is a table of its own, with receiver, sweeper and replay. */
class ReplayWorld extends World {
  readonly names = { table: `inbox-${++tables}`, bucket: 'bodies' };
  private readonly own = { ...variables, BULKHEAD_INBOX_TABLE: this.names.table };
  private readonly receive = createReceiver({
    variables: this.own, ssm: this.aws.client, secretsManager: this.aws.client, dynamodb, putBody: bodyWriter(this.aws.client),
    now: () => this.time, write: line => this.lines.push(line),
  });

  static async create(): Promise<ReplayWorld> {
    const world = new ReplayWorld();
    await dynamodb.send(new CreateTableCommand({
      TableName: world.names.table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [inbox.partitionKey, inbox.sortKey, inbox.undispatched.attribute, inbox.receivedAt].map(name => ({ AttributeName: name, AttributeType: 'S' as const })),
      KeySchema: [{ AttributeName: inbox.partitionKey, KeyType: 'HASH' }, { AttributeName: inbox.sortKey, KeyType: 'RANGE' }],
      GlobalSecondaryIndexes: [{
        IndexName: inbox.undispatchedIndex,
        KeySchema: [{ AttributeName: inbox.undispatched.attribute, KeyType: 'HASH' }, { AttributeName: inbox.receivedAt, KeyType: 'RANGE' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      }],
    }));
    return world;
  }

  async take(event: ReturnType<World['self']>): Promise<number> {
    return (await this.receive(event)).statusCode;
  }

  /** Lets the sweeper send everything that waits. */
  async sweep(): Promise<string[]> {
    this.time += 2 * minute;
    const before = this.aws.sent.length;
    await sweep(prepareDispatch({ variables: this.own, dynamodb, eventBridge: this.aws.client, now: () => this.time, write: line => this.lines.push(line) }), () => hour);
    return this.aws.sent.slice(before).map(({ detail }) => detail['verification'] as string).sort();
  }

  async replay(request: Partial<ReplayRequest> = {}): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await replay({ version: 1, source: 'inbox', bindings: ['self', 'uae'], dryRun: false, ...request, cursor }, {
        dynamodb, names: this.names, environment: 'staging', credentials: 'test', now: () => this.time, write: line => this.lines.push(line),
        inbox: new Inbox(dynamodb, bodyWriter(this.aws.client), this.names, () => this.time),
        getBody: (_, key) => Promise.resolve(this.aws.objects.get(key)!),
        settings: binding => new Promise(done => { done(readSettings(this.aws.parameters.get(`/bulkhead/bindings/${binding}`)!, binding)); }),
      });
      found.push(...answer.items.map(({ verification, outcome }) => `${verification} ${outcome}`));
      cursor = answer.cursor;
    } while (cursor !== undefined);
    return found.sort();
  }

  async items(): Promise<Record<string, AttributeValue>[]> {
    return (await dynamodb.send(new ScanCommand({ TableName: this.names.table }))).Items ?? [];
  }
}

const filled = async (...ids: string[]) => {
  const world = await ReplayWorld.create();
  for (const id of ids) {
    await world.take(world.self(completed({ verification_id: id })));
    world.time += hour;
  }
  expect(await world.sweep()).toEqual(ids.map(id => `self#${id}`));
  return world;
};

describe('events of the inbox', () => {
  test('are sent again by the sweeper, once', async () => {
    const world = await filled('ver_1', 'ver_2');
    expect(await world.replay()).toEqual(['self#ver_1 replayed', 'self#ver_2 replayed']);
    expect(await world.replay()).toEqual(['self#ver_1 unchanged', 'self#ver_2 unchanged']);
    expect(await world.sweep()).toEqual(['self#ver_1', 'self#ver_2']);
    // the same command again, after they have been sent.
    expect(await world.replay()).toEqual(['self#ver_1 unchanged', 'self#ver_2 unchanged']);
    expect(await world.sweep()).toEqual([]);
    world.time += hour;
    expect(await world.replay()).toEqual(['self#ver_1 replayed', 'self#ver_2 replayed']);
  });

  test('are chosen by the time of their receipt', async () => {
    const world = await filled('ver_1', 'ver_2', 'ver_3');
    expect(await world.replay({ since: '2026-04-01T11:00:00.000Z', until: '2026-04-01T11:59:00.000Z' })).toEqual(['self#ver_2 replayed']);
    expect(await world.sweep()).toEqual(['self#ver_2']);
  });

  test('are chosen by the provider\'s id, whatever the binding', async () => {
    const world = await filled('ver_1', 'ver_2');
    await world.take(world.uae(press([entry('evt-1', 34890890)])));
    await world.sweep();
    expect(await world.replay({ id: '34890890' })).toEqual(['uae#34890890 replayed']);
    expect(await world.replay({ id: 'ver_2' })).toEqual(['self#ver_2 replayed']);
    expect(await world.replay({ id: 'nobody' })).toEqual([]);
  });

  test('are only told in a dry run', async () => {
    const world = await filled('ver_1');
    const before = await world.items();
    expect(await world.replay({ dryRun: true })).toEqual(['self#ver_1 replayed']);
    expect(await world.items()).toEqual(before);
  });

  test('that wait already are left alone', async () => {
    const world = await filled('ver_1');
    await world.take(world.self(completed({ verification_id: 'ver_2' })));
    expect(await world.replay()).toEqual(['self#ver_1 replayed', 'self#ver_2 unchanged']);
    // even where it began to wait after it was read.
    const waiting = (await world.items()).find(item => item['verification']!.S === 'self#ver_2')!;
    const place = { verification: 'self#ver_2', event: waiting['event']!.S!, receivedAt: waiting['receivedAt']!.S! };
    expect(await new Marks(dynamodb, world.names.table, () => world.time).undispatch(place)).toBe(false);
  });

  test('that were given up start over with all their attempts', async () => {
    const world = await filled('ver_1');
    world.aws.refuses = () => true;
    await world.take(world.self(completed({ verification_id: 'ver_2' })));
    for (let attempt = 0; attempt < 25; attempt++) {
      await world.sweep();
      world.time += 3 * hour;
    }
    world.aws.refuses = () => false;
    expect(await world.sweep()).toEqual([]);
    expect(await world.replay({ source: 'dead' })).toEqual(['self#ver_2 replayed']);
    expect(await world.sweep()).toEqual(['self#ver_2']);
    const given = (await world.items()).find(item => item['verification']!.S === 'self#ver_2')!;
    expect(Object.keys(given)).not.toEqual(expect.arrayContaining(['deadLetterAt']));
  });

  test('that have expired are gone, deleted or not', async () => {
    const world = await filled('ver_1');
    world.time += 31 * 24 * hour;
    expect(await world.replay()).toEqual([]);
  });
});

/** Authentic, but signed an hour before it came, from the provider that may do so. */
const late = async () => {
  const world = await ReplayWorld.create();
  expect(await world.take(world.uae(press([entry('evt-1', 1), entry('evt-2', 2)]), { at: world.time - hour, id: 'delivery-1' }))).toBe(202);
  return world;
};

describe('what came too late', () => {
  test('is no part of the inbox', async () => {
    expect(await (await late()).replay()).toEqual([]);
  });

  test('is admitted as the receiver would have done, and dispatched', async () => {
    const world = await late();
    expect(await world.replay({ source: 'late' })).toEqual(['quarantine#uae#late replayed']);
    expect(await world.sweep()).toEqual(['uae#1', 'uae#2']);
    expect(await world.replay({ source: 'late' })).toEqual(['quarantine#uae#late unchanged']);
    world.time += 2 * hour;
    expect(await world.replay({ source: 'late' })).toEqual(['quarantine#uae#late duplicate']);
    expect(await world.sweep()).toEqual([]);
  });

  test('is chosen by its delivery', async () => {
    const world = await late();
    expect(await world.replay({ source: 'late', id: 'delivery-2' })).toEqual([]);
    expect(await world.replay({ source: 'late', id: 'delivery-1', dryRun: true })).toEqual(['quarantine#uae#late replayed']);
    expect(await world.sweep()).toEqual([]);
  });

  test('that came another way since is a duplicate', async () => {
    const world = await late();
    await world.take(world.uae(press([entry('evt-1', 1), entry('evt-2', 2)])));
    expect(await world.replay({ source: 'late' })).toEqual(['quarantine#uae#late duplicate']);
  });

  test('is refused where the inbox has something else under its key', async () => {
    const world = await late();
    await world.take(world.uae(press([{ ...entry('evt-1', 1), event_ts: '2026-04-01T08:00:00.000Z' }])));
    expect(await world.replay({ source: 'late' })).toEqual(['quarantine#uae#late refused']);
  });

  test('and was large comes from the bucket', async () => {
    const world = await ReplayWorld.create();
    const large = Array.from({ length: 8 }, (_, index) => ({ ...entry(`evt-${index}`, 7), note: 'n'.repeat(50_000) }));
    await world.take(world.uae(press(large), { at: world.time - hour }));
    expect(world.aws.objects.size).toBe(1);
    expect(await world.replay({ source: 'late' })).toEqual(['quarantine#uae#late replayed']);
    expect(await world.items()).toHaveLength(1 + large.length);
  });
});

test('what is unreadable stays where it is', async () => {
  const world = await ReplayWorld.create();
  expect(await world.take(world.self('{"type":'))).toBe(202);
  for (const source of ['inbox', 'dead', 'late'] as const) expect(await world.replay({ source })).toEqual([]);
});

test('a failing call is told by id and stops nothing else', async () => {
  const world = await late();
  world.configure('uae', { version: 2 });
  expect(await world.replay({ source: 'late' })).toEqual(['quarantine#uae#late failed']);
});

test('no body reaches the answer or the log', async () => {
  const world = await ReplayWorld.create();
  await world.take(world.self(completed({ verification_id: 'ver_1', full_name: 'CANARY' })));
  await world.sweep();
  expect(JSON.stringify([await world.replay(), world.lines])).not.toContain('CANARY');
});
