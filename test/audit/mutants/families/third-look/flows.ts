// ways of data that were not looked at before.
import { family, type Entry } from '../../family';
import { region } from '../../sides';
import type { Mutant } from '../../types';
import { add, arn, both } from '../second-look/planting';

const stored = (type: string, bucket: string, properties: Record<string, unknown>): Entry['plant'] => ({ lab, own, other }) => {
  lab.add(other, 'Theirs', 'AWS::S3::Bucket', { BucketName: bucket });
  lab.add(own, 'Planted', type, properties);
};

export const flows: Mutant[] = family(
  'data',
  'third look',
  { expected: ['data.*', 'accounts.foreign', 'identities.*', 'network.*', 'references.*', 'secrets.identity'] },
  [
    { what: 'events of the other\'s account', plant: add('AWS::Events::Rule', p => ({ EventPattern: { account: [p.other.account], source: ['aws.s3'] } })) },
    {
      what: 'a call on a schedule',
      plant: add('AWS::Scheduler::Schedule', p => ({
        ScheduleExpression: 'rate(1 day)', FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', RoleArn: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/x' }, Input: JSON.stringify({ QueueUrl: `https://sqs.${region}.amazonaws.com/${p.other.account}/jobs` }) },
      })),
    },
    { what: 'an enrichment of a pipe', plant: add('AWS::Pipes::Pipe', p => ({ Enrichment: arn('lambda', 'function:enrich')(p), Source: 'x', Target: 'x', RoleArn: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/x' } })) },
    { what: 'a merged API', plant: add('AWS::AppSync::SourceApiAssociation', p => ({ SourceApiIdentifier: arn('appsync', 'apis/abcdefghij')(p) })) },
    { what: 'a database of another catalog', plant: add('AWS::Glue::Database', p => ({ CatalogId: { Ref: 'AWS::AccountId' }, DatabaseInput: { Name: 'x', TargetDatabase: { CatalogId: p.other.account, DatabaseName: 'x' } } })) },
    { what: 'a catalog of queries', plant: add('AWS::Athena::DataCatalog', p => ({ Name: 'x', Type: 'GLUE', Parameters: { 'catalog-id': p.other.account } })) },
    { what: 'a query over the other\'s bucket', plant: stored('AWS::Athena::NamedQuery', 'acme-query-7', { Database: 'x', QueryString: 'create table t (a int) location \'s3://acme-query-7/t/\'' }) },
    { what: 'a home in the other\'s bucket', plant: stored('AWS::Transfer::User', 'acme-home-7', { ServerId: 'x', UserName: 'x', HomeDirectory: '/acme-home-7/in' }) },
    { what: 'a website of the other\'s bucket', plant: stored('AWS::CloudFront::Distribution', 'acme-web-7', { DistributionConfig: { Origins: [{ Id: 'x', DomainName: `acme-web-7.s3-website-${region}.amazonaws.com` }] } }) },
    { what: 'a step that reads the other\'s bucket', plant: stored('AWS::StepFunctions::StateMachine', 'acme-steps-7', { DefinitionString: JSON.stringify({ States: { A: { Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Parameters: { Bucket: 'acme-steps-7', Key: 'x' } } } }) }) },
    { what: 'a model of the other\'s bucket', plant: stored('AWS::SageMaker::Model', 'acme-models-7', { PrimaryContainer: { ModelDataUrl: 's3://acme-models-7/model.tar.gz' } }) },
    { what: 'logs of a cluster', plant: stored('AWS::EMR::Cluster', 'acme-emr-7', { LogUri: 's3n://acme-emr-7/logs/' }) },
    { what: 'a bucket that is put together', plant: stored('AWS::DataSync::LocationS3', 'acme-sync-7', { S3BucketArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::acme-', 'sync-7']] } }) },
    { what: 'a multi-region access point', plant: add('AWS::S3::MultiRegionAccessPoint', p => ({ Regions: [{ Bucket: 'x', BucketAccountId: p.other.account }] })) },
    { what: 'a link to a cluster of streams', plant: add('AWS::MSK::VpcConnection', p => ({ TargetClusterArn: arn('kafka', 'cluster/x/abc')(p), Authentication: 'SASL_IAM', ClientSubnets: [], SecurityGroups: [], VpcId: 'x' })) },
    {
      what: 'one cluster\'s brokers',
      plant: both('AWS::Lambda::Function', () => ({ Environment: { Variables: { BROKERS: 'b-1.orders.a1b2c3.c2.kafka.me-central-1.amazonaws.com:9098,b-2.orders.a1b2c3.c2.kafka.me-central-1.amazonaws.com:9098' } } })),
    },
    { what: 'one database\'s host', plant: both('AWS::Lambda::Function', () => ({ Environment: { Variables: { DATABASE: 'orders.cluster-c0ffee123456.me-central-1.rds.amazonaws.com' } } })) },
    { what: 'one API\'s host', plant: both('AWS::SSM::Parameter', () => ({ Type: 'String', Value: 'https://a1b2c3d4e5.execute-api.me-central-1.amazonaws.com/prod' })) },
    { what: 'one pool of users', plant: both('AWS::Lambda::Function', () => ({ Environment: { Variables: { POOL: 'me-central-1_AbCdEfGhI' } } })) },
    { what: 'one distribution', plant: both('AWS::Lambda::Function', () => ({ Environment: { Variables: { CDN: 'd111111abcdef8.cloudfront.net' } } })) },
    { what: 'a warehouse that others reach', plant: add('AWS::Redshift::EndpointAuthorization', p => ({ ClusterIdentifier: 'x', Account: p.other.account })) },
    {
      what: 'a subscription of all logs',
      plant: add('AWS::Logs::AccountPolicy', p => ({ PolicyName: 'x', PolicyType: 'SUBSCRIPTION_FILTER_POLICY', PolicyDocument: JSON.stringify({ DestinationArn: arn('logs', 'destination:all')(p), FilterPattern: '' }) })),
    },
    { what: 'a redrive of the other\'s queue', plant: add('AWS::SQS::Queue', p => ({ RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: [arn('sqs', 'jobs')(p)] } })) },
    { what: 'a metric of the other', plant: add('AWS::CloudWatch::Alarm', p => ({ Metrics: [{ Id: 'a', AccountId: p.other.account, Expression: '1' }] })) },
    { what: 'a replica of a snapshot', plant: add('AWS::RDS::DBCluster', p => ({ Engine: 'aurora-postgresql', SnapshotIdentifier: arn('rds', 'cluster-snapshot:nightly')(p) })) },
    { what: 'a global cluster of the other', plant: add('AWS::RDS::GlobalCluster', p => ({ SourceDBClusterIdentifier: arn('rds', 'cluster:orders')(p) })) },
    { what: 'a target of a migration', plant: add('AWS::DMS::Endpoint', p => ({ EndpointType: 'target', EngineName: 'postgres', ServerName: `10.${p.other.octet}.1.20`, Port: 5432 })) },
    { what: 'a mail into the other\'s bucket', plant: stored('AWS::SES::ReceiptRule', 'acme-mail-7', { Rule: { Actions: [{ S3Action: { BucketName: 'acme-mail-7' } }] }, RuleSetName: 'x' }) },
  ],
);
