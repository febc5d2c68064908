import { CfnOutput, Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DeliveryAlarms } from './delivery-alarms';
import { placesStatement, publish, type Releases } from './releases';
import { bootstrapNames, deliveryRoles, stackArns } from '../names';
import { gateFunctionName, gateMetrics, releasesTable, type GateVariables } from '../../../lambda/gate/contract';
import { assetsBucketName, constructId, executionRoleArn, type EnvironmentContext } from '../../environment/context';
import { isPending } from '../../environment/pending';
import type { Onboarded } from '../../environment/types';
import type { NetworkStack } from '../../network';
import { bundle } from '../../secrets/bundled-function';
import type { SecretsStack } from '../../secrets';

export interface PromotionGateProps {
  readonly environment: EnvironmentContext;
  /** Environment whose evidence counts. */
  readonly source: string;
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
  readonly releases: Releases;
  readonly alarms: DeliveryAlarms;
}

/** The public half, or nothing: the gate then accepts nothing. */
const pinned = (key: Onboarded<string> | undefined): string => (key === undefined || isPending(key) ? '' : key);

/**
 * The one identity that executes the change sets of an environment, after it has verified what stands behind a release.
 *
 * It stands outside the VPC: it talks to AWS alone, reads no secret and no data, and an endpoint of CloudFormation would cost more
 * than everything else of it. What it verifies is told in docs/decisions/promotion-gate.md.
 */
export class PromotionGate extends Construct {
  private readonly function: Function;
  private readonly releases: Releases;

  constructor(scope: Construct, id: string, props: PromotionGateProps) {
    super(scope, id);
    const { environment, source, network, secrets, releases, alarms } = props;
    const { config, account } = environment;
    this.releases = releases;
    const table = new Table(this, 'Table', {
      partitionKey: { name: releasesTable.key, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: secrets.keys.dynamodb,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: config.credentials === 'live',
      // without its memory an evidence would be taken a second time.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const logGroup = network.logGroup(this, 'Log');
    const role = new Role(this, 'Role', {
      roleName: deliveryRoles.gate, assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description: `verifies releases of ${config.name} and executes their change sets`,
    });
    for (const statement of this.statements(environment, table, secrets)) role.addToPolicy(statement);
    role.addToPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
    const variables: GateVariables = {
      BULKHEAD_ENVIRONMENT: config.name, BULKHEAD_ACCOUNT: account, BULKHEAD_SOURCE: source,
      BULKHEAD_EVIDENCE_KEY: pinned(config.evidenceKeys?.evidence), BULKHEAD_SIGN_OFF_KEY: pinned(config.evidenceKeys?.signOff),
      BULKHEAD_RELEASES_BUCKET: releases.bucket.bucketName, BULKHEAD_RELEASES_TABLE: table.tableName,
      BULKHEAD_ASSETS_BUCKET: assetsBucketName(environment), BULKHEAD_EXECUTION_ROLE: executionRoleArn(environment),
    };
    this.function = new Function(this, 'Function', {
      functionName: gateFunctionName,
      description: `verifies what stands behind a release and lets it into ${config.name}`,
      code: Code.fromAsset(bundle('gate')),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 1024,
      ephemeralStorageSize: Size.gibibytes(2),
      timeout: Duration.minutes(15),
      role: role.withoutPolicyUpdates(),
      logGroup,
      environment: { ...variables },
    });
    publish(this, 'gate', this.function.functionArn, 'function that lets releases in');
    const dimension = { Environment: config.name };
    alarms.alarm('Refused', 'release-refused', 'the gate refused a release', DeliveryAlarms.metric(gateMetrics.namespace, gateMetrics.refused, dimension));
    alarms.alarm('Failed', 'release-failed', 'a stack of a release failed and was taken back', DeliveryAlarms.metric(gateMetrics.namespace, gateMetrics.failed, dimension));
    alarms.alarm('Errors', 'release-failed', 'the gate itself failed', this.function.metricErrors({ period: Duration.minutes(5) }));
    new CfnOutput(this, 'FunctionName', { value: this.function.functionName, description: '`bulkhead release execute` calls it' });
  }

  private statements(environment: EnvironmentContext, table: Table, secrets: SecretsStack): PolicyStatement[] {
    const { config, account, region } = environment;
    const stack = Stack.of(this);
    const through = (service: string) => ({ StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } });
    const bucket = `arn:aws:s3:::${assetsBucketName(environment)}`;
    const own = { StringEquals: { 'aws:ResourceAccount': account } };
    return [
      new PolicyStatement({
        sid: 'Execute',
        actions: ['DescribeChangeSet', 'DescribeStacks', 'ExecuteChangeSet', 'GetTemplate', 'ListChangeSets'].map(action => `cloudformation:${action}`),
        resources: [`${stackArns(environment, constructId(config.name))}/*`],
      }),
      // a stack that does not exist has no ARN, and the list of all has none either.
      new PolicyStatement({ sid: 'Look', actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStacks'], resources: ['*'] }),
      new PolicyStatement({ sid: 'PublishedAssets', actions: ['s3:GetObject', 's3:ListBucket'], resources: [bucket, `${bucket}/*`], conditions: own }),
      new PolicyStatement({
        sid: 'PublishedAssetsKey', actions: ['kms:Decrypt'], resources: [stack.formatArn({ service: 'kms', resource: 'key', resourceName: '*' })],
        conditions: { ...through('s3'), 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': bootstrapNames(environment).keyAlias } },
      }),
      ...this.releases.readStatements('assemblies/*', 'releases/*'),
      new PolicyStatement({ sid: 'Memory', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [table.tableArn] }),
      new PolicyStatement({
        sid: 'MemoryKey', actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], resources: [secrets.keys.dynamodb.keyArn], conditions: through('dynamodb'),
      }),
    ];
  }

  /** Lets the continuous integration bring a release and call the gate; it executes nothing by that. */
  grantReleases(ci: IRole): void {
    for (const statement of [
      ...this.releases.readStatements('assemblies/*', 'releases/*'), ...this.releases.writeStatements('assemblies/*', 'releases/*'), placesStatement(Stack.of(this)),
      new PolicyStatement({ sid: 'CallTheGate', actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }),
    ]) ci.addToPrincipalPolicy(statement);
  }
}
