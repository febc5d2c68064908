// what belongs to another environment by its value alone, wherever it stands.
import { auditOf, clean, lines, open, policy, res, type Part } from '../support/assembly';

afterAll(clean);

const one = (Type: string, Properties: object): Part => res({ R: { Type, Properties } });
const variable = (X: unknown) => one('AWS::Lambda::Function', { Environment: { Variables: { X } } });
const BETWEEN = 'production+staging';

describe('a bucket that production names explicitly', () => {
  const bucket = one('AWS::S3::Bucket', { BucketName: 'acme-1' });
  test.each<[string, Part]>([
    ['by its name', variable('acme-1')],
    ['by its name in JSON', variable('{"to":"acme-1"}')],
    ['by its name, joined', variable({ 'Fn::Join': ['-', ['acme', '1']] })],
    ['by its ARN', one('AWS::WAFv2::LoggingConfiguration', { LogDestinationConfigs: ['arn:aws:s3:::acme-1/x/*'] })],
    ['by a location', one('AWS::Glue::Table', { TableInput: { StorageDescriptor: { Location: 's3://acme-1/tables/' } } })],
    ['by its host', one('AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ DomainName: 'acme-1.s3.eu-central-1.amazonaws.com' }] } })],
    ['by its URL', one('AWS::Batch::JobDefinition', { Url: 'https://s3.amazonaws.com/acme-1/x.json' })],
    ['in an output', { Outputs: { O: { Value: 's3://acme-1' } } }],
  ])('is used %s', (_, staging) => {
    expect(lines(auditOf({ staging, production: bucket }))).toEqual([`VIOLATED data.store ${BETWEEN}`]);
  });
  test.each<[string, Part]>([
    ['by a longer name', variable('acme-12')],
    ['by the ARN of a queue', variable('arn:aws:sqs:eu-central-1:111111111111:acme-1')],
    ['by a host of somebody else', variable('acme-1.example.com')],
  ])('is not used %s', (_, staging) => {
    expect(lines(auditOf({ staging, production: bucket }))).toEqual([]);
  });
  test('is production\'s own to use', () => {
    const own = res({ B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-1' } }, R: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { X: 'acme-1' } } } } });
    expect(lines(auditOf({ staging: res({}), production: own }))).toEqual([]);
  });
});

describe('addresses', () => {
  const vpc = (CidrBlock: string) => ({ V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock } } });
  const production = res(vpc('10.30.0.0/16'));
  const six = (Ipv6CidrBlock: string) => one('AWS::EC2::VPCCidrBlock', { VpcId: 'x', Ipv6CidrBlock });
  const FOUND = [`VIOLATED network.route ${BETWEEN}`];
  test.each<[string, Part, Part, string[]]>([
    ['of a target', one('AWS::ElasticLoadBalancingV2::TargetGroup', { Targets: [{ Id: '10.30.1.5' }] }), production, FOUND],
    ['of a server for names', one('AWS::Route53Resolver::ResolverRule', { TargetIps: [{ Ip: '10.30.0.2' }] }), production, FOUND],
    ['of a list', one('AWS::EC2::PrefixList', { Entries: [{ Cidr: '10.30.16.0/20' }] }), production, FOUND],
    ['in a URL', variable('http://10.30.1.5:8080/x'), production, FOUND],
    ['in a list with commas', variable('192.0.2.1,10.30.1.5'), production, FOUND],
    ['of a wide route of a VPN', one('AWS::EC2::VPNConnectionRoute', { VpnConnectionId: 'x', DestinationCidrBlock: '10.0.0.0/8' }), production, FOUND],
    ['of a wide rule', one('AWS::EC2::PrefixList', { Entries: [{ Cidr: '10.0.0.0/8' }] }), production, []],
    ['of its own network', res({ ...vpc('10.10.0.0/16'), R: { Type: 'AWS::EC2::Subnet', Properties: { CidrBlock: '10.10.1.0/24' } } }), production, []],
    ['beside the block', variable('10.31.0.1'), production, []],
    ['that are versions', variable('v10.30.1.5 1.10.30.1.5'), production, []],
    ['in a description', one('AWS::EC2::SecurityGroup', { GroupDescription: 'not 10.30.0.0/16' }), production, []],
    ['of IPv6 that overlap', six('2001:db8:1234:1a00::/56'), six('2001:db8:1234:1a80::/57'), [`VIOLATED network.cidr ${BETWEEN}`]],
    ['of IPv6 side by side', six('2001:db8:1234:1a00::/56'), six('2001:db8:1234:1b00::/56'), []],
    ['of IPv6 in a rule', one('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ CidrIpv6: '2001:db8:1234:1a01::/64' }] }), six('2001:db8:1234:1a00::/56'), FOUND],
    ['of IPv6 that all have', one('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ CidrIpv6: '::/0' }] }), six('2001:db8:1234:1a00::/56'), []],
  ])('%s', (_, staging, other, expected) => {
    expect(lines(auditOf({ staging, production: other }))).toEqual(expected);
  });
});

describe('a role of staging that CI assumes', () => {
  const [AUD, SUB] = ['token.actions.githubusercontent.com:aud', 'token.actions.githubusercontent.com:sub'];
  const ci = (sub: string) => one('AWS::IAM::Role', {
    AssumeRolePolicyDocument: policy({
      Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com' },
      Condition: { StringEquals: { [AUD]: 'sts.amazonaws.com', [SUB]: sub } },
    }),
  });
  test.each<[string, string, string[]]>([
    ['from production\'s environment', 'repo:acme/app:environment:Production', [`VIOLATED deployment.ci-trust ${BETWEEN}`]],
    ['from a branch that is called like it', 'repo:acme/app:ref:refs/heads/production', [`UNKNOWN deployment.ci-trust ${BETWEEN}`]],
    ['from a repository that is called like it', 'repo:acme/production:environment:staging', []],
    ['from its own environment', 'repo:acme/app:environment:staging', []],
    ['from an environment with a longer name', 'repo:acme/app:environment:production-like', []],
  ])('%s', (_, sub, expected) => {
    expect(lines(auditOf({ staging: ci(sub), production: res({}) }))).toEqual(expected);
  });
});

test('a declared word that a function puts together is found, once', () => {
  const environments = { environments: [{ name: 'staging', accounts: ['111111111111'] }, { name: 'production', accounts: ['333333333333'], identifiers: ['flow-production'] }] };
  const of = (X: unknown) => lines(auditOf({ staging: variable(X), production: res({}) }, {}, environments));
  expect(of({ 'Fn::Join': ['-', ['flow', 'production']] })).toEqual([`VIOLATED configuration.declared ${BETWEEN}`]);
  expect(of({ 'Fn::Sub': 'flow-production at ${AWS::Region}' })).toEqual([`VIOLATED configuration.declared ${BETWEEN}`]);
});

describe('a role that a service assumes, without a condition on the source', () => {
  const trust = (Service: string) => one('AWS::IAM::Role', { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }) });
  const told = (service: string) => open(auditOf({ staging: trust(service), production: res({}) }, {}, undefined, true)).filter(({ invariant }) => invariant === 'identities.service-trust');
  test.each(['lambda.amazonaws.com', 'apigateway.amazonaws.com', 'ecs-tasks.amazonaws.com', 'states.eu-central-1.amazonaws.com', 'ec2.amazonaws.com.cn'])('is nothing to mention for %s', service => {
    expect(told(service)).toEqual([]);
  });
  test.each(['cloudtrail.amazonaws.com', 'vpc-flow-logs.amazonaws.com', 'scheduler.amazonaws.com', 'sns.amazonaws.com', 'lambda.example.com'])('is told for %s', service => {
    expect(told(service)).toHaveLength(1);
  });
});
