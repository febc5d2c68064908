import { fleet } from '../fixtures/fleet';
import { nameOf, production, resourcesOf, staging } from './networks';

const endpoints = (config: typeof staging) => Object.values(resourcesOf(config, 'AWS::EC2::VPCEndpoint'));

test('there is one endpoint for each service that is called from the network, and no other', () => {
  expect(endpoints(production).map(nameOf).sort()).toEqual(
    ['dynamodb', 'events', 's3', 'secretsmanager', 'ssm'].map(service => `production ${service}`),
  );
});

describe.each(fleet.environments)('in $name', (config) => {
  const others = fleet.environments.filter(other => other !== config);

  test.each(endpoints(config).map(endpoint => [nameOf(endpoint), endpoint] as const))(
    'the endpoint %s lets the account\'s principals reach the account\'s resources, and nothing else',
    (name, { Properties: { PolicyDocument } }) => {
      expect(PolicyDocument.Statement).toEqual([{
        Sid: 'OwnPrincipalsToOwnResources',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: `${name!.split(' ')[1]}:*`,
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': config.account, 'aws:ResourceAccount': config.account } },
      }]);
      for (const { account } of others) expect(JSON.stringify(PolicyDocument)).not.toContain(account);
    },
  );
});

test('interface endpoints answer under the service\'s own name, in the isolated subnets only', () => {
  const subnets = resourcesOf(production, 'AWS::EC2::Subnet');
  const interfaces = endpoints(production).filter(({ Properties }) => Properties.VpcEndpointType === 'Interface');
  expect(interfaces).toHaveLength(3);
  for (const { Properties } of interfaces) {
    expect(Properties.PrivateDnsEnabled).toBe(true);
    expect(Properties.SubnetIds.map(({ Ref }: { Ref: string }) => nameOf(subnets[Ref]!))).toEqual([
      'production isolated me-central-1a', 'production isolated me-central-1b',
    ]);
  }
});

test('gateway endpoints serve the isolated and the egress route tables, never the public ones', () => {
  const tables = resourcesOf(production, 'AWS::EC2::RouteTable');
  const gateways = endpoints(production).filter(({ Properties }) => Properties.VpcEndpointType === 'Gateway');
  expect(gateways).toHaveLength(2);
  for (const { Properties } of gateways) {
    expect(Properties.RouteTableIds.map(({ Ref }: { Ref: string }) => nameOf(tables[Ref]!)?.split(' ')[1]).sort())
      .toEqual(['egress', 'egress', 'isolated', 'isolated']);
  }
});

test('staging pays for one zone only', () => {
  for (const { Properties } of endpoints(staging).filter(endpoint => endpoint.Properties.VpcEndpointType === 'Interface')) {
    expect(Properties.SubnetIds).toHaveLength(1);
  }
});
