import type prices from './prices.json';

export type PricedThing = keyof typeof prices.prices;

/** Properties of a resource, as its template has them. */
export type Properties = Readonly<Record<string, unknown>>;

/** Resources of a template by logical id. */
export type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties } | undefined>>;

/** How many of something a resource is charged for, whether it is used or not. */
export interface Quantity {
  readonly thing: PricedThing;
  readonly count: number;
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const one = (thing: PricedThing) => (): Quantity[] => [{ thing, count: 1 }];

/** An alarm on an expression is charged for each metric in it. */
const alarmMetrics = ({ Metrics }: Properties): number =>
  Math.max(1, (Array.isArray(Metrics) ? Metrics : []).filter(metric => (metric as { MetricStat?: unknown }).MetricStat !== undefined).length);

const megabytes = 1024;

/** What a function has whose template names no memory. */
const smallestMemory = 128;

/** Instances that are always warm: their number stands on the alias, their memory on the function. */
const warmInstances = ({ FunctionName, ProvisionedConcurrencyConfig }: Properties, resources: Resources): Quantity[] => {
  const instances = (ProvisionedConcurrencyConfig as { ProvisionedConcurrentExecutions?: unknown } | undefined)?.ProvisionedConcurrentExecutions;
  const memory = resources[(FunctionName as { Ref?: string } | undefined)?.Ref ?? '']?.Properties?.MemorySize ?? smallestMemory;
  return typeof instances === 'number' && typeof memory === 'number' ? [{ thing: 'warm-gigabyte', count: instances * memory / megabytes }] : [];
};

/** A balancer that faces the internet has a public address in each subnet, unless it was given addresses that are counted by themselves. */
const balancer = ({ Scheme = 'internet-facing', Subnets }: Properties): Quantity[] =>
  [{ thing: 'load-balancer', count: 1 }, { thing: 'public-ipv4', count: Scheme === 'internet-facing' ? lengthOf(Subnets) : 0 }];

/** Types with a fixed price; what else a template holds costs by use, or nothing. */
export const pricedTypes: Readonly<Record<string, (properties: Properties, resources: Resources) => Quantity[]>> = {
  'AWS::EC2::NatGateway': one('nat-gateway'),
  'AWS::EC2::EIP': one('public-ipv4'),
  'AWS::EC2::VPCEndpoint': ({ VpcEndpointType = 'Gateway', SubnetIds }) =>
    (VpcEndpointType === 'Gateway' ? [] : [{ thing: 'interface-endpoint', count: lengthOf(SubnetIds) }]),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': balancer,
  'AWS::KMS::Key': one('customer-key'),
  'AWS::KMS::ReplicaKey': one('customer-key'),
  'AWS::SecretsManager::Secret': one('secret'),
  'AWS::Route53::HostedZone': one('hosted-zone'),
  'AWS::WAFv2::WebACL': ({ Rules }) => [{ thing: 'web-acl', count: 1 }, { thing: 'web-acl-rule', count: lengthOf(Rules) }],
  'AWS::CloudWatch::Alarm': properties => [{ thing: 'alarm', count: alarmMetrics(properties) }],
  'AWS::CloudWatch::CompositeAlarm': one('composite-alarm'),
  'AWS::CloudWatch::Dashboard': one('dashboard'),
  'AWS::Route53::HealthCheck': one('health-check'),
  'AWS::Lambda::Alias': warmInstances,
  'AWS::Lambda::Version': warmInstances,
};
