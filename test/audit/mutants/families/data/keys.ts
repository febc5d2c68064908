// what is encrypted with another environment's key.
import { family, type Entry } from '../../family';
import { region } from '../../sides';
import type { Mutant } from '../../types';
import { add, both, key } from './planting';

export const keys: Mutant[] = family('data', 'keys', { expected: ['data.own-key'] }, [
  ...(
    [
      [
        'a bucket',
        'AWS::S3::Bucket',
        k => ({
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: k } }],
          },
        }),
      ],
      ['a table', 'AWS::DynamoDB::Table', k => ({ SSESpecification: { SSEEnabled: true, KMSMasterKeyId: k } })],
      ['a topic', 'AWS::SNS::Topic', k => ({ KmsMasterKeyId: k })],
      ['a secret', 'AWS::SecretsManager::Secret', k => ({ KmsKeyId: k })],
      ['a log group', 'AWS::Logs::LogGroup', k => ({ KmsKeyId: k })],
      ['a bus', 'AWS::Events::EventBus', k => ({ Name: 'x', KmsKeyIdentifier: k })],
      ['a volume', 'AWS::EC2::Volume', k => ({ KmsKeyId: k })],
      ['a vault', 'AWS::Backup::BackupVault', k => ({ EncryptionKeyArn: k })],
      ['a function', 'AWS::Lambda::Function', k => ({ KmsKeyArn: k })],
      ['a stream', 'AWS::Kinesis::Stream', k => ({ StreamEncryption: { EncryptionType: 'KMS', KeyId: k } })],
      ['a repository', 'AWS::ECR::Repository', k => ({ EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: k } })],
      ['an alias', 'AWS::KMS::Alias', k => ({ AliasName: 'alias/x', TargetKeyId: k })],
      ['a replica', 'AWS::KMS::ReplicaKey', k => ({ PrimaryKeyArn: k })],
      ['a job\'s output', 'AWS::Glue::SecurityConfiguration', k => ({ EncryptionConfiguration: { S3Encryptions: [{ KmsKeyArn: k }] } })],
    ] as [string, string, (k: string) => Record<string, unknown>][]
  ).map(([what, type, properties]): Entry => ({ what: `the key of ${what}`, plant: add(type, p => properties(key(p))) })),
  { what: 'one key by its id alone', plant: both('AWS::SQS::Queue', () => ({ KmsMasterKeyId: '6f1c2d3e-aaaa-4bbb-8ccc-0123456789ab' })) },
  {
    what: 'one multi-region key',
    plant: both('AWS::SQS::Queue', (_, side) => ({
      KmsMasterKeyId: `arn:aws:kms:${region}:${side.account}:key/mrk-1234abcd12ab34cd56ef1234567890ab`,
    })),
  },
  {
    what: 'a key of the other, by an existing store',
    plant: p => {
      p.lab.first(p.own, 'Webhook', 'AWS::DynamoDB::Table').Properties.SSESpecification = { SSEEnabled: true, KMSMasterKeyId: key(p) };
    },
  },
  {
    what: 'a key that is looked up',
    names: 'own',
    verdict: 'UNKNOWN',
    plant: ({ lab, own }) => {
      lab.first(own, 'Webhook', 'AWS::DynamoDB::Table').Properties.SSESpecification = {
        SSEEnabled: true,
        KMSMasterKeyId: '{{resolve:ssm:/shared/key}}',
      };
    },
  },
]);
