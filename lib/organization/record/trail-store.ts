import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { keyAdministration } from '../../secrets/service-key';
import { trailArn, trailBucketName, trailKeyAlias } from './names';

export interface TrailStoreProps {
  /** Owns the trail; only its trail writes here. */
  readonly managementAccount: string;
}

/** How long a record can neither be overwritten nor deleted. */
const kept = Duration.days(365);

/**
 * Where the organization's trail writes: a bucket and its key in the audit account, apart from everybody whom it records.
 *
 * The trail belongs to the management account, so the policies here name it; it carries what was done in every account, and
 * nobody of an environment reads it.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export class TrailStore extends Construct {
  constructor(scope: Construct, id: string, { managementAccount }: TrailStoreProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const cloudTrail = new ServicePrincipal('cloudtrail.amazonaws.com');
    const ofTheTrail = { 'aws:SourceArn': trailArn(managementAccount) };

    const root = new ArnPrincipal(`arn:aws:iam::${account}:root`);
    const key = new Key(this, 'Key', {
      description: 'encrypts the record of what was done in every account of the organization',
      alias: trailKeyAlias,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({ sid: 'AdministrationWithoutUse', principals: [root], actions: [...keyAdministration], resources: ['*'] }),
          new PolicyStatement({
            sid: 'ReadingThroughTheBucket',
            principals: [root],
            actions: ['kms:Decrypt', 'kms:DescribeKey'],
            resources: ['*'],
            conditions: { StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `s3.${region}.amazonaws.com` } },
          }),
          new PolicyStatement({
            sid: 'TheTrailEncrypts',
            principals: [cloudTrail],
            actions: ['kms:GenerateDataKey*'],
            resources: ['*'],
            conditions: {
              StringEquals: ofTheTrail,
              StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${managementAccount}:trail/*` },
            },
          }),
          new PolicyStatement({
            sid: 'TheTrailDescribesItsKey', principals: [cloudTrail], actions: ['kms:DescribeKey'], resources: ['*'], conditions: { StringEquals: ofTheTrail },
          }),
        ],
      }),
    });

    const bucket = new Bucket(this, 'Bucket', {
      bucketName: trailBucketName(account, region),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      // governance: whoever may lift it is named by a policy of the account, and lifting it is recorded.
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(kept),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const writes = (sid: string, action: string, resource: string, conditions: object = {}) => bucket.addToResourcePolicy(new PolicyStatement({
      sid, principals: [cloudTrail], actions: [action], resources: [resource], conditions: { StringEquals: { ...ofTheTrail, ...conditions } },
    }));
    writes('TheTrailLooksAtItsBucket', 's3:GetBucketAcl', bucket.bucketArn);
    writes('TheTrailWrites', 's3:PutObject', bucket.arnForObjects('AWSLogs/*'), { 's3:x-amz-acl': 'bucket-owner-full-control' });
  }
}
