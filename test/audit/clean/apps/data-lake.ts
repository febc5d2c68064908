import { Aws, Duration, Stack, type App, type StackProps } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnCrawler, CfnDatabase, CfnJob } from 'aws-cdk-lib/aws-glue';
import { AccountRootPrincipal, Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnDataLakeSettings } from 'aws-cdk-lib/aws-lakeformation';
import { Bucket, BucketEncryption, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { files, targets } from './targets';

class LakeStack extends Stack {
  constructor(scope: App, id: string, props: StackProps) {
    super(scope, id, props);
    const key = new Key(this, 'LakeKey', { enableKeyRotation: true, alias: 'data-lake' });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${this.region}.amazonaws.com`)],
        actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${this.region}:${this.account}:*` } },
      }),
    );
    const zone = (name: string) =>
      new Bucket(this, name, {
        encryption: BucketEncryption.KMS,
        encryptionKey: key,
        bucketKeyEnabled: true,
        enforceSSL: true,
        versioned: true,
        lifecycleRules: [{ transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }] }],
      });
    const [raw, curated, queries] = [
      zone('Raw'),
      zone('Curated'),
      new Bucket(this, 'Queries', { bucketName: `acme-athena-${Aws.ACCOUNT_ID}-${Aws.REGION}`, encryption: BucketEncryption.S3_MANAGED }),
    ];

    const database = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: 'lake', locationUri: curated.s3UrlForObject() },
    });
    const role = new Role(this, 'GlueRole', {
      assumedBy: new ServicePrincipal('glue.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSGlueServiceRole')],
    });
    raw.grantRead(role);
    curated.grantReadWrite(role);
    new CfnCrawler(this, 'Crawler', {
      role: role.roleArn,
      databaseName: database.ref,
      targets: { s3Targets: [{ path: raw.s3UrlForObject('events/') }] },
      schedule: { scheduleExpression: 'cron(0 3 * * ? *)' },
    });
    const script = new Asset(this, 'Script', { path: files('handlers/resize/index.js') });
    script.grantRead(role);
    new CfnJob(this, 'Convert', {
      role: role.roleArn,
      glueVersion: '4.0',
      command: { name: 'glueetl', scriptLocation: script.s3ObjectUrl },
      defaultArguments: {
        '--job-bookmark-option': 'job-bookmark-enable',
        '--TempDir': raw.s3UrlForObject('tmp/'),
        '--enable-metrics': 'true',
      },
    });
    new CfnWorkGroup(this, 'Analysts', {
      name: 'analysts',
      workGroupConfiguration: {
        resultConfiguration: { outputLocation: queries.s3UrlForObject(), encryptionConfiguration: { encryptionOption: 'SSE_S3' } },
      },
    });
    const analyst = new Role(this, 'Analyst', { assumedBy: new AccountRootPrincipal(), maxSessionDuration: Duration.hours(4) });
    analyst.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['athena:StartQueryExecution', 'athena:GetQueryResults', 'glue:GetTable*'],
        resources: ['*'],
      }),
    );
    curated.grantRead(analyst);

    const delivery = new Role(this, 'DeliveryRole', { assumedBy: new ServicePrincipal('firehose.amazonaws.com') });
    raw.grantWrite(delivery);
    new CfnDeliveryStream(this, 'Ingest', {
      extendedS3DestinationConfiguration: {
        bucketArn: raw.bucketArn,
        roleArn: delivery.roleArn,
        prefix: 'events/',
        bufferingHints: { intervalInSeconds: 60, sizeInMBs: 64 },
      },
    });
    new CfnDataLakeSettings(this, 'Settings', { admins: [{ dataLakePrincipalIdentifier: analyst.roleArn }] });
    new Trail(this, 'Audit', { sendToCloudWatchLogs: true }).addS3EventSelector([{ bucket: curated }]);
  }
}

export const dataLake = (app: App): void => {
  for (const { name, env } of targets) new LakeStack(app, `Lake${name}`, { env });
};
