import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { sessionsTable } from '../../lambda/sessions/contract';
import type { CredentialClass } from '../environment';
import type { ServiceKey } from '../secrets';

export interface SessionsTableProps {
  readonly key: ServiceKey;
  /** A live environment's table cannot be deleted. */
  readonly credentials: CredentialClass;
}

/** Remembers which session was given for which request, so that the same request never gets two. */
export class SessionsTable extends Construct {
  readonly table: Table;
  private readonly key: ServiceKey;

  constructor(scope: Construct, id: string, { key, credentials }: SessionsTableProps) {
    super(scope, id);
    this.key = key;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: sessionsTable.partitionKey, type: AttributeType.STRING },
      sortKey: { name: sessionsTable.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: sessionsTable.timeToLive,
      deletionProtection: credentials === 'live',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: sessionsTable.openIndex,
      partitionKey: { name: sessionsTable.open.attribute, type: AttributeType.STRING },
      sortKey: { name: sessionsTable.checkAt, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /** Claims, completes and gives back sessions. */
  sessionStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resources: [this.table.tableArn],
      }),
      this.keyStatement(),
    ];
  }

  /** Finds the sessions that are still open. */
  openStatements(): PolicyStatement[] {
    return [new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${this.table.tableArn}/index/${sessionsTable.openIndex}`] })];
  }

  /** Reads which sessions ended in a way that is charged (ids by day) and what balances were told, nothing of a session itself. */
  chargedStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [this.table.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['settled#*', 'balance#*'] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } },
      }),
      this.keyStatement(),
    ];
  }

  /** Finds the records of one person's sessions and deletes them. */
  eraseStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:Scan'], resources: [this.table.tableArn] }),
      this.keyStatement(),
    ];
  }

  private keyStatement(): PolicyStatement {
    return new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: [this.key.keyArn],
    });
  }
}
