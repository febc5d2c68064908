// ways that data takes: replication, targets, subscriptions, backups, snapshots.
import { family } from '../../family';
import { outsider, region } from '../../sides';
import type { Mutant } from '../../types';
import { add, both, arn, queue, fn, bus, stream, vault, table, topic } from './planting';

export const flow: Mutant[] = family('data', 'flow', { expected: ['data.flow', 'data.store', 'accounts.foreign', 'identities.role'] }, [
  {
    what: 'replication of a bucket into an account',
    plant: add('AWS::S3::Bucket', ({ other }) => ({
      ReplicationConfiguration: {
        Role: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/x' },
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::copies', Account: other.account } }],
      },
    })),
  },
  {
    what: 'replication of an existing bucket',
    plant: ({ lab, own, other }) => {
      lab.first(own, 'Webhook', 'AWS::S3::Bucket').Properties.ReplicationConfiguration = {
        Role: 'x',
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::copies', Account: other.account } }],
      };
    },
  },
  {
    what: 'replication into a bucket that the other names',
    plant: planting => {
      planting.lab.add(planting.other, 'Planted', 'AWS::S3::Bucket', { BucketName: 'acme-copies' });
      planting.lab.add(planting.own, 'Planted', 'AWS::S3::Bucket', {
        ReplicationConfiguration: { Role: 'x', Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::acme-copies' } }] },
      });
    },
  },
  {
    what: 'logs of access into a bucket of the other',
    plant: planting => {
      planting.lab.add(planting.other, 'Planted', 'AWS::S3::Bucket', { BucketName: 'acme-logs' });
      planting.lab.add(planting.own, 'Planted', 'AWS::S3::Bucket', {
        LoggingConfiguration: { DestinationBucketName: { 'Fn::Join': ['-', ['acme', 'logs']] } },
      });
    },
  },
  {
    what: 'notifications of a bucket',
    plant: add('AWS::S3::Bucket', p => ({
      NotificationConfiguration: { QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: queue(p) }] },
    })),
  },
  {
    what: 'a global table with a replica that is another\'s stream',
    plant: add('AWS::DynamoDB::GlobalTable', p => ({
      Replicas: [{ Region: region, KinesisStreamSpecification: { StreamArn: stream(p) } }],
    })),
  },
  {
    what: 'a replica of a global table in another account',
    plant: add('AWS::DynamoDB::GlobalTable', p => ({ GlobalTableSourceArn: table(p), Replicas: [{ Region: region }] })),
  },
  {
    what: 'a stream of a table',
    plant: ({ lab, own, ...p }) => {
      lab.first(own, 'Webhook', 'AWS::DynamoDB::Table').Properties.KinesisStreamSpecification = { StreamArn: stream({ lab, own, ...p }) };
    },
  },
  {
    what: 'a table restored from another\'s',
    plant: add('AWS::DynamoDB::Table', p => ({
      ImportSourceSpecification: { S3BucketSource: { S3Bucket: 'x', S3BucketOwner: p.other.account } },
    })),
  },
  {
    what: 'a target of an existing rule',
    plant: p => {
      (p.lab.first(p.own, 'Backend', 'AWS::Events::Rule').Properties.Targets as unknown[]).push({
        Id: 'more',
        Arn: bus(p),
        RoleArn: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/x' },
      });
    },
  },
  {
    what: 'dead letters of a rule',
    plant: add('AWS::Events::Rule', p => ({
      Targets: [{ Id: 'a', Arn: { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:x' }, DeadLetterConfig: { Arn: queue(p) } }],
    })),
  },
  { what: 'an archive of another\'s bus', plant: add('AWS::Events::Archive', p => ({ SourceArn: bus(p) })) },
  { what: 'a rule on another\'s bus', plant: add('AWS::Events::Rule', p => ({ EventBusName: bus(p), Targets: [] })) },
  { what: 'an endpoint of two buses', plant: add('AWS::Events::Endpoint', p => ({ EventBuses: [{ EventBusArn: bus(p) }] })) },
  {
    what: 'a pipe from another\'s queue',
    plant: add('AWS::Pipes::Pipe', p => ({ Source: queue(p), Target: { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:x' } })),
  },
  {
    what: 'a pipe to another\'s function',
    plant: add('AWS::Pipes::Pipe', p => ({ Source: { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:x' }, Target: fn(p) })),
  },
  { what: 'a schedule', plant: add('AWS::Scheduler::Schedule', p => ({ Target: { Arn: fn(p) } })) },
  {
    what: 'a subscription to another\'s topic',
    plant: add('AWS::SNS::Subscription', p => ({
      TopicArn: topic(p),
      Protocol: 'lambda',
      Endpoint: { 'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:x' },
    })),
  },
  {
    what: 'a function fed by another\'s queue',
    plant: add('AWS::Lambda::EventSourceMapping', p => ({ EventSourceArn: queue(p), FunctionName: 'x' })),
  },
  {
    what: 'failures of a function',
    plant: add('AWS::Lambda::EventInvokeConfig', p => ({ DestinationConfig: { OnFailure: { Destination: queue(p) } } })),
  },
  { what: 'dead letters of a function', plant: add('AWS::Lambda::Function', p => ({ DeadLetterConfig: { TargetArn: topic(p) } })) },
  {
    what: 'dead letters of a queue',
    plant: add('AWS::SQS::Queue', p => ({ RedrivePolicy: { deadLetterTargetArn: queue(p), maxReceiveCount: 3 } })),
  },
  {
    what: 'dead letters of a queue, as text',
    plant: add('AWS::SQS::Queue', p => ({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queue(p), maxReceiveCount: 3 }) })),
  },
  {
    what: 'log lines to another\'s stream',
    plant: add('AWS::Logs::SubscriptionFilter', p => ({ DestinationArn: stream(p), LogGroupName: 'x' })),
  },
  {
    what: 'log lines to another\'s destination by policy',
    plant: add('AWS::Logs::AccountPolicy', p => ({
      PolicyType: 'SUBSCRIPTION_FILTER_POLICY',
      PolicyDocument: JSON.stringify({ DestinationArn: stream(p) }),
    })),
  },
  {
    what: 'flow logs to a bucket by its ARN',
    plant: p => {
      p.lab.add(p.other, 'Planted', 'AWS::S3::Bucket', { BucketName: 'acme-flow-logs' });
      p.lab.add(p.own, 'Planted', 'AWS::EC2::FlowLog', {
        LogDestination: 'arn:aws:s3:::acme-flow-logs/x',
        LogDestinationType: 's3',
        ResourceId: 'x',
      });
    },
  },
  {
    what: 'a copy of a backup',
    plant: add('AWS::Backup::BackupPlan', p => ({
      BackupPlan: { BackupPlanRule: [{ RuleName: 'a', TargetBackupVault: 'x', CopyActions: [{ DestinationBackupVaultArn: vault(p) }] }] },
    })),
  },
  {
    what: 'a database from another\'s snapshot',
    plant: add('AWS::RDS::DBInstance', ({ other }) => ({
      DBSnapshotIdentifier: `arn:aws:rds:${region}:${other.account}:snapshot:nightly`,
    })),
  },
  {
    what: 'a cluster from another\'s snapshot',
    plant: add('AWS::RDS::DBCluster', ({ other }) => ({
      SnapshotIdentifier: `arn:aws:rds:${region}:${other.account}:cluster-snapshot:nightly`,
    })),
  },
  {
    what: 'a read replica',
    plant: add('AWS::RDS::DBInstance', ({ other }) => ({ SourceDBInstanceIdentifier: `arn:aws:rds:${region}:${other.account}:db:main` })),
  },
  { what: 'one snapshot of a volume', plant: both('AWS::EC2::Volume', () => ({ SnapshotId: 'snap-0a1b2c3d4e5f60718' })) },
  {
    what: 'one file system',
    plant: both('AWS::EFS::MountTarget', () => ({ FileSystemId: 'fs-0a1b2c3d4e5f60718' })),
    expected: ['data.flow', 'data.store', 'network.shared-id'],
  },
  {
    what: 'a delivery stream into a bucket of the other',
    plant: p => {
      p.lab.add(p.other, 'Planted', 'AWS::S3::Bucket', { BucketName: 'acme-lake' });
      p.lab.add(p.own, 'Planted', 'AWS::KinesisFirehose::DeliveryStream', {
        ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::acme-lake' },
      });
    },
  },
  {
    what: 'replication of a registry',
    plant: add('AWS::ECR::ReplicationConfiguration', ({ other }) => ({
      ReplicationConfiguration: { Rules: [{ Destinations: [{ Region: region, RegistryId: other.account }] }] },
    })),
  },
  {
    what: 'a database shared by the catalog',
    plant: add('AWS::Glue::Database', ({ other }) => ({ CatalogId: other.account, DatabaseInput: {} })),
  },
  {
    what: 'a permission on the lake',
    plant: add('AWS::LakeFormation::PrincipalPermissions', ({ other }) => ({ Principal: { DataLakePrincipalIdentifier: other.account } })),
  },
  {
    what: 'a copy task',
    plant: add('AWS::DataSync::Task', p => ({ SourceLocationArn: arn('datasync', 'location/loc-1')(p), DestinationLocationArn: 'x' })),
  },
  {
    what: 'a state machine that calls another\'s function',
    plant: add('AWS::StepFunctions::StateMachine', p => ({
      DefinitionString: { 'Fn::Join': ['', ['{"States":{"A":{"Type":"Task","Resource":"', fn(p), '"}}}']] },
    })),
  },
  {
    what: 'an outsider as a target',
    names: 'own',
    plant: add('AWS::Events::Rule', () => ({ Targets: [{ Id: 'a', Arn: `arn:aws:events:${region}:${outsider}:event-bus/default` }] })),
  },
  {
    what: 'an API that calls another\'s function',
    plant: add('AWS::ApiGateway::Method', p => ({
      Integration: { Uri: { 'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${fn(p)}/invocations` } },
    })),
  },
  { what: 'one bucket that two write to', plant: both('AWS::CloudTrail::Trail', () => ({ S3BucketName: 'acme-trail', IsLogging: true })) },
]);
