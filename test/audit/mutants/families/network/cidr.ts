// blocks of addresses that overlap.
import { family } from '../../family';
import { region } from '../../sides';
import type { Mutant } from '../../types';
import { id, block, add, vpc } from './planting';

export const cidr: Mutant[] = family('network', 'cidr', { expected: ['network.cidr'] }, [
  {
    what: 'the block of the other',
    plant: ({ lab, own, other }) => {
      lab.first(own, 'Network', 'AWS::EC2::VPC').Properties.CidrBlock = block(other);
    },
  },
  {
    what: 'a block around the other\'s',
    plant: add('AWS::EC2::VPC', ({ other: { octet } }) => ({ CidrBlock: `10.${octet - (octet % 2)}.0.0/15` })),
  },
  { what: 'a block inside the other\'s', plant: add('AWS::EC2::VPC', ({ other: { octet } }) => ({ CidrBlock: `10.${octet}.7.0/24` })) },
  { what: 'a second block', plant: add('AWS::EC2::VPCCidrBlock', ({ other }) => ({ VpcId: 'x', CidrBlock: block(other) })) },
  { what: 'a block with host bits', plant: add('AWS::EC2::VPC', ({ other: { octet } }) => ({ CidrBlock: `10.${octet}.3.77/22` })) },
  {
    what: 'a block in a mapping',
    plant: ({ lab, own, other }) => {
      lab.section(own, 'Mappings').Blocks = { [region]: { own: block(other) } };
      lab.add(own, 'Planted', 'AWS::EC2::VPC', { CidrBlock: { 'Fn::FindInMap': ['Blocks', { Ref: 'AWS::Region' }, 'own'] } });
    },
  },
  {
    what: 'a block that is joined',
    plant: add('AWS::EC2::VPC', ({ other: { octet } }) => ({ CidrBlock: { 'Fn::Join': ['.', ['10', String(octet), '0', '0/16']] } })),
  },
  {
    what: 'a block that is a parameter\'s default',
    plant: ({ lab, own, other }) => {
      lab.section(own, 'Parameters').Block = { Type: 'String', Default: block(other) };
      lab.add(own, 'Planted', 'AWS::EC2::VPC', { CidrBlock: { Ref: 'Block' } });
    },
  },
  {
    what: 'a block that is given at deployment',
    names: 'own',
    verdict: 'UNKNOWN',
    plant: ({ lab, own }) => {
      lab.section(own, 'Parameters').Block = { Type: 'String' };
      lab.add(own, 'Planted', 'AWS::EC2::VPC', { CidrBlock: { Ref: 'Block' } });
    },
  },
  {
    what: 'a block of IPAM',
    names: 'own',
    verdict: 'not proven',
    expected: ['network.cidr', 'network.peering', 'network.shared-id'],
    plant: add('AWS::EC2::VPC', () => ({ Ipv4IpamPoolId: id('ipam-pool'), Ipv4NetmaskLength: 20 })),
  },
  { what: 'everything', plant: vpc('10.0.0.0/8') },
  {
    what: 'a network inside a nested stack',
    plant: ({ lab, own, other }) =>
      lab.nest(own, 'Inner', { Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: block(other) } } } }),
  },
]);
