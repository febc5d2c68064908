import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bodiesPrefix, deduplicationDays, inbox, stateAttributes } from '../../lambda/webhook/contract';
import type { CredentialClass } from '../environment';
import type { ServiceKey } from '../secrets';

export interface InboxProps {
  readonly tableKey: ServiceKey;
  readonly bodiesKey: ServiceKey;
  /** A live environment's inbox cannot be deleted. */
  readonly credentials: CredentialClass;
}

/**
 * The durable copy of every accepted event and, in the same item, the record that recognises its repetition.
 *
 * Bodies that exceed an item stand in the bucket; both expire together.
 */
export class Inbox extends Construct {
  readonly table: Table;
  readonly bodies: Bucket;
  private readonly keys: { readonly table: ServiceKey; readonly bodies: ServiceKey };

  constructor(scope: Construct, id: string, { tableKey, bodiesKey, credentials }: InboxProps) {
    super(scope, id);
    const live = credentials === 'live';
    this.keys = { table: tableKey, bodies: bodiesKey };
    this.table = new Table(this, 'Table', {
      partitionKey: { name: inbox.partitionKey, type: AttributeType.STRING },
      sortKey: { name: inbox.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: tableKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: inbox.timeToLive,
      stream: StreamViewType.KEYS_ONLY,
      deletionProtection: live,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: inbox.undispatchedIndex,
      partitionKey: { name: inbox.undispatched.attribute, type: AttributeType.STRING },
      sortKey: { name: inbox.receivedAt, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.bodies = new Bucket(this, 'Bodies', {
      encryption: BucketEncryption.KMS,
      encryptionKey: bodiesKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [{
        // a day longer than the item, which counts as absent from its expiry on.
        expiration: Duration.days(deduplicationDays + 1),
        noncurrentVersionExpiration: Duration.days(1),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Stores events and bodies; reads neither back. */
  writeStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [this.table.tableArn] }),
      // a webhook that comes after its event was asked for takes the answer's place.
      new PolicyStatement({
        actions: ['dynamodb:UpdateItem'], resources: [this.table.tableArn], conditions: { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } },
      }),
      new PolicyStatement({ actions: ['s3:PutObject'], resources: [this.bodies.arnForObjects('*')] }),
      this.tableKeyStatement(),
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.keys.bodies.keyArn] }),
    ];
  }

  /** Finds what the bus has not accepted, reads its ids and marks it. */
  dispatchStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [this.table.tableArn] }),
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${this.table.tableArn}/index/${inbox.undispatchedIndex}`] }),
      this.tableKeyStatement(),
    ];
  }

  /** Counts what is set aside, without reading anything of it. */
  countStatement(): PolicyStatement {
    return new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [this.table.tableArn],
      conditions: {
        'StringEquals': { 'dynamodb:Select': 'COUNT' },
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': `${inbox.quarantinePrefix}*` },
        // of no key everything is true.
        'Null': { 'dynamodb:LeadingKeys': 'false' },
      },
    });
  }

  /** Finds what is to be sent again, marks it, and takes in what came too late. */
  replayStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
        resources: [this.table.tableArn],
      }),
      new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [this.bodies.arnForObjects('*')] }),
      this.tableKeyStatement(),
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.keys.bodies.keyArn] }),
    ];
  }

  /** Finds what is kept of one person, empties it, and deletes every version of its bodies; what others said beside it is kept anew. */
  eraseStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], resources: [this.table.tableArn] }),
      new PolicyStatement({
        actions: ['s3:DeleteObjectVersion', 's3:GetObject', 's3:PutObject'], resources: [this.bodies.arnForObjects(`${bodiesPrefix}*`)],
      }),
      new PolicyStatement({
        actions: ['s3:ListBucketVersions'], resources: [this.bodies.bucketArn], conditions: { StringLike: { 's3:prefix': `${bodiesPrefix}*` } },
      }),
      this.tableKeyStatement(),
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.keys.bodies.keyArn] }),
    ];
  }

  /** Takes in what a provider says when it is asked, unless its webhook has come. */
  reconcileStatements(): PolicyStatement[] {
    return [...this.writeStatements(), ...this.stateStatements()];
  }

  /**
   * Reads how a verification ended, and nothing that was found out about the person.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  stateStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['dynamodb:GetItem'],
        resources: [this.table.tableArn],
        conditions: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': [inbox.partitionKey, inbox.sortKey, ...stateAttributes] },
          // a request that names no attributes asks for all of them, and of no attribute everything is true.
          'Null': { 'dynamodb:Attributes': 'false' },
          'StringEqualsIfExists': { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
        },
      }),
      this.tableKeyStatement(),
    ];
  }

  /** Follows the stream: keys of what is new. */
  streamStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [this.table.tableStreamArn ?? ''],
      }),
      new PolicyStatement({
        actions: ['dynamodb:ListStreams'],
        resources: [Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName: '*' })],
      }),
    ];
  }

  /** Reads one event with its body: the backend's grant. */
  readStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [this.table.tableArn] }),
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.bodies.arnForObjects('*')] }),
      this.tableKeyStatement(),
      new PolicyStatement({ actions: ['kms:Decrypt'], resources: [this.keys.bodies.keyArn] }),
    ];
  }

  private tableKeyStatement(): PolicyStatement {
    return new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: [this.keys.table.keyArn],
    });
  }
}
