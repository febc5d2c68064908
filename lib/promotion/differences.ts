import type { DeclaredDifference } from '../audit';
import type { EnvironmentConfig } from '../environment';

/** Differences between two environments that their configuration asks for. */
interface Consequence {
  readonly follows: (source: EnvironmentConfig, target: EnvironmentConfig) => boolean;
  readonly reason: string;
  readonly what: readonly string[];
}

const zonesOf = ({ network }: EnvironmentConfig): number => network.availabilityZones.length;
const billingOf = ({ billing, providers }: EnvironmentConfig): string => JSON.stringify([billing, Object.values(providers).map(({ charged }) => charged)]);

const consequences: readonly Consequence[] = [
  {
    follows: (source, target) => zonesOf(source) !== zonesOf(target),
    reason: 'the environments are configured with different numbers of zones',
    what: ['EIP', 'NatGateway', 'Route', 'RouteTable', 'Subnet', 'SubnetRouteTableAssociation'].map(type => `AWS::EC2::${type}`),
  },
  {
    follows: (source, target) => source.logRetentionDays !== target.logRetentionDays,
    reason: 'the environments are configured with different retention of logs',
    what: ['AWS::Logs::LogGroup.RetentionInDays'],
  },
  {
    follows: (source, target) => source.credentials !== target.credentials,
    reason: 'what a live environment keeps cannot be deleted',
    what: ['AWS::DynamoDB::Table.DeletionProtectionEnabled'],
  },
  {
    follows: (source, target) => billingOf(source) !== billingOf(target),
    reason: 'credits are counted where the provider charges',
    what: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Alarm.*', 'AWS::Budgets::Budget', 'AWS::Budgets::Budget.*'],
  },
  {
    follows: (source, target) => source.receiver?.provisionedConcurrency !== target.receiver?.provisionedConcurrency,
    reason: 'the environments are configured with different numbers of warm receivers',
    what: ['AWS::Lambda::Alias', 'AWS::Lambda::Alias.*', 'AWS::Lambda::Version', 'AWS::Lambda::Version.*'],
  },
  {
    follows: (source, target) => (source.ci === undefined) !== (target.ci === undefined),
    reason: 'one of the environments has a continuous integration',
    what: ['AWS::IAM::OIDCProvider', 'AWS::IAM::Role', 'AWS::IAM::Role.*', 'AWS::IAM::Policy'],
  },
  {
    follows: source => source.promotedFrom === undefined,
    reason: 'the source is not promoted into, so it has no gate, no break-glass role and none of their alarms',
    what: [
      'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Alarm.*', 'AWS::DynamoDB::Table', 'AWS::Events::Rule', 'AWS::Events::Rule.*', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::Role.*',
      'AWS::Lambda::Function', 'AWS::Lambda::Function.*', 'AWS::Logs::LogGroup', 'AWS::SNS::Subscription', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SSM::Parameter',
    ],
  },
];

/** What the two environments of a promotion may differ in: what follows from the configuration, and what it declares. */
export const declaredDifferences = (source: EnvironmentConfig, target: EnvironmentConfig): DeclaredDifference[] => [
  ...consequences.filter(({ follows }) => follows(source, target))
    .flatMap(({ reason, what }) => what.map(pattern => ({ what: pattern, reason, owner: target.owner }))),
  ...(target.differences ?? []).map(({ what, reason }) => ({ what, reason, owner: target.owner })),
];
