import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { GenerateMacCommand } from '@aws-sdk/client-kms';
import type { FingerprintAccess } from './access';
import { refused, unusable } from './command-error';
import { nameOfSecret, type SecretTarget } from './target';
import { fingerprintNames } from '../organization/fingerprint-link';

/** What is known of one value of one secret: that it is taken, by whom, and as which version. */
export interface FingerprintRecord {
  readonly environment: string;
  readonly binding: string;
  readonly kind: string;
  readonly fingerprint: string;
  readonly version: string;
  readonly class: string;
  /** Claimed before the value is stored, confirmed after; withdrawn where another environment had it. */
  readonly state: 'reserved' | 'confirmed' | 'withdrawn';
}

/** A value by its fingerprint, with the version id that follows from it: storing it twice is storing it once. */
export interface Fingerprint {
  readonly fingerprint: string;
  readonly version: string;
}

const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();

/** Version ids appear in logs and in the inbox; fingerprints stay in the audit account. */
const versionOf = ({ config, binding, kind }: SecretTarget, fingerprint: string): string =>
  digest(JSON.stringify([config.name, binding, kind, fingerprint])).toString('hex').slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The fingerprints of all environments, as one environment may use them. */
export class Fingerprints {
  constructor(private readonly access: FingerprintAccess) {}

  /** Takes the keyed fingerprint of a value; only its SHA-256 leaves this process. */
  async of(value: string, target: SecretTarget): Promise<Fingerprint> {
    const { Mac: mac } = await this.access.kms.send(new GenerateMacCommand({
      KeyId: fingerprintNames.keyAlias, MacAlgorithm: 'HMAC_SHA_256', Message: digest(value),
    }));
    if (mac?.length !== 32) throw unusable('the audit account gave no fingerprint');
    const fingerprint = Buffer.from(mac).toString('hex');
    return { fingerprint, version: versionOf(target, fingerprint) };
  }

  async all(): Promise<FingerprintRecord[]> {
    const records: FingerprintRecord[] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.access.dynamodb.send(new ScanCommand({
        TableName: fingerprintNames.table, ConsistentRead: true, ExclusiveStartKey: from,
      }));
      records.push(...(page.Items ?? []).map(readRecord));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return records;
  }

  /**
   * Claims a value for one secret before it is stored anywhere.
   *
   * Looked up, written, and looked up again: of two environments that claim one value at the same time, each has
   * written before it looks the second time, so at least one of them sees the other.
   *
   * @throws CommandError where another secret has the value
   */
  async claim(own: Fingerprint, target: SecretTarget): Promise<void> {
    await this.refuseTaken(own, target);
    await this.reserve(own, target);
    try {
      await this.refuseTaken(own, target);
    } catch (error) {
      await this.settle(own, target, 'withdrawn', '#state = :reserved');
      throw error;
    }
  }

  /** Remembers that the value is stored. */
  confirm(own: Fingerprint, target: SecretTarget): Promise<void> {
    return this.settle(own, target, 'confirmed', '#state <> :state');
  }

  private async refuseTaken({ fingerprint }: Fingerprint, target: SecretTarget): Promise<void> {
    const taken = (await this.all()).find(record => record.fingerprint === fingerprint && record.state !== 'withdrawn' && !isOf(record, target));
    if (taken === undefined) return;
    throw refused(`${nameOfSecret(target)}: this value is the ${taken.kind} of '${taken.binding}' in '${taken.environment}' already; `
      + 'every secret has a value of its own: have the provider issue one for this environment, and look how the other got here');
  }

  private reserve({ fingerprint, version }: Fingerprint, target: SecretTarget): Promise<void> {
    const { binding, kind, config: { credentials } } = target;
    return this.update({ fingerprint, version }, target, {
      set: 'SET #state = :reserved, binding = :binding, kind = :kind, fingerprint = :fingerprint, version = :version, #class = :class, reservedAt = :now',
      // a value that is stored already stays confirmed.
      condition: 'attribute_not_exists(#state) OR #state = :withdrawn',
      names: { '#class': 'class' },
      values: {
        ':reserved': 'reserved', ':withdrawn': 'withdrawn', ':binding': binding, ':kind': kind, ':fingerprint': fingerprint,
        ':version': version, ':class': credentials,
      },
    });
  }

  private settle(own: Fingerprint, target: SecretTarget, state: FingerprintRecord['state'], condition: string): Promise<void> {
    return this.update(own, target, {
      set: `SET #state = :state, ${state}At = :now`,
      condition: `attribute_exists(#state) AND ${condition}`,
      names: {},
      values: { ':state': state, ...condition.includes(':reserved') && { ':reserved': 'reserved' } },
    });
  }

  private async update({ fingerprint }: Fingerprint, { config, binding, kind }: SecretTarget, change: {
    readonly set: string; readonly condition: string; readonly names: Record<string, string>; readonly values: Record<string, string>;
  }): Promise<void> {
    try {
      await this.access.dynamodb.send(new UpdateItemCommand({
        TableName: fingerprintNames.table,
        Key: { [fingerprintNames.partitionKey]: { S: config.name }, [fingerprintNames.sortKey]: { S: `${binding}/${kind}#${fingerprint}` } },
        UpdateExpression: change.set,
        ConditionExpression: change.condition,
        ExpressionAttributeNames: { ...change.names, '#state': 'state' },
        ExpressionAttributeValues: Object.fromEntries(
          Object.entries({ ...change.values, ':now': new Date().toISOString() }).map(([name, text]) => [name, { S: text }])),
      }));
    } catch (error) {
      // the record is that far already.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}

const isOf = (record: FingerprintRecord, { config, binding, kind }: SecretTarget): boolean =>
  record.environment === config.name && record.binding === binding && record.kind === kind;

const readRecord = (item: Record<string, AttributeValue>): FingerprintRecord => {
  const text = (name: string) => item[name]?.S ?? '';
  return {
    environment: text(fingerprintNames.partitionKey), binding: text('binding'), kind: text('kind'), fingerprint: text('fingerprint'),
    version: text('version'), class: text('class'), state: text('state') as FingerprintRecord['state'],
  };
};
