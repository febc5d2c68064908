/** Services with a customer key of their own in every environment. */
export type KeyService = 'dynamodb' | 'events' | 'logs' | 's3' | 'secretsmanager' | 'sns' | 'sqs';

/** Where a key lives; its policy names nothing outside. */
export interface KeyLocation {
  readonly account: string;
  readonly region: string;
}

/** Values of condition keys by operator, as in a policy. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a service does with the key in its own name, not on behalf of a caller. */
export interface ServicePrincipalUsage {
  readonly sid: string;
  readonly principal: (location: KeyLocation) => string;
  readonly actions: readonly string[];
  /** Binds the call to this account's own resources. */
  readonly conditions: (location: KeyLocation) => Conditions;
}

export interface KeyUsage {
  /** What the key protects, for its description. */
  readonly protects: string;
  /** What a caller whose IAM policy allows it may do, through the service only. */
  readonly actions: readonly string[];
  /** Narrows the caller's use further. */
  readonly conditions?: (location: KeyLocation) => Conditions;
  /** Whether the service keeps a grant on the key for as long as its resource exists. */
  readonly grants?: true;
  readonly services?: readonly ServicePrincipalUsage[];
}

const envelope = ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
const everyUse = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
const sourceAccount = ({ account }: KeyLocation): Conditions => ({ StringEquals: { 'aws:SourceAccount': account } });

/**
 * Who uses the key of each service, and how; everything else is refused.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export const keyUsages: Readonly<Record<KeyService, KeyUsage>> = {
  dynamodb: { protects: 'the tables and their streams', actions: everyUse, grants: true },
  events: {
    protects: 'the events on the bus',
    actions: envelope,
    services: [
      {
        sid: 'EventBusDescribesItsKey',
        principal: () => 'events.amazonaws.com',
        actions: ['kms:DescribeKey'],
        conditions: sourceAccount,
      },
      {
        sid: 'EventBusesOfThisAccount',
        principal: () => 'events.amazonaws.com',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        conditions: ({ account, region }) => ({
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'kms:EncryptionContext:aws:events:event-bus:arn': `arn:aws:events:${region}:${account}:event-bus/*` },
        }),
      },
    ],
  },
  logs: {
    protects: 'the log groups',
    actions: everyUse,
    services: [{
      sid: 'LogGroupsOfThisAccount',
      principal: ({ region }) => `logs.${region}.amazonaws.com`,
      actions: everyUse,
      // the context names account and region; AWS does not document aws:SourceAccount for this call, so it is not demanded.
      conditions: ({ account, region }) => ({
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
      }),
    }],
  },
  s3: { protects: 'the buckets', actions: envelope },
  secretsmanager: {
    protects: 'the secrets',
    actions: envelope,
    // the exact ARN would be a cycle, for the secret needs the key first; it stands in the reader's own policy.
    conditions: ({ account, region }) => ({
      ArnLike: { 'kms:EncryptionContext:SecretARN': `arn:aws:secretsmanager:${region}:${account}:secret:*` },
    }),
  },
  sns: {
    protects: 'the alarm topics',
    actions: envelope,
    services: [
      {
        sid: 'AlarmsOfThisAccount',
        principal: () => 'cloudwatch.amazonaws.com',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        conditions: sourceAccount,
      },
      {
        sid: 'EventRulesOfThisAccount',
        principal: () => 'events.amazonaws.com',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        conditions: sourceAccount,
      },
    ],
  },
  sqs: {
    protects: 'the queues',
    actions: envelope,
    services: [
      {
        sid: 'EventRulesOfThisAccount',
        principal: () => 'events.amazonaws.com',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        conditions: sourceAccount,
      },
      {
        sid: 'TopicsOfThisAccount',
        principal: () => 'sns.amazonaws.com',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        conditions: sourceAccount,
      },
    ],
  },
};
