import { bootstrapNames } from '../names';
import { assetsBucketName, type EnvironmentContext } from '../../environment';
import { keyAdministration } from '../../secrets/service-key';

/** The key's ARN, as the template refers to it. */
export const keyArn = { 'Fn::GetAtt': ['AssetsKey', 'Arn'] };

const statement = (Sid: string, Effect: string, Principal: unknown, Action: unknown, Resource: unknown, Condition?: object) =>
  ({ Sid, Effect, Principal, Action, Resource, ...Condition && { Condition } });

/**
 * Where the assets go: one bucket and one key that this account's principals use through S3 alone.
 *
 * @param once whether a key is taken once: what was compared before a deployment cannot be replaced during it
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export const storage = (environment: EnvironmentContext, once: boolean): Record<string, object> => {
  const { account, region } = environment;
  const bucket = assetsBucketName(environment);
  const objects = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  const root = { AWS: `arn:aws:iam::${account}:root` };
  return {
    AssetsKey: {
      Type: 'AWS::KMS::Key',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Description: `encrypts the assets that are deployed to ${environment.config.name}`,
        EnableKeyRotation: true,
        PendingWindowInDays: 30,
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            statement('AdministrationWithoutUse', 'Allow', root, keyAdministration, '*'),
            statement('UseThroughTheBucket', 'Allow', root, ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*'], '*', {
              StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `s3.${region}.amazonaws.com` },
            }),
          ],
        },
      },
    },
    AssetsKeyAlias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: bootstrapNames(environment).keyAlias, TargetKeyId: { Ref: 'AssetsKey' } },
    },
    AssetsBucket: {
      Type: 'AWS::S3::Bucket',
      // what is deployed was read from it, and a rollback reads it again.
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: bucket,
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{
            BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
          }],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [
            { Id: 'ForgetOverwrittenVersions', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 365 } },
            { Id: 'ForgetUnfinishedUploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
          ],
        },
      },
    },
    AssetsBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'AssetsBucket' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            statement('EncryptedConnectionsOnly', 'Deny', '*', 's3:*', objects, { Bool: { 'aws:SecureTransport': 'false' } }),
            statement('OwnPrincipalsOnly', 'Deny', '*', 's3:*', objects, {
              StringNotEquals: { 'aws:PrincipalAccount': account }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
            }),
            // uploads in parts and copies know no such header when they begin: none are let in.
            ...once ? [statement('EachKeyOnce', 'Deny', '*', 's3:PutObject', `arn:aws:s3:::${bucket}/*`, { Null: { 's3:if-none-match': 'true' } })] : [],
          ],
        },
      },
    },
  };
};
