// what joins two networks.
import { family } from '../../family';
import { outsider, region } from '../../sides';
import type { Mutant } from '../../types';
import { id, add, both } from './planting';

export const peerings: Mutant[] = family('network', 'peering', { expected: ['network.peering', 'identities.resource-policy', 'network.dns'] }, [
  {
    what: 'a peering by its owner',
    plant: add('AWS::EC2::VPCPeeringConnection', ({ other }) => ({ VpcId: 'x', PeerVpcId: id('vpc'), PeerOwnerId: other.account })),
  },
  {
    what: 'a peering by its role',
    plant: add('AWS::EC2::VPCPeeringConnection', ({ other }) => ({
      VpcId: 'x',
      PeerVpcId: { 'Fn::Sub': 'vpc-${AWS::StackName}' },
      PeerRoleArn: `arn:aws:iam::${other.account}:role/peer`,
    })),
  },
  {
    what: 'a peering with an outsider',
    names: 'own',
    plant: add('AWS::EC2::VPCPeeringConnection', () => ({ VpcId: 'x', PeerVpcId: id('vpc'), PeerOwnerId: outsider })),
  },
  {
    what: 'a peering with a network that is not written',
    names: 'own',
    verdict: 'not proven',
    plant: ({ lab, own }) => {
      lab.section(own, 'Parameters').Peer = { Type: 'String' };
      lab.add(own, 'Planted', 'AWS::EC2::VPCPeeringConnection', { VpcId: 'x', PeerVpcId: { Ref: 'Peer' } });
    },
  },
  {
    what: 'one transit gateway in both',
    plant: both('AWS::EC2::TransitGatewayAttachment', () => ({ TransitGatewayId: id('tgw'), VpcId: 'x', SubnetIds: ['x'] })),
  },
  {
    what: 'one transit gateway, attached here and routed to there',
    plant: ({ lab, own, other }) => {
      lab.add(own, 'Planted', 'AWS::EC2::TransitGatewayVpcAttachment', { TransitGatewayId: id('tgw'), VpcId: 'x' });
      lab.add(other, 'Planted', 'AWS::EC2::Route', {
        RouteTableId: 'x',
        DestinationCidrBlock: '192.168.0.0/16',
        TransitGatewayId: { 'Fn::Join': ['-', ['tgw', '0a1b2c3d4e5f60718']] },
      });
    },
  },
  {
    what: 'a transit gateway of somebody',
    names: 'own',
    verdict: 'not proven',
    plant: add('AWS::EC2::TransitGatewayAttachment', () => ({ TransitGatewayId: id('tgw'), VpcId: 'x' })),
  },
  {
    what: 'a transit gateway\'s peering',
    plant: add('AWS::EC2::TransitGatewayPeeringAttachment', ({ other }) => ({
      TransitGatewayId: { Ref: 'AWS::StackName' },
      PeerTransitGatewayId: id('tgw'),
      PeerAccountId: other.account,
      PeerRegion: region,
    })),
  },
  {
    what: 'a route over a peering',
    names: 'own',
    verdict: 'not proven',
    plant: add('AWS::EC2::Route', () => ({ RouteTableId: 'x', DestinationCidrBlock: '172.16.0.0/12', VpcPeeringConnectionId: id('pcx') })),
  },
  {
    what: 'one peering in both',
    plant: both('AWS::EC2::Route', () => ({ RouteTableId: 'x', DestinationCidrBlock: '172.16.0.0/12', VpcPeeringConnectionId: id('pcx') })),
  },
  {
    what: 'a private link to a service of somebody',
    names: 'own',
    verdict: 'not proven',
    plant: add('AWS::EC2::VPCEndpoint', () => ({
      VpcId: 'x',
      ServiceName: `com.amazonaws.vpce.${region}.${id('vpce-svc')}`,
      VpcEndpointType: 'Interface',
    })),
  },
  {
    what: 'one private link in both',
    plant: ({ lab, own, other }) => {
      lab.add(own, 'Planted', 'AWS::EC2::VPCEndpointServicePermissions', { ServiceId: id('vpce-svc'), AllowedPrincipals: [] });
      lab.add(other, 'Planted', 'AWS::EC2::VPCEndpoint', { VpcId: 'x', ServiceName: `com.amazonaws.vpce.${region}.${id('vpce-svc')}` });
    },
  },
  {
    what: 'a private link that takes everybody',
    names: 'own',
    plant: add('AWS::EC2::VPCEndpointServicePermissions', () => ({ ServiceId: 'x', AllowedPrincipals: ['*'] })),
  },
  { what: 'a share with an account', plant: add('AWS::RAM::ResourceShare', ({ other }) => ({ Name: 'x', Principals: [other.account] })) },
  {
    what: 'a share with the organization',
    names: 'own',
    plant: add('AWS::RAM::ResourceShare', () => ({
      Name: 'x',
      Principals: ['arn:aws:organizations::999999999999:organization/o-a1b2c3d4e5'],
    })),
  },
  {
    what: 'a share of a subnet of another',
    plant: add('AWS::RAM::ResourceShare', ({ other }) => ({
      Name: 'x',
      ResourceArns: [`arn:aws:ec2:${region}:${other.account}:subnet/${id('subnet')}`],
    })),
  },
  {
    what: 'one service network in both',
    plant: both('AWS::VpcLattice::ServiceNetworkVpcAssociation', () => ({
      ServiceNetworkIdentifier: id('svcnetwork'),
      VpcIdentifier: 'x',
    })),
  },
  {
    what: 'a service network by its ARN',
    plant: add('AWS::VpcLattice::ServiceNetworkVpcAssociation', ({ other }) => ({
      ServiceNetworkIdentifier: `arn:aws:vpc-lattice:${region}:${other.account}:servicenetwork/sn-1`,
    })),
  },
  {
    what: 'a core network',
    plant: add('AWS::NetworkManager::VpcAttachment', ({ other }) => ({
      CoreNetworkId: 'x',
      VpcArn: `arn:aws:ec2:${region}:${other.account}:vpc/${id('vpc')}`,
    })),
  },
  {
    what: 'a direct connection\'s gateway in both',
    plant: both('AWS::EC2::VPNGatewayRoutePropagation', () => ({ RouteTableIds: ['x'], VpnGatewayId: id('vgw') })),
  },
]);
