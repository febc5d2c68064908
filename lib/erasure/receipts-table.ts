import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { receiptsTable } from '../../lambda/eraser/contract';
import type { CredentialClass } from '../environment';
import type { ServiceKey } from '../secrets';

export interface ReceiptsTableProps {
  readonly key: ServiceKey;
  /** A live environment's receipts cannot be deleted. */
  readonly credentials: CredentialClass;
}

/** Who had what erased and when, for years after the data is gone; nothing in it tells of whom. */
export class ReceiptsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { key, credentials }: ReceiptsTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: receiptsTable.key, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: receiptsTable.timeToLive,
      deletionProtection: credentials === 'live',
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Writes receipts; reads none back. */
  writeStatement(): PolicyStatement {
    return new PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [this.table.tableArn] });
  }
}
