import { Template } from 'aws-cdk-lib/assertions';
import { Peer, Port } from 'aws-cdk-lib/aws-ec2';
import { pending, type ProviderBinding } from '../../lib/environment';
import { nameOf, networkOf, production, type Resource, resourcesOf, stackOf } from './networks';

const groupNamed = (name: string): [string, Resource] =>
  Object.entries(resourcesOf(production, 'AWS::EC2::SecurityGroup')).find(([, group]) => nameOf(group) === `production ${name}`)!;
const [endpointsId, endpoints] = groupNamed('interface endpoints');
const [functionsId, functions] = groupNamed('internal functions');
const [providersId, providers] = groupNamed('provider functions');
const groupId = (id: string) => ({ 'Fn::GetAtt': [id, 'GroupId'] });

test('internal functions reach the endpoints and the two prefix lists by HTTPS, and nothing else', () => {
  expect(functions.Properties.SecurityGroupEgress).toEqual([
    expect.objectContaining({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, DestinationSecurityGroupId: groupId(endpointsId) }),
    expect.objectContaining({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, DestinationPrefixListId: 'pl-0a1b2c3d' }),
    expect.objectContaining({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, DestinationPrefixListId: 'pl-4e5f6a7b' }),
  ]);
});

test('functions that call the providers reach the providers\' own addresses besides, and no others', () => {
  const [shared, own] = [functions, providers].map(({ Properties }) => Properties.SecurityGroupEgress as unknown[]);
  expect(own!.slice(0, shared!.length)).toEqual(shared);
  expect(own!.slice(shared!.length)).toEqual(['203.0.113.30/32', '203.0.113.31/32'].map(CidrIp =>
    expect.objectContaining({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp })));
});

test('without known addresses of a provider nothing leaves', () => {
  const [[name, binding]] = Object.entries(production.providers) as [[string, ProviderBinding]];
  const template = Template.fromStack(stackOf({ ...production, providers: { [name]: { ...binding, apiAddresses: [pending('onboarding')] } } }));
  const rules = Object.values(template.findResources('AWS::EC2::SecurityGroup')).flatMap(({ Properties }) => Properties.SecurityGroupEgress as Record<string, string>[]);
  expect(rules.flatMap(({ CidrIp }) => CidrIp ?? [])).toEqual(['255.255.255.255/32']);
});

test('nothing reaches the functions', () => {
  for (const { Properties } of [functions, providers]) expect(Properties.SecurityGroupIngress).toBeUndefined();
  networkOf(production).resourceCountIs('AWS::EC2::SecurityGroupIngress', 2);
});

test('the endpoints take HTTPS from the functions only', () => {
  for (const id of [functionsId, providersId]) {
    networkOf(production).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: groupId(endpointsId), SourceSecurityGroupId: groupId(id), IpProtocol: 'tcp', FromPort: 443, ToPort: 443,
    });
  }
});

test('no group is left with the rule that lets everything out', () => {
  networkOf(production).resourceCountIs('AWS::EC2::SecurityGroup', 3);
  expect(endpoints.Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]);
  expect(JSON.stringify([endpoints, functions, providers])).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
});

test('a construct cannot open the groups further', () => {
  const stack = stackOf(production);
  stack.internalSecurityGroup.addEgressRule(Peer.anyIpv4(), Port.allTraffic());
  stack.internalSecurityGroup.connections.allowFromAnyIpv4(Port.HTTPS);
  stack.providerSecurityGroup.addEgressRule(Peer.anyIpv4(), Port.HTTPS);
  const template = Template.fromStack(stack);
  for (const type of ['SecurityGroup', 'SecurityGroupIngress', 'SecurityGroupEgress']) {
    expect(template.findResources(`AWS::EC2::${type}`)).toEqual(resourcesOf(production, `AWS::EC2::${type}`));
  }
});

test('a prefix list that is still pending gets no rule', () => {
  const prefixLists = { s3: pending('aws ec2 describe-managed-prefix-lists'), dynamodb: 'pl-4e5f6a7b' };
  const template = Template.fromStack(stackOf({ ...production, network: { ...production.network, prefixLists } }));
  const lists = Object.values(template.findResources('AWS::EC2::SecurityGroup'))
    .flatMap(({ Properties }) => Properties.SecurityGroupEgress as Record<string, string>[])
    .flatMap(({ DestinationPrefixListId }) => DestinationPrefixListId ?? []);
  expect(lists).toEqual(['pl-4e5f6a7b', 'pl-4e5f6a7b']);
});
