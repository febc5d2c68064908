import type { TemplateResource } from '../delivery/teardown/stacks';
import type { EnvironmentConfig } from '../environment';

/** Resources of every stack of an environment. */
type Templates = readonly Readonly<Record<string, TemplateResource>>[];

/** Something of which an account has only so much. */
export interface QuotaNeed {
  readonly what: string;
  /** Codes by which Service Quotas knows it. */
  readonly service: string;
  readonly quota: string;
  /** How much of it the stacks take. */
  readonly countedIn: (templates: Templates, config: EnvironmentConfig) => number;
  /** Asked for where the environment's front is static, and nowhere else. */
  readonly onlyStatic?: true;
}

const resourcesOf = (templates: Templates, type: string): Readonly<Record<string, unknown>>[] =>
  templates.flatMap(resources => Object.values(resources).filter(({ Type }) => Type === type).map(({ Properties = {} }) => Properties));

const count = (type: string) => (templates: Templates): number => resourcesOf(templates, type).length;

const endpoints = (kind: string) => (templates: Templates): number =>
  resourcesOf(templates, 'AWS::EC2::VPCEndpoint').filter(({ VpcEndpointType = 'Gateway' }) => VpcEndpointType === kind).length;

const numbersIn = (value: unknown, name: string): number[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === name && typeof inner === 'number' ? [inner] : numbersIn(inner, name)));
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const balancers = (kind: string) => (templates: Templates): number =>
  resourcesOf(templates, 'AWS::ElasticLoadBalancingV2::LoadBalancer').filter(({ Type = 'application' }) => Type === kind).length;

/**
 * Executions at once: as many of the receiver as its API lets in, one of each other function, and what is kept warm or apart.
 *
 * New accounts may begin with ten.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const executions = (templates: Templates): number => {
  const bursts = resourcesOf(templates, 'AWS::ApiGateway::Stage').flatMap(stage => numbersIn(stage, 'ThrottlingBurstLimit'));
  const functions = resourcesOf(templates, 'AWS::Lambda::Function');
  const apart = sum(functions.flatMap(properties => numbersIn(properties, 'ReservedConcurrentExecutions')));
  const warm = sum(['AWS::Lambda::Alias', 'AWS::Lambda::Version'].flatMap(type => resourcesOf(templates, type).flatMap(properties => numbersIn(properties, 'ProvisionedConcurrentExecutions'))));
  const receivers = Math.max(warm, ...bursts.length > 0 ? [Math.max(...bursts)] : [0]);
  return receivers + Math.max(0, functions.length - 1) + apart;
};

/** AWS makes one network in every region of a new account. */
const defaultNetwork = 1;

/**
 * What the stacks take of it, counted in their templates.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
 */
export const quotas: readonly QuotaNeed[] = [
  { what: 'VPCs, with the default one', service: 'vpc', quota: 'L-F678F1CE', countedIn: templates => count('AWS::EC2::VPC')(templates) + defaultNetwork },
  { what: 'elastic addresses', service: 'ec2', quota: 'L-0263D0A3', countedIn: count('AWS::EC2::EIP') },
  {
    what: 'NAT gateways in one zone', service: 'vpc', quota: 'L-FE5A380F',
    countedIn: (templates, { network: { availabilityZones } }) => Math.ceil(count('AWS::EC2::NatGateway')(templates) / availabilityZones.length),
  },
  { what: 'interface endpoints in the VPC', service: 'vpc', quota: 'L-29B6F2EB', countedIn: endpoints('Interface') },
  { what: 'gateway endpoints', service: 'vpc', quota: 'L-1B52E74A', countedIn: endpoints('Gateway') },
  { what: 'network load balancers', service: 'elasticloadbalancing', quota: 'L-69A177A2', countedIn: balancers('network'), onlyStatic: true },
  { what: 'application load balancers', service: 'elasticloadbalancing', quota: 'L-53DA6B97', countedIn: balancers('application'), onlyStatic: true },
  { what: 'Lambda executions at once', service: 'lambda', quota: 'L-B99A9384', countedIn: executions },
  // the bootstrap's own key is in no template of the assembly.
  { what: 'customer keys', service: 'kms', quota: 'L-C2F1777E', countedIn: templates => count('AWS::KMS::Key')(templates) + 1 },
];
