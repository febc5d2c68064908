// the ten leaks that no other tool finds, each named with both places in one finding.
import { assembly, auditOf, clean, open, policy, res, run, type Part } from './support/assembly';

afterAll(clean);

const vpc = (CidrBlock: string) => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock } });
const secret = (properties = {}) => ({ Type: 'AWS::SecretsManager::Secret', Properties: properties });

interface Leak {
  readonly name: string;
  readonly invariant: string;
  readonly staging: Part;
  readonly production: Part;
  readonly hygiene?: boolean;
}

const leaks: readonly Leak[] = [
  {
    name: 'an equal explicit secret name', invariant: 'secrets.names', hygiene: true,
    staging: res({ Key: secret({ Name: 'provider/api-key' }) }),
    production: res({ Key: secret({ Name: 'provider/api-key' }) }),
  },
  {
    name: 'an equal export name', invariant: 'references.export-names', hygiene: true,
    staging: { Outputs: { Url: { Value: 'a', Export: { Name: 'service-url' } } } },
    production: { Outputs: { Url: { Value: 'b', Export: { Name: 'service-url' } } } },
  },
  {
    name: 'a foreign key', invariant: 'data.own-key',
    staging: res({ Store: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'arn:aws:kms:eu-central-1:333333333333:key/6f1c2d3e-aaaa-bbbb-cccc-0123456789ab' } } }),
    production: res({ Key: { Type: 'AWS::KMS::Key', Properties: {} } }),
  },
  {
    name: 'the same CIDR', invariant: 'network.cidr',
    staging: res({ Vpc: vpc('10.0.0.0/16') }), production: res({ Vpc: vpc('10.0.128.0/20') }),
  },
  {
    name: 'the same domain', invariant: 'network.dns',
    staging: res({ Api: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'hooks.example.com' } } }),
    production: res({ Api: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'Hooks.example.com.' } } }),
  },
  {
    name: 'the same plain-text value', invariant: 'secrets.shared-value',
    staging: res({ Fn: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { SIGNING_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' } } } } }),
    production: res({ Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: '{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}' } } }),
  },
  {
    name: 'a role trust', invariant: 'identities.trust',
    staging: res({}),
    production: res({
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::111111111111:root' } } }) } },
    }),
  },
  {
    name: 'a peering', invariant: 'network.peering',
    staging: res({ Peering: { Type: 'AWS::EC2::VPCPeeringConnection', Properties: { VpcId: { Ref: 'Marker' }, PeerVpcId: 'vpc-0a1b2c3d4e5f60718', PeerOwnerId: '333333333333' } } }),
    production: res({ Vpc: vpc('10.30.0.0/20') }),
  },
  {
    name: 'a transit-gateway route', invariant: 'network.route',
    staging: res({ Route: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: 'x', DestinationCidrBlock: '10.30.0.0/16', TransitGatewayId: 'tgw-0123456789abcdef0' } } }),
    production: res({ Vpc: vpc('10.30.0.0/20'), Attachment: { Type: 'AWS::EC2::TransitGatewayAttachment', Properties: { TransitGatewayId: 'tgw-0123456789abcdef0', VpcId: { Ref: 'Vpc' } } } }),
  },
  {
    name: 'a secret\'s resource policy', invariant: 'identities.resource-policy',
    staging: res({}),
    production: res({
      Key: secret(),
      Policy: {
        Type: 'AWS::SecretsManager::ResourcePolicy',
        Properties: { SecretId: { Ref: 'Key' }, ResourcePolicy: policy({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:role/reader' }, Action: 'secretsmanager:GetSecretValue', Resource: '*' }) },
      },
    }),
  },
];

describe.each(leaks)('$name', ({ invariant, staging, production, hygiene = false }) => {
  const result = () => auditOf({ staging, production }, {}, undefined, hygiene);

  test(`is a finding of ${invariant} between the two, with a place in each`, () => {
    const found = open(result()).filter(finding => finding.invariant === invariant && finding.environments.length === 2);
    expect(found.length).toBeGreaterThan(0);
    const [finding] = found;
    expect(finding).toMatchObject({ verdict: 'VIOLATED', environments: ['production', 'staging'], kind: hygiene ? 'hygiene' : 'relation' });
    for (const environment of ['staging', 'production']) {
      const step = finding!.chain.find(each => each.environment === environment);
      expect(step).toMatchObject({ file: expect.stringContaining(`assembly-${environment}`), line: expect.any(Number) });
    }
  });

  test('makes the pair violated', () => {
    const cell = result().cells.find(({ environments }) => environments.length === 2);
    expect(cell).toMatchObject({ verdict: 'VIOLATED', violated: expect.arrayContaining([invariant]) });
  });
});

test('the two names that are equal in separate accounts decide nothing where only relations count', () => {
  for (const { staging, production } of leaks.filter(({ hygiene }) => hygiene)) expect(auditOf({ staging, production }).verdict).toBe('PROVEN');
});

test('without a leak everything is proven', () => {
  const result = run(assembly({ staging: res({ Vpc: vpc('10.10.0.0/20'), Key: secret() }), production: res({ Vpc: vpc('10.30.0.0/20'), Key: secret() }) }));
  expect(open(result)).toEqual([]);
  expect(result.verdict).toBe('PROVEN');
});
