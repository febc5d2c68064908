import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { AccountPrincipal, ArnPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { fingerprintNames, fingerprintRoleName } from './fingerprint-link';
import { constructId } from '../environment';
import { keyAdministration, ServiceKey } from '../secrets/service-key';

export interface FingerprintsProps {
  /** Environments whose accounts are known. */
  readonly environments: readonly { readonly name: string; readonly account: string }[];
}

const sameAlgorithm = { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } };

/**
 * Fingerprints of all environments' secrets, so that a value that one environment has is refused in another.
 *
 * A fingerprint says whether two values are equal and nothing else: it takes the key to make one, and the key never
 * leaves KMS. Each environment has a role of its own here, which reads all fingerprints and writes its own.
 */
export class Fingerprints extends Construct {
  constructor(scope: Construct, id: string, { environments }: FingerprintsProps) {
    super(scope, id);
    const roles = environments.map(({ name, account }) => ({
      name,
      role: new Role(this, `${constructId(name)}Role`, {
        roleName: fingerprintRoleName(name),
        assumedBy: new AccountPrincipal(account),
        description: `makes and compares fingerprints of the secrets of ${name}; assumed by its operator`,
        maxSessionDuration: Duration.hours(1),
      }),
    }));
    const key = this.macKey(roles.map(({ role }) => role));
    const tableKey = new ServiceKey(this, 'TableKey', { service: 'dynamodb' });
    const table = new Table(this, 'Table', {
      tableName: fingerprintNames.table,
      partitionKey: { name: fingerprintNames.partitionKey, type: AttributeType.STRING },
      sortKey: { name: fingerprintNames.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: tableKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const { name, role } of roles) {
      for (const statement of statementsOf(name, key, table, tableKey)) role.addToPolicy(statement);
    }
  }

  /** Whoever administers the account cannot use the key; rotating it would make all fingerprints worthless. */
  private macKey(roles: readonly Role[]): Key {
    const statement = (sid: string, principals: ArnPrincipal[], actions: readonly string[], conditions?: object) =>
      new PolicyStatement({ sid, principals, actions: [...actions], resources: ['*'], conditions: { ...conditions } });
    const key = new Key(this, 'Key', {
      description: 'makes the fingerprints by which equal secrets of two environments are recognised',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      policy: new PolicyDocument({
        statements: [
          statement('AdministrationWithoutUse', [new ArnPrincipal(`arn:aws:iam::${Aws.ACCOUNT_ID}:root`)], keyAdministration),
          ...roles.length > 0
            ? [statement('FingerprintsOfTheEnvironments', roles.map(({ roleArn }) => new ArnPrincipal(roleArn)), ['kms:GenerateMac'], sameAlgorithm)]
            : [],
        ],
      }),
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    key.addAlias(fingerprintNames.keyAlias);
    return key;
  }
}

const statementsOf = (environment: string, key: Key, table: Table, tableKey: ServiceKey): PolicyStatement[] => [
  new PolicyStatement({ actions: ['kms:GenerateMac'], resources: [key.keyArn], conditions: sameAlgorithm }),
  new PolicyStatement({ actions: ['dynamodb:Scan'], resources: [table.tableArn] }),
  new PolicyStatement({
    actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    resources: [table.tableArn],
    // without the second condition a request that names no key at all would pass the first.
    conditions: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [environment] },
      'Null': { 'dynamodb:LeadingKeys': 'false' },
    },
  }),
  new PolicyStatement({
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    resources: [tableKey.keyArn],
  }),
];
