import { auditOf, clean, lines, policy, res, type Part } from '../support/assembly';

afterAll(clean);

const one = (Type: string, Properties: object): Part => res({ R: { Type, Properties } });
const vpc = (CidrBlock: unknown) => one('AWS::EC2::VPC', { CidrBlock });
const zone = (Name: string, more = {}) => one('AWS::Route53::HostedZone', { Name, ...more });
const BETWEEN = 'production+staging';

test.each<[string, Part, Part, string[]]>([
  ['overlapping networks', vpc('10.0.0.0/16'), vpc('10.0.64.0/24'), [`VIOLATED network.cidr ${BETWEEN}`]],
  ['networks side by side', vpc('10.0.0.0/24'), vpc('10.0.1.0/24'), []],
  ['networks whose blocks are not written at their start', vpc('10.0.0.7/24'), vpc('10.0.0.200/25'), [`VIOLATED network.cidr ${BETWEEN}`]],
  ['a network whose block is a default', { ...vpc({ Ref: 'B' }), Parameters: { B: { Type: 'String', Default: '10.0.0.0/16' } } }, vpc('10.0.0.0/16'), [`VIOLATED network.cidr ${BETWEEN}`]],
  ['a network whose block is one of several', { ...vpc({ Ref: 'B' }), Parameters: { B: { Type: 'String', AllowedValues: ['10.1.0.0/16', '10.2.0.0/16'] } } }, vpc('10.2.0.0/20'), [`VIOLATED network.cidr ${BETWEEN}`]],
  ['a network whose block is given at deployment', { ...vpc({ Ref: 'B' }), Parameters: { B: { Type: 'String' } } }, vpc('10.2.0.0/20'), ['UNKNOWN network.cidr staging']],
  ['a peering', one('AWS::EC2::VPCPeeringConnection', { PeerOwnerId: '333333333333', PeerVpcId: 'vpc-0123456789abcdef0', VpcId: { Ref: 'Marker' } }), res({}), [`VIOLATED network.peering ${BETWEEN}`]],
  ['a peering whose owner is a number', one('AWS::EC2::VPCPeeringConnection', { PeerOwnerId: 333333333333, VpcId: { Ref: 'Marker' } }), res({}), [`VIOLATED network.peering ${BETWEEN}`]],
  ['a peering whose owner is given at deployment', { ...one('AWS::EC2::VPCPeeringConnection', { PeerOwnerId: { Ref: 'B' }, VpcId: { Ref: 'Marker' } }), Parameters: { B: { Type: 'String' } } }, res({}), ['UNKNOWN network.peering staging']],
  ['one transit gateway', one('AWS::EC2::TransitGatewayVpcAttachment', { TransitGatewayId: 'tgw-0123456789abcdef0' }), one('AWS::EC2::TransitGatewayAttachment', { TransitGatewayId: 'tgw-0123456789abcdef0' }), [`VIOLATED network.peering ${BETWEEN}`]],
  ['a transit gateway of an unknown owner', one('AWS::EC2::TransitGatewayAttachment', { TransitGatewayId: 'tgw-0123456789abcdef0' }), res({}), ['UNKNOWN network.peering staging']],
  ['a private link of an unknown owner', one('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0' }), res({}), ['UNKNOWN network.peering staging']],
  ['a resource share', one('AWS::RAM::ResourceShare', { Name: 'x', Principals: ['333333333333'], ResourceArns: [{ 'Fn::GetAtt': ['Marker', 'Arn'] }] }), res({}), [`VIOLATED identities.resource-policy ${BETWEEN}`]],
  ['a resource share for the organization', one('AWS::RAM::ResourceShare', { Name: 'x', Principals: ['arn:aws:organizations::999999999999:organization/o-abc'] }), res({}), ['VIOLATED identities.resource-policy staging', 'VIOLATED network.peering staging']],
  ['a lattice of another owner', one('AWS::VpcLattice::ServiceNetworkVpcAssociation', { ServiceNetworkIdentifier: 'arn:aws:vpc-lattice:eu-central-1:333333333333:servicenetwork/x' }), res({}), [`VIOLATED network.peering ${BETWEEN}`]],
  ['a rule for another network', one('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ CidrIp: '10.30.1.0/24', IpProtocol: '-1' }] }), vpc('10.30.0.0/16'), [`VIOLATED network.route ${BETWEEN}`]],
  ['a rule for everybody', one('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp' }] }), vpc('10.30.0.0/16'), []],
  ['a route into another network', one('AWS::EC2::Route', { DestinationCidrBlock: '10.30.0.0/16', VpcPeeringConnectionId: 'pcx-0123456789abcdef0' }), vpc('10.30.0.0/20'), ['UNKNOWN network.peering staging', `VIOLATED network.route ${BETWEEN}`]],
  ['a wide route into joined networks', one('AWS::EC2::Route', { DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: { Ref: 'Marker' } }), vpc('10.30.0.0/20'), [`VIOLATED network.route ${BETWEEN}`]],
  ['a route to the internet', one('AWS::EC2::Route', { DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'Marker' } }), vpc('10.30.0.0/20'), []],
  ['one zone', zone('example.com'), zone('example.com.'), [`VIOLATED network.dns ${BETWEEN}`]],
  ['a zone below another', zone('staging.example.com'), zone('example.com'), []],
  ['one name of private zones', zone('internal', { VPCs: [{ VPCId: { Ref: 'Marker' } }] }), zone('internal', { VPCs: [{ VPCId: { Ref: 'Marker' } }] }), []],
  ['a name in another\'s zone', one('AWS::Route53::RecordSet', { Name: 'api.example.com', HostedZoneName: 'example.com.' }), zone('example.com'), [`VIOLATED network.dns ${BETWEEN}`]],
  ['one zone by its id', one('AWS::Route53::RecordSet', { Name: 'a.example.com', HostedZoneId: 'Z0123456789ABCDEF' }), one('AWS::Route53::RecordSet', { Name: 'b.example.com', HostedZoneId: 'Z0123456789ABCDEF' }), [`VIOLATED network.dns ${BETWEEN}`]],
  ['one zone of AWS as the target of an alias', one('AWS::Route53::RecordSet', { Name: 'a.example.com', AliasTarget: { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'x.cloudfront.net' } }), one('AWS::Route53::RecordSet', { Name: 'b.example.com', AliasTarget: { HostedZoneId: 'Z2FDTNDATAQYW2' } }), []],
  ['one host of distributions', one('AWS::CloudFront::Distribution', { DistributionConfig: { Aliases: ['www.example.com'] } }), one('AWS::CertificateManager::Certificate', { DomainName: 'example.org', SubjectAlternativeNames: ['www.example.com'] }), [`VIOLATED network.dns ${BETWEEN}`]],
  ['an association with another\'s zone', one('AWS::Route53Profiles::ProfileResourceAssociation', { ResourceArn: 'arn:aws:route53resolver:eu-central-1:333333333333:resolver-rule/x' }), res({}), [`VIOLATED network.dns ${BETWEEN}`]],
  ['another\'s certificate', one('AWS::ElasticLoadBalancingV2::Listener', { Certificates: [{ CertificateArn: 'arn:aws:acm:eu-central-1:333333333333:certificate/x' }] }), res({}), [`VIOLATED network.certificate ${BETWEEN}`]],
  ['one address', one('AWS::EC2::NatGateway', { AllocationId: 'eipalloc-0123456789abcdef0' }), one('AWS::EC2::EIPAssociation', { AllocationId: 'eipalloc-0123456789abcdef0' }), [`VIOLATED network.shared-id ${BETWEEN}`]],
  ['one subnet', one('AWS::Lambda::Function', { VpcConfig: { SubnetIds: ['subnet-0123456789abcdef0'] } }), one('AWS::Lambda::Function', { VpcConfig: { SubnetIds: ['subnet-0123456789abcdef0'] } }), [`VIOLATED network.shared-id ${BETWEEN}`]],
  ['one public image and one list of AWS', one('AWS::EC2::Instance', { ImageId: 'ami-0123456789abcdef0', L: 'pl-0a1b2c3d' }), one('AWS::EC2::Instance', { ImageId: 'ami-0123456789abcdef0', L: 'pl-0a1b2c3d' }), []],
])('%s', (_, staging, production, expected) => {
  expect(lines(auditOf({ staging, production }))).toEqual(expected);
});

describe('hygiene', () => {
  const endpoint = (PolicyDocument?: object) => one('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-central-1.s3', PolicyDocument });
  const own = (keys: string[]) => policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: { StringEquals: Object.fromEntries(keys.map(key => [key, { Ref: 'AWS::AccountId' }])) } });
  test.each<[string, Part, string[]]>([
    ['an endpoint without a policy', endpoint(), ['VIOLATED network.endpoint-policy staging']],
    ['an endpoint bound on one side', endpoint(own(['aws:PrincipalAccount'])), ['VIOLATED network.endpoint-policy staging']],
    ['an endpoint bound on both sides', endpoint(own(['aws:PrincipalAccount', 'aws:ResourceAccount'])), []],
    ['open egress', one('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }] }), ['VIOLATED network.egress staging']],
  ])('%s', (_, staging, expected) => {
    expect(lines(auditOf({ staging, production: res({}) }, {}, undefined, true))).toEqual(expected);
    expect(lines(auditOf({ staging, production: res({}) }))).toEqual([]);
  });
});
