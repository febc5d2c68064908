// links of networks and names that were not looked at before.
import { family, type Entry } from '../../family';
import type { Mutant } from '../../types';
import { add, arn, both } from '../second-look/planting';

const zoned = (type: string, properties: (host: string) => Record<string, unknown>): Entry['plant'] => ({ lab, own, other }) => {
  lab.add(other, 'Zone', 'AWS::Route53::HostedZone', { Name: 'orders-planted.example.org.' });
  lab.add(own, 'Planted', type, properties('api.orders-planted.example.org'));
};

export const networks: Mutant[] = family('network', 'third look', { expected: ['network.*', 'accounts.foreign', 'data.flow'] }, [
  { what: 'one profile of names', plant: both('AWS::Route53Profiles::ProfileAssociation', () => ({ Name: 'x', ProfileId: 'rp-0a1b2c3d4e5f60718', ResourceId: 'x' })) },
  { what: 'one service network', plant: both('AWS::VpcLattice::ServiceNetworkVpcAssociation', () => ({ ServiceNetworkIdentifier: 'sn-0a1b2c3d4e5f60718', VpcIdentifier: 'x' })) },
  { what: 'one service of a lattice', plant: both('AWS::VpcLattice::Rule', () => ({ ServiceIdentifier: 'svc-0a1b2c3d4e5f60718' })) },
  { what: 'one group of verified access', plant: both('AWS::EC2::VerifiedAccessEndpoint', () => ({ VerifiedAccessGroupId: 'vagr-0a1b2c3d4e5f60718' })) },
  { what: 'one instance of verified access', plant: both('AWS::EC2::VerifiedAccessGroup', () => ({ VerifiedAccessInstanceId: 'vai-0a1b2c3d4e5f60718' })) },
  { what: 'one core network', plant: both('AWS::NetworkManager::VpcAttachment', () => ({ CoreNetworkId: 'core-network-0a1b2c3d4e5f60718', SubnetArns: [], VpcArn: 'x' })) },
  { what: 'one pool of addresses', plant: both('AWS::EC2::VPCCidrBlock', () => ({ VpcId: 'x', Ipv4IpamPoolId: 'ipam-pool-0a1b2c3d4e5f60718' })) },
  { what: 'one endpoint of a service', plant: both('AWS::Lambda::Function', () => ({ Environment: { Variables: { ENDPOINT: 'vpce-0a1b2c3d4e5f60718-abcdefgh.execute-api.me-central-1.vpce.amazonaws.com' } } })) },
  { what: 'a member of a group of the other', plant: add('AWS::EC2::SecurityGroupIngress', p => ({ IpProtocol: 'tcp', SourceSecurityGroupName: 'x', SourceSecurityGroupOwnerId: p.other.account })) },
  { what: 'a target by its address', plant: add('AWS::ElasticLoadBalancingV2::TargetGroup', p => ({ TargetType: 'ip', Targets: [{ Id: `10.${p.other.octet}.2.9`, AvailabilityZone: 'all' }] })) },
  { what: 'a host of the other\'s zone', plant: zoned('AWS::Lambda::Function', host => ({ Environment: { Variables: { ORDERS: `https://${host}/v1` } } })) },
  { what: 'a record that leads to the other', plant: zoned('AWS::Route53::RecordSet', host => ({ Name: 'x.own.example.net', Type: 'CNAME', ResourceRecords: [host] })) },
  { what: 'a subscription of the other\'s host', plant: zoned('AWS::SNS::Subscription', host => ({ Protocol: 'https', Endpoint: `https://${host}/events`, TopicArn: { 'Fn::Sub': 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:x' } })) },
  { what: 'a host that is put together', plant: zoned('AWS::Events::ApiDestination', host => ({ InvocationEndpoint: { 'Fn::Join': ['', ['https://', host.slice(0, 9), host.slice(9), '/v1']] } })) },
  { what: 'a resolver\'s target', plant: add('AWS::Route53Resolver::ResolverRule', p => ({ RuleType: 'FORWARD', DomainName: 'x.internal', TargetIps: [{ Ip: `10.${p.other.octet}.0.2`, Port: '53' }] })) },
  { what: 'a firewall\'s rules of the other', plant: add('AWS::NetworkFirewall::FirewallPolicy', p => ({ FirewallPolicy: { StatefulRuleGroupReferences: [{ ResourceArn: arn('network-firewall', 'stateful-rulegroup/x')(p) }] } })) },
  { what: 'a firewall on the other\'s balancer', plant: add('AWS::WAFv2::WebACLAssociation', p => ({ ResourceArn: arn('elasticloadbalancing', 'loadbalancer/app/x/1')(p), WebACLArn: 'x' })) },
  { what: 'a resource behind a lattice', plant: add('AWS::VpcLattice::ResourceConfiguration', p => ({ ResourceConfigurationDefinition: { IpResource: `10.${p.other.octet}.3.3` }, ResourceConfigurationType: 'SINGLE' })) },
]);
