import { Template } from 'aws-cdk-lib/assertions';
import { overlap, parseBlock } from '../../lib/environment/ipv4';
import { fleet } from '../fixtures/fleet';
import { nameOf, networkOf, preProduction, production, resourcesOf, staging, stackOf } from './networks';

const values = (config: typeof staging, type: string) => Object.values(resourcesOf(config, type));
const subnets = (config: typeof staging) => values(config, 'AWS::EC2::Subnet');

test.each([staging, production])('the network of $name has an isolated, an egress and a public subnet in each of its zones', (config) => {
  expect(subnets(config).map(nameOf).sort()).toEqual(
    ['egress', 'isolated', 'public'].flatMap(purpose => config.network.availabilityZones.map(zone => `${config.name} ${purpose} ${zone}`)),
  );
});

test('route tables carry the names of their subnets', () => {
  expect(values(production, 'AWS::EC2::RouteTable').map(nameOf).sort()).toEqual(subnets(production).map(nameOf).sort());
});

test('no subnet gives its machines public addresses', () => {
  expect(subnets(production).map(({ Properties }) => Properties.MapPublicIpOnLaunch)).toEqual(Array(6).fill(false));
});

test('isolated subnets have no way out: only egress subnets reach a gateway, and only through address translation', () => {
  const routes = values(production, 'AWS::EC2::Route').map(({ Properties }) => Properties);
  const tableNames = resourcesOf(production, 'AWS::EC2::RouteTable');
  const ways = routes.map(({ RouteTableId, NatGatewayId }) => [nameOf(tableNames[RouteTableId.Ref]!)!.split(' ')[1], NatGatewayId ? 'nat' : 'internet']);
  expect(ways.sort()).toEqual([['egress', 'nat'], ['egress', 'nat'], ['public', 'internet'], ['public', 'internet']]);
});

test.each([staging, production])('$name has one gateway and one address per registered egress address', (config) => {
  const addresses = resourcesOf(config, 'AWS::EC2::EIP');
  const gateways = values(config, 'AWS::EC2::NatGateway');
  expect(Object.keys(addresses)).toHaveLength(config.network.egressAddresses.length);
  expect(gateways.map(({ Properties }) => Properties.AllocationId['Fn::GetAtt'][0]).sort()).toEqual(Object.keys(addresses).sort());
});

test('an address that a provider allow-lists outlives its stack', () => {
  for (const { DeletionPolicy, UpdateReplacePolicy } of values(production, 'AWS::EC2::EIP')) {
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  }
});

test('the default security group loses its rules', () => {
  networkOf(production).resourceCountIs('Custom::VpcRestrictDefaultSG', 1);
});

test('nothing in a network leads to another one', () => {
  const types = Object.values(networkOf(production).toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
  expect(types.filter(type => /Peering|TransitGateway|VPCEndpointService|VPNConnection|RAM::|VpcLattice/.test(type))).toEqual([]);
});

test('blocks of different environments never overlap', () => {
  const blocks = fleet.environments.map(config => subnets(config).map(({ Properties }) => parseBlock(Properties.CidrBlock)!));
  blocks.forEach((own, index) => own.forEach(block =>
    blocks.slice(index + 1).flat().forEach(other => expect(overlap(block, other)).toBe(false))));
});

test('a zone added later renumbers nothing', () => {
  const cidrs = (config: typeof staging) => Object.fromEntries(Object.values(Template.fromStack(stackOf(config)).findResources('AWS::EC2::Subnet'))
    .map(resource => [nameOf(resource as never), resource.Properties.CidrBlock]));
  const zones = [...preProduction.network.availabilityZones, 'me-central-1c'];
  const grown = { ...preProduction, network: { ...preProduction.network, availabilityZones: zones } };
  expect(cidrs(grown)).toMatchObject(cidrs(preProduction));
});

test.each(['10.9.0.0/16', '10.9.0.0/24'])('the block %s has room for three zones', (cidr) => {
  const availabilityZones = ['a', 'b', 'c'].map(zone => `me-central-1${zone}`);
  const config = { ...production, network: { ...production.network, cidr, availabilityZones } };
  Template.fromStack(stackOf(config)).resourceCountIs('AWS::EC2::Subnet', 9);
});
