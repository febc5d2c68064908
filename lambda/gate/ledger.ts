import { GetItemCommand, PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import type { CheckedAsset } from './assets';
import type { GateClients } from './clients';
import { releasesTable, type StackState } from './contract';
import { refuse } from './refused';
import type { AssemblyDigest } from '../../lib/promotion/evidence';
import { isNamed } from '../webhook/aws';

/** What was executed on a stack, and what it was compared with before. */
export interface BegunStack {
  readonly changeSet: string;
  readonly state: Extract<StackState, 'executing' | 'done' | 'failed'>;
  readonly assets: readonly CheckedAsset[];
}

/** What the gate remembers of a release; `taken` once its evidence has been accepted. */
export interface ReleaseRecord {
  readonly release: string;
  readonly evidenceDigest: string;
  readonly assembly: AssemblyDigest;
  readonly takenAt: number;
  /** When the source stated the evidence. */
  readonly statedAt: number;
  readonly state: 'taken' | 'executing' | 'failed' | 'done';
  /** Stacks that were begun. */
  readonly stacks: Readonly<Record<string, BegunStack>>;
  /** Rises with every write, so that of two gates at once one stops. */
  readonly revision: number;
}

/** Another call of the gate wrote in between; nothing is lost, the caller calls again. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

const CURRENT = 'current';
const acceptedKey = (assembly: AssemblyDigest): string => `accepted#${assembly}`;

const key = (id: string) => ({ [releasesTable.key]: { S: id } });

const currentItem = ({ release, statedAt }: ReleaseRecord, open: boolean) =>
  ({ ...key(CURRENT), release: { S: release }, statedAt: { N: String(statedAt) }, open: { BOOL: open } });

/** The gate's own memory: which evidence was taken, how far a release has come, and what was accepted before. */
export class Ledger {
  constructor(private readonly dynamodb: GateClients['dynamodb'], private readonly table: string) {}

  async read(release: string): Promise<ReleaseRecord | undefined> {
    const item = await this.get(release);
    if (item === undefined) return undefined;
    const record = JSON.parse(item.record?.S ?? '') as ReleaseRecord;
    if (record.release !== release) throw new Error('malformed record');
    return record;
  }

  /** Stores the next state of a release, provided that nobody else did since it was read. */
  async write(record: Omit<ReleaseRecord, 'revision'>, before: ReleaseRecord | undefined): Promise<ReleaseRecord> {
    const next: ReleaseRecord = { ...record, revision: (before?.revision ?? 0) + 1 };
    await this.put(
      { ...key(record.release), record: { S: JSON.stringify(next) }, revision: { N: String(next.revision) } },
      before === undefined
        ? { ConditionExpression: 'attribute_not_exists(#id)', ExpressionAttributeNames: { '#id': releasesTable.key } }
        : { ConditionExpression: 'revision = :before', ExpressionAttributeValues: { ':before': { N: String(before.revision) } } },
      () => { throw new Overtaken(); },
    );
    return next;
  }

  /** Whether this environment has run an assembly before, so that a rollback may return to it. */
  async hasAccepted(assembly: AssemblyDigest): Promise<boolean> {
    return await this.get(acceptedKey(assembly)) !== undefined;
  }

  async accept(assembly: AssemblyDigest, release: string): Promise<void> {
    await this.put({ ...key(acceptedKey(assembly)), release: { S: release } }, {}, () => {});
  }

  /** Whether a release has begun here whose evidence is a later word of the source. */
  async isSuperseded({ release, statedAt }: Pick<ReleaseRecord, 'release' | 'statedAt'>): Promise<boolean> {
    const current = await this.get(CURRENT);
    return current !== undefined && current.release?.S !== release && Number(current.statedAt?.N) > statedAt;
  }

  /** One release at a time: another one begins while this one executes nothing, and ends it for good where it had begun. */
  async begin(record: ReleaseRecord): Promise<void> {
    const { release, stacks } = record;
    const item = currentItem(record, true);
    if (Object.keys(stacks).length > 0) {
      await this.put(item, {
        ConditionExpression: '#release = :release',
        ExpressionAttributeNames: { '#release': 'release' },
        ExpressionAttributeValues: { ':release': { S: release } },
      }, () => refuse('other-release', 'another release has begun since, so this one is not finished any more; have its assembly signed anew'));
      return;
    }
    await this.put(item, {
      ConditionExpression: 'attribute_not_exists(#id) OR #release = :release OR #open = :no',
      ExpressionAttributeNames: { '#id': releasesTable.key, '#release': 'release', '#open': 'open' },
      ExpressionAttributeValues: { ':release': { S: release }, ':no': { BOOL: false } },
    }, () => refuse('other-release', 'another release is under way; call the gate for it until it is done or has failed'));
  }

  async end(record: ReleaseRecord): Promise<void> {
    const { release } = record;
    await this.put(currentItem(record, false), {
      ConditionExpression: '#release = :release',
      ExpressionAttributeNames: { '#release': 'release' },
      ExpressionAttributeValues: { ':release': { S: release } },
    }, () => {});
  }

  private async get(id: string): Promise<Record<string, AttributeValue> | undefined> {
    const { Item: item } = await this.dynamodb.send(new GetItemCommand({ TableName: this.table, Key: key(id), ConsistentRead: true }));
    return item;
  }

  private async put(
    item: Record<string, AttributeValue>,
    condition: Pick<ConstructorParameters<typeof PutItemCommand>[0], 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>,
    otherwise: () => void,
  ): Promise<void> {
    try {
      await this.dynamodb.send(new PutItemCommand({ TableName: this.table, Item: item, ...condition }));
    } catch (error) {
      if (!isNamed(error, 'ConditionalCheckFailedException')) throw error;
      otherwise();
    }
  }
}
