// networks, seen again.
import { family } from '../../family';
import type { Mutant } from '../../types';
import { add, arn, both } from './planting';

export const network: Mutant[] = family('network', 'second look', { expected: ['network.*', 'configuration.declared', 'accounts.foreign'] }, [
  {
    what: 'targets of a balancer in the other\'s block',
    plant: add('AWS::ElasticLoadBalancingV2::TargetGroup', p => ({ TargetType: 'ip', Targets: [{ Id: `10.${p.other.octet}.1.5` }] })),
  },
  {
    what: 'a resolver that asks in the other\'s block',
    plant: add('AWS::Route53Resolver::ResolverRule', p => ({
      RuleType: 'FORWARD',
      DomainName: 'x',
      TargetIps: [{ Ip: `10.${p.other.octet}.0.2` }],
    })),
  },
  {
    what: 'an origin at the other\'s host',
    plant: add('AWS::CloudFront::Distribution', p => ({
      DistributionConfig: { Origins: [{ Id: 'x', DomainName: `webhooks.${p.other.slug}.example.com` }] },
    })),
  },
  {
    what: 'a record to the other\'s host',
    plant: add('AWS::Route53::RecordSet', p => ({
      HostedZoneId: 'x',
      Name: 'x.example.org',
      Type: 'CNAME',
      ResourceRecords: [`webhooks.${p.other.slug}.example.com`],
    })),
  },
  {
    what: 'the other\'s address in a rule',
    plant: add('AWS::EC2::SecurityGroupIngress', p => ({ GroupId: 'x', IpProtocol: 'tcp', CidrIp: `198.51.100.${p.other.octet}/32` })),
  },
  {
    what: 'an accelerator of another account',
    plant: add('AWS::GlobalAccelerator::EndpointGroup', p => ({
      EndpointConfigurations: [{ EndpointId: arn('elasticloadbalancing', 'loadbalancer/app/x/1')(p) }],
    })),
  },
  {
    what: 'a static route of a VPN',
    plant: add('AWS::EC2::VPNConnectionRoute', p => ({ VpnConnectionId: 'x', DestinationCidrBlock: `10.${p.other.octet}.0.0/20` })),
  },
  {
    what: 'a route of a transit gateway',
    plant: add('AWS::EC2::TransitGatewayRoute', p => ({
      TransitGatewayRouteTableId: 'x',
      TransitGatewayAttachmentId: 'x',
      DestinationCidrBlock: `10.${p.other.octet}.0.0/16`,
    })),
  },
  {
    what: 'entries of a prefix list',
    plant: add('AWS::EC2::PrefixList', p => ({
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      PrefixListName: 'x',
      Entries: [{ Cidr: `10.${p.other.octet}.0.0/20` }],
    })),
  },
  {
    what: 'blocks that overlap in IPv6',
    plant: both('AWS::EC2::VPCCidrBlock', () => ({ VpcId: 'x', Ipv6CidrBlock: '2001:db8:1234:1a00::/56' })),
  },
]);
