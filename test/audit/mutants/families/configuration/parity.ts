// differences in shape between an environment and the one it is promoted from.
import { family, type Entry } from '../../family';
import { sides } from '../../sides';
import type { Mutant } from '../../types';

const promoted = { pair: [sides.PreProduction, sides.Production] } as const;

export const parity: Mutant[] = family('parity', 'shape', { expected: ['parity.shape'], ...promoted }, [
  { what: 'a resource more in the source', plant: ({ lab, own }) => lab.add(own, 'Planted', 'AWS::Kinesis::Stream', {}) },
  { what: 'a resource more in the target', plant: ({ lab, other }) => lab.add(other, 'Planted', 'AWS::Kinesis::Stream', {}) },
  ...(
    [
      ['Webhook', 'AWS::WAFv2::WebACLAssociation'],
      ['Webhook', 'AWS::DynamoDB::Table'],
      ['Webhook', 'AWS::S3::BucketPolicy'],
      ['Network', 'AWS::EC2::FlowLog'],
      ['Network', 'AWS::Route53Resolver::FirewallRuleGroupAssociation'],
      ['Operations', 'AWS::CloudWatch::Dashboard'],
    ] as const
  ).map(([stack, type]): Entry => ({
    what: `no ${type} in the target`,
    elsewhere: true,
    plant: ({ lab, other }) => {
      const { Resources } = lab.template(other, stack);
      delete Resources[Object.keys(Resources).find(id => Resources[id]!.Type === type)!];
    },
  })),
  {
    what: 'a property in one alone',
    plant: ({ lab, own }) => {
      lab.first(own, 'Webhook', 'AWS::DynamoDB::Table').Properties.TimeToLiveSpecification2 = {};
    },
  },
  {
    what: 'no stream of the table in one',
    elsewhere: true,
    plant: ({ lab, other }) => {
      delete lab.first(other, 'Webhook', 'AWS::DynamoDB::Table').Properties.StreamSpecification;
    },
  },
  {
    what: 'no encryption of the table in one',
    elsewhere: true,
    plant: ({ lab, other }) => {
      delete lab.first(other, 'Webhook', 'AWS::DynamoDB::Table').Properties.SSESpecification;
    },
  },
  {
    what: 'one source of events less',
    elsewhere: true,
    plant: ({ lab, other }) => {
      const { Resources } = lab.template(other, 'Webhook');
      delete Resources[Object.keys(Resources).find(id => Resources[id]!.Type === 'AWS::Lambda::EventSourceMapping')!];
    },
  },
  {
    what: 'another runtime',
    plant: ({ lab, own }) => {
      lab.first(own, 'Webhook', 'AWS::Lambda::Function').Properties.Runtime = 'nodejs20.x';
    },
  },
  {
    what: 'another window of a queue',
    plant: ({ lab, own }) => {
      lab.first(own, 'Backend', 'AWS::SQS::Queue').Properties.MessageRetentionPeriod = 60;
    },
  },
]);
