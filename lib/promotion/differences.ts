import type { DeclaredDifference } from '../audit';
import type { EnvironmentConfig } from '../environment';

/** Differences between two environments that their configuration asks for. */
interface Consequence {
  readonly follows: (source: EnvironmentConfig, target: EnvironmentConfig) => boolean;
  readonly reason: string;
  readonly what: readonly string[];
  /** What the target may lack of it, as globs over logical ids. @default - anything */
  readonly lacks?: readonly string[];
}

const zonesOf = ({ network }: EnvironmentConfig): number => network.availabilityZones.length;
const billingOf = ({ billing, providers }: EnvironmentConfig): string => JSON.stringify([billing, Object.values(providers).map(({ charged }) => charged)]);

const frontOf = ({ ingress, domain }: EnvironmentConfig): string => (ingress === 'static' ? `static, ${domain.delegated}` : 'regional');

/** What only one of the two kinds of front has, and what both have in another number. */
const ofFront = [
  ...['Account', 'BasePathMapping', 'Deployment', 'DomainName', 'GatewayResponse', 'Method', 'Resource', 'RestApi', 'Stage'].map(type => `AWS::ApiGateway::${type}`),
  ...['LoadBalancer', 'Listener', 'ListenerRule', 'TargetGroup'].map(type => `AWS::ElasticLoadBalancingV2::${type}`),
  ...['EIP', 'SecurityGroup', 'SecurityGroup.*', 'SecurityGroupIngress', 'SecurityGroupIngress.*', 'VPCBlockPublicAccessExclusion'].map(type => `AWS::EC2::${type}`),
  'AWS::CertificateManager::Certificate', 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Alarm.*', 'AWS::IAM::Role', 'AWS::Lambda::Permission', 'AWS::Lambda::Permission.*',
  'AWS::Logs::LogGroup', 'AWS::Route53::RecordSet', 'AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation', 'AWS::WAFv2::WebACL.Rules.*',
];

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
    what: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Alarm.*'],
    lacks: ['AlarmsCharge*', 'AlarmsCreditDifference*', 'AlarmsCreditsBurn*', 'AlarmsCreditsRemaining*'],
  },
  {
    follows: (source, target) => source.receiver?.provisionedConcurrency !== target.receiver?.provisionedConcurrency,
    reason: 'the environments are configured with different numbers of warm receivers',
    what: ['AWS::Lambda::Alias', 'AWS::Lambda::Alias.*', 'AWS::Lambda::Version', 'AWS::Lambda::Version.*'],
  },
  {
    follows: (source, target) => frontOf(source) !== frontOf(target),
    reason: 'the environments are configured with different fronts',
    what: ofFront,
  },
  {
    follows: (source, target) => (source.ci === undefined) !== (target.ci === undefined),
    reason: 'one of the environments has a continuous integration',
    what: ['AWS::IAM::OIDCProvider', 'AWS::IAM::Role', 'AWS::IAM::Role.*', 'AWS::IAM::Policy'],
  },
  {
    follows: source => source.promotedFrom === undefined,
    reason: 'the source is not promoted into, so it has no gate, no break-glass role and none of their alarms',
    // what the source has besides, the target has too.
    lacks: [],
    what: [
      'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Alarm.*', 'AWS::DynamoDB::Table', 'AWS::Events::Rule', 'AWS::Events::Rule.*', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::Role.*',
      'AWS::Lambda::Function', 'AWS::Lambda::Function.*', 'AWS::Logs::LogGroup', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SSM::Parameter',
    ],
  },
  {
    follows: source => source.promotedFrom === undefined,
    reason: 'the source has no gate whose alarms anybody subscribes to, and subscriptions are called after their addresses',
    what: ['AWS::SNS::Subscription'],
  },
];

/** What the two environments of a promotion may differ in: what follows from the configuration, and what it declares. */
export const declaredDifferences = (source: EnvironmentConfig, target: EnvironmentConfig): DeclaredDifference[] => [
  ...consequences.filter(({ follows }) => follows(source, target))
    .flatMap(({ reason, what, lacks }) => what.map(pattern => ({ what: pattern, reason, owner: target.owner, lacks }))),
  ...(target.differences ?? []).map(({ what, reason }) => ({ what, reason, owner: target.owner })),
];
