// who is let in: every kind of resource that has a policy, every form in which a principal can be given.
import { family, type Entry, type Planting } from '../../family';
import type { Mutant } from '../../types';
import { forms } from './forms';
import { type Statement, allow } from './planting';

type Kind = readonly [what: string, type: string, properties: (statements: Statement[]) => Record<string, unknown>, action: string];

const doc = (Statement: Statement[]) => ({ Version: '2012-10-17', Statement });

/** Resources with a policy, wherever CloudFormation puts it. */
const kinds: readonly Kind[] = [
  ['a queue', 'AWS::SQS::QueuePolicy', s => ({ Queues: ['x'], PolicyDocument: doc(s) }), 'sqs:ReceiveMessage'],
  ['a topic', 'AWS::SNS::TopicPolicy', s => ({ Topics: ['x'], PolicyDocument: doc(s) }), 'sns:Publish'],
  ['a bucket', 'AWS::S3::BucketPolicy', s => ({ Bucket: { Ref: 'AWS::StackName' }, PolicyDocument: doc(s) }), 's3:GetObject'],
  ['a key', 'AWS::KMS::Key', s => ({ KeyPolicy: doc(s) }), 'kms:Decrypt'],
  ['a key that may be granted on', 'AWS::KMS::Key', s => ({ KeyPolicy: doc(s) }), 'kms:CreateGrant'],
  [
    'a replica of a key',
    'AWS::KMS::ReplicaKey',
    s => ({ PrimaryKeyArn: { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/mrk-0' }, KeyPolicy: doc(s) }),
    'kms:Decrypt',
  ],
  ['a secret', 'AWS::SecretsManager::ResourcePolicy', s => ({ SecretId: 'x', ResourcePolicy: doc(s) }), 'secretsmanager:GetSecretValue'],
  ['a repository', 'AWS::ECR::Repository', s => ({ RepositoryPolicyText: doc(s) }), 'ecr:BatchGetImage'],
  ['a file system', 'AWS::EFS::FileSystem', s => ({ FileSystemPolicy: doc(s) }), 'elasticfilesystem:ClientMount'],
  ['a table', 'AWS::DynamoDB::Table', s => ({ ResourcePolicy: { PolicyDocument: doc(s) } }), 'dynamodb:GetItem'],
  ['a stream', 'AWS::Kinesis::ResourcePolicy', s => ({ ResourceArn: 'x', ResourcePolicy: doc(s) }), 'kinesis:GetRecords'],
  ['an event bus by a document', 'AWS::Events::EventBus', s => ({ Name: 'x', Policy: doc(s) }), 'events:PutEvents'],
  ['an event bus by a statement', 'AWS::Events::EventBusPolicy', s => ({ StatementId: 'x', Statement: s[0] }), 'events:PutEvents'],
  ['a vault', 'AWS::Backup::BackupVault', s => ({ BackupVaultName: 'x', AccessPolicy: doc(s) }), 'backup:CopyIntoBackupVault'],
  ['a search domain', 'AWS::OpenSearchService::Domain', s => ({ AccessPolicies: doc(s) }), 'es:*'],
  ['an access point', 'AWS::S3::AccessPoint', s => ({ Bucket: { Ref: 'AWS::StackName' }, Policy: doc(s) }), 's3:GetObject'],
  [
    'a log destination, as text',
    'AWS::Logs::Destination',
    s => ({
      DestinationName: 'x',
      RoleArn: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/x' },
      DestinationPolicy: JSON.stringify(doc(s)),
    }),
    'logs:PutSubscriptionFilter',
  ],
  [
    'log groups, as text',
    'AWS::Logs::ResourcePolicy',
    s => ({ PolicyName: 'x', PolicyDocument: JSON.stringify(doc(s)) }),
    'logs:PutLogEvents',
  ],
  [
    'a package domain',
    'AWS::CodeArtifact::Domain',
    s => ({ DomainName: 'x', PermissionsPolicyDocument: doc(s) }),
    'codeartifact:ReadFromRepository',
  ],
  ['a service network', 'AWS::VpcLattice::AuthPolicy', s => ({ ResourceIdentifier: 'x', Policy: doc(s) }), 'vpc-lattice-svcs:Invoke'],
  ['a topic inline', 'AWS::SNS::TopicInlinePolicy', s => ({ TopicArn: 'x', PolicyDocument: doc(s) }), 'sns:Subscribe'],
  [
    'a queue inline, as text of a function',
    'AWS::SQS::QueueInlinePolicy',
    s => ({ Queue: 'x', PolicyDocument: { 'Fn::ToJsonString': doc(s) } }),
    'sqs:*',
  ],
  ['a table bucket', 'AWS::S3Tables::TableBucketPolicy', s => ({ TableBucketARN: 'x', ResourcePolicy: doc(s) }), 's3tables:GetTableData'],
  ['a schema registry', 'AWS::EventSchemas::RegistryPolicy', s => ({ RegistryName: 'x', Policy: doc(s) }), 'schemas:DescribeSchema'],
  ['a media store', 'AWS::MediaStore::Container', s => ({ ContainerName: 'x', Policy: JSON.stringify(doc(s)) }), 'mediastore:GetObject'],
  ['a registry', 'AWS::ECR::RegistryPolicy', s => ({ PolicyText: doc(s) }), 'ecr:ReplicateImage'],
];

const plantIn =
  ([, type, properties, action]: Kind, statements: (planting: Planting) => Statement[]) =>
  (planting: Planting): void =>
    planting.lab.add(
      planting.own,
      'Planted',
      type,
      properties(statements(planting).map(statement => ({ Resource: '*', Action: action, ...statement }))),
    );

const everyKind: Entry[] = kinds.flatMap((kind): Entry[] => [
  {
    what: `${kind[0]} lets in a role`,
    plant: plantIn(kind, ({ other }) => [allow(kind[3], { Principal: { AWS: `arn:aws:iam::${other.account}:role/reader` } })]),
  },
  { what: `${kind[0]} lets in everybody`, names: 'own', plant: plantIn(kind, () => [allow(kind[3], { Principal: '*' })]) },
]);

const everyForm: Entry[] = forms.flatMap(([what, statements, options], index) =>
  [0, 9].map((step): Entry => {
    const kind = kinds.filter(([, type]) => type !== 'AWS::Events::EventBusPolicy')[(index * 2 + step) % (kinds.length - 1)]!;
    const action = /denial of other actions/.test(what) ? {} : { Action: kind[3] };
    return {
      what: `${kind[0]} lets in ${what}`,
      ...options,
      plant: planting =>
        planting.lab.add(
          planting.own,
          'Planted',
          kind[1],
          kind[2](
            statements(planting).map(statement => ({
              Resource: '*',
              ...statement,
              ...(statement.Effect === 'Allow' && !('NotAction' in statement) ? action : {}),
            })),
          ),
        ),
    };
  }),
);

export const policies: Mutant[] = family('identities', 'policies', { expected: ['identities.resource-policy'] }, [
  ...everyKind,
  ...everyForm,
]);
