// routes, rules and ids that lead to or belong to another environment.
import { family } from '../../family';
import type { Mutant } from '../../types';
import { id, block, add, both } from './planting';

export const routes: Mutant[] = family('network', 'routes', { expected: ['network.route', 'network.shared-id', 'network.peering'] }, [
  {
    what: 'a route to the other\'s block',
    plant: add('AWS::EC2::Route', ({ other }) => ({ RouteTableId: 'x', DestinationCidrBlock: block(other), NetworkInterfaceId: 'x' })),
  },
  {
    what: 'a rule that lets in the other\'s block',
    plant: add('AWS::EC2::SecurityGroupIngress', ({ other }) => ({ GroupId: 'x', IpProtocol: '-1', CidrIp: block(other) })),
  },
  {
    what: 'a rule out to one address of the other',
    plant: add('AWS::EC2::SecurityGroupEgress', ({ other: { octet } }) => ({
      GroupId: 'x',
      IpProtocol: 'tcp',
      CidrIp: `10.${octet}.1.9/32`,
    })),
  },
  {
    what: 'a rule inside a group',
    plant: add('AWS::EC2::SecurityGroup', ({ other }) => ({
      GroupDescription: 'x',
      SecurityGroupIngress: [
        { IpProtocol: '-1', CidrIp: '10.255.0.1/32' },
        { IpProtocol: 'tcp', CidrIp: { 'Fn::Join': ['', [`10.${other.octet}`, '.0.0/24']] } },
      ],
    })),
  },
  {
    what: 'an entry of an access list',
    plant: add('AWS::EC2::NetworkAclEntry', ({ other }) => ({ NetworkAclId: 'x', CidrBlock: block(other), RuleAction: 'allow' })),
  },
  {
    what: 'a group of another account',
    plant: add('AWS::EC2::SecurityGroupIngress', ({ other }) => ({
      GroupId: 'x',
      IpProtocol: '-1',
      SourceSecurityGroupId: id('sg'),
      SourceSecurityGroupOwnerId: other.account,
    })),
  },
  { what: 'one security group in both', plant: both('AWS::Lambda::Function', () => ({ VpcConfig: { SecurityGroupIds: [id('sg')] } })) },
  { what: 'one subnet in both', plant: both('AWS::Lambda::Function', () => ({ VpcConfig: { SubnetIds: [id('subnet')] } })) },
  { what: 'one network in both', plant: both('AWS::EC2::SecurityGroup', () => ({ GroupDescription: 'x', VpcId: id('vpc') })) },
  { what: 'one static address in both', plant: both('AWS::EC2::NatGateway', () => ({ AllocationId: id('eipalloc') })) },
  {
    what: 'one group as a destination in both',
    plant: both('AWS::EC2::SecurityGroupEgress', () => ({ GroupId: 'x', IpProtocol: '-1', DestinationSecurityGroupId: id('sg') })),
  },
  {
    what: 'a resolver rule in both',
    expected: ['network.dns', 'network.shared-id'],
    plant: both('AWS::Route53Resolver::ResolverRuleAssociation', () => ({ VPCId: 'x', ResolverRuleId: 'rslvr-rr-0a1b2c3d4e5f60718' })),
  },
]);
