// ways of data and names of buckets, seen again.
import { family, type Entry } from '../../family';
import { region } from '../../sides';
import type { Mutant } from '../../types';
import { add, arn, both } from './planting';

const named =
  (type: string, bucket: string, properties: Record<string, unknown>): Entry['plant'] =>
  ({ lab, own, other }) => {
    lab.add(other, 'Theirs', 'AWS::S3::Bucket', { BucketName: bucket });
    lab.add(own, 'Planted', type, properties);
  };

export const data: Mutant[] = family(
  'data',
  'second look',
  { expected: ['data.*', 'accounts.foreign', 'identities.*', 'network.shared-id', 'network.peering'] },
  [
    {
      what: 'an inventory',
      plant: add('AWS::S3::Bucket', p => ({
        InventoryConfigurations: [
          { Id: 'x', Enabled: true, Destination: { BucketAccountId: p.other.account, BucketArn: 'arn:aws:s3:::x', Format: 'CSV' } },
        ],
      })),
    },
    {
      what: 'a link of observability',
      plant: add('AWS::Oam::Link', p => ({ SinkIdentifier: arn('oam', 'sink/1')(p), ResourceTypes: ['AWS::Logs::LogGroup'] })),
    },
    {
      what: 'a sink of observability',
      plant: add('AWS::Oam::Sink', p => ({
        Name: 'x',
        Policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: p.other.account }, Action: 'oam:CreateLink', Resource: '*' }] },
      })),
    },
    {
      what: 'an aggregation of configuration',
      plant: add('AWS::Config::AggregationAuthorization', p => ({ AuthorizedAccountId: p.other.account, AuthorizedAwsRegion: region })),
    },
    {
      what: 'a member of findings',
      plant: add('AWS::GuardDuty::Member', p => ({ MemberId: p.other.account, DetectorId: 'x', Email: 'x@example.com' })),
    },
    {
      what: 'a stream of metrics',
      plant: add('AWS::CloudWatch::MetricStream', p => ({ FirehoseArn: arn('firehose', 'deliverystream/x')(p), RoleArn: 'x' })),
    },
    {
      what: 'a consumer of a stream',
      plant: add('AWS::Kinesis::StreamConsumer', p => ({ ConsumerName: 'x', StreamARN: arn('kinesis', 'stream/x')(p) })),
    },
    {
      what: 'a file system of a function',
      plant: add('AWS::Lambda::Function', p => ({
        FileSystemConfigs: [{ Arn: arn('elasticfilesystem', 'access-point/fsap-0a1b2c3d4e5f60718')(p), LocalMountPath: '/mnt/x' }],
      })),
    },
    {
      what: 'snapshots of a cache in a bucket of the other',
      plant: named('AWS::ElastiCache::ReplicationGroup', 'acme-cache', { SnapshotArns: ['arn:aws:s3:::acme-cache/dump.rdb'] }),
    },
    {
      what: 'a firewall\'s logs into a bucket of the other',
      plant: named('AWS::WAFv2::LoggingConfiguration', 'aws-waf-logs-acme', { LogDestinationConfigs: ['arn:aws:s3:::aws-waf-logs-acme'] }),
    },
    {
      what: 'a balancer\'s logs into a bucket of the other',
      plant: named('AWS::ElasticLoadBalancingV2::LoadBalancer', 'acme-lb-logs', {
        LoadBalancerAttributes: [{ Key: 'access_logs.s3.bucket', Value: 'acme-lb-logs' }],
      }),
    },
    {
      what: 'artifacts of a pipeline in a bucket of the other',
      plant: named('AWS::CodePipeline::Pipeline', 'acme-artifacts', { ArtifactStore: { Type: 'S3', Location: 'acme-artifacts' } }),
    },
    {
      what: 'a bucket of the other in a variable',
      plant: named('AWS::Lambda::Function', 'acme-uploads', { Environment: { Variables: { UPLOADS: 'acme-uploads' } } }),
    },
    {
      what: 'a bucket of the other as an origin',
      plant: named('AWS::CloudFront::Distribution', 'acme-site', {
        DistributionConfig: { Origins: [{ Id: 'x', DomainName: `acme-site.s3.${region}.amazonaws.com` }] },
      }),
    },
    {
      what: 'tables of the other\'s bucket',
      plant: named('AWS::Glue::Table', 'acme-tables', { TableInput: { StorageDescriptor: { Location: 's3://acme-tables/x/' } } }),
    },
    {
      what: 'one data share',
      plant: add('AWS::Redshift::Cluster', p => ({ SnapshotClusterIdentifier: 'x', OwnerAccount: p.other.account })),
    },
    {
      what: 'one access point of a file system',
      plant: both('AWS::Lambda::Function', () => ({ Environment: { Variables: { FS: 'fsap-0a1b2c3d4e5f60718' } } })),
    },
    {
      what: 'a destination of events at the other\'s host',
      plant: add('AWS::Events::ApiDestination', p => ({ InvocationEndpoint: `https://webhooks.${p.other.slug}.example.com/v1` })),
      expected: ['data.*', 'network.dns', 'configuration.declared'],
    },
  ],
);
