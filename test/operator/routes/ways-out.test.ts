import type { NatGateway, RouteTable } from '@aws-sdk/client-ec2';
import { pending } from '../../../lib/environment';
import { judgeWaysOut, lookAtWaysOut } from '../../../lib/operator/routes/ways-out';

const [one, two] = ['198.51.100.1', '198.51.100.2'];

const gateway = (id: number, PublicIp: string, more: Partial<NatGateway> = {}): NatGateway =>
  ({ State: 'available', NatGatewayId: `nat-${id}`, VpcId: 'vpc', SubnetId: `public-${id}`, NatGatewayAddresses: [{ PublicIp }], ...more });

const table = (subnet: string, ...routes: RouteTable['Routes'] & object): RouteTable =>
  ({ VpcId: 'vpc', Associations: [{ SubnetId: subnet }], Routes: [{ GatewayId: 'local' }, ...routes] });

const nats = [gateway(1, one), gateway(2, two)];
const world = { DestinationCidrBlock: '0.0.0.0/0' };
const tables = [
  table('public-1', { ...world, GatewayId: 'igw-1' }), table('public-2', { ...world, GatewayId: 'igw-1' }),
  table('egress-1', { ...world, NatGatewayId: 'nat-1' }, { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1' }),
  table('egress-2', { ...world, NatGatewayId: 'nat-2' }), table('isolated-1'),
];

const functions = { vpc: 'vpc', subnets: ['egress-1', 'egress-2'] };

const judged = (gateways = nats, routes = tables, addresses: Parameters<typeof judgeWaysOut>[1] = [one, two], subnets = functions.subnets) => {
  const { verdict, reason } = judgeWaysOut({ gateways, tables: routes, functions: { ...functions, subnets } }, addresses);
  return `${verdict}: ${reason}`;
};

/** The second of the functions' subnets with other routes. */
const otherwise = (...routes: RouteTable['Routes'] & object) => [...tables.filter(({ Associations }) => Associations?.[0]?.SubnetId !== 'egress-2'), table('egress-2', ...routes)];

test('calls leave from the registered addresses where the gateways have them and there is no other way', () => {
  expect(judged()).toBe('holds: registered');
});

test.each<[string, Parameters<typeof judged>, string]>([
  ['a gateway with another address', [[nats[0]!, gateway(2, '198.51.100.9')]], 'fails: other-addresses'],
  ['a second address on a gateway', [[nats[0]!, gateway(2, two, { NatGatewayAddresses: [{ PublicIp: two }, { PublicIp: '198.51.100.9' }] })]], 'fails: other-addresses'],
  ['a registered address that no gateway has', [[nats[0]!]], 'fails: other-addresses'],
  ['no gateway that is there', [[gateway(1, one, { State: 'deleted' })]], 'fails: no-gateway'],
  ['a way to the internet beside the gateways', [nats, otherwise({ ...world, GatewayId: 'igw-1' })], 'fails: other-way-out'],
  ['half of the internet by another way', [nats, otherwise({ DestinationCidrBlock: '128.0.0.0/1', GatewayId: 'igw-1' })], 'fails: other-way-out'],
  ['a way for IPv6', [nats, otherwise({ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' })], 'fails: other-way-out'],
  ['a peering', [nats, otherwise({ DestinationCidrBlock: '10.30.0.0/20', VpcPeeringConnectionId: 'pcx-1' })], 'fails: other-way-out'],
  ['a transit gateway', [nats, otherwise({ DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1' })], 'fails: other-way-out'],
  ['a gateway of somebody else', [nats, otherwise({ ...world, NatGatewayId: 'nat-9' })], 'fails: other-way-out'],
  ['a main table that leads out, of a subnet without its own', [nats, [...tables.slice(0, 3), { ...table('', { ...world, GatewayId: 'igw-1' }), Associations: [{ Main: true }] }]], 'fails: other-way-out'],
  ['a subnet that goes by no table', [nats, tables.slice(0, 3)], 'unknown: no-table'],
  ['a function that stands nowhere', [nats, tables, [one, two], []], 'unknown: no-table'],
  ['addresses that are pending', [nats, tables, [one, pending('the first deployment')]], 'unknown: onboarding'],
])('%s is told', (_, parameters, expected) => {
  expect(judged(...parameters)).toBe(expected);
});

test('a public subnet without a gateway, and a network of its own beside the environment\'s, are not judged by it', () => {
  const more = [...tables, table('public-3', { ...world, GatewayId: 'igw-1' }), { ...table('other', { ...world, GatewayId: 'igw-2' }), VpcId: 'vpc-2' }];
  expect(judged([...nats, gateway(3, '198.51.100.9', { VpcId: 'vpc-2' })], more)).toBe('holds: registered');
});

test('what AWS tells page by page is read to its end', async () => {
  const pages: Record<string, object[]> = {
    DescribeNatGatewaysCommand: [{ NatGateways: [nats[0]], NextToken: 'more' }, { NatGateways: [nats[1]] }],
    DescribeRouteTablesCommand: [{ RouteTables: tables.slice(0, 2), NextToken: 'more' }, { RouteTables: [...otherwise({ ...world, GatewayId: 'igw-1' }).slice(2)] }],
  };
  const ec2 = { send: (command: object) => Promise.resolve(pages[command.constructor.name]!.shift()) } as never;
  const lambda = { send: () => Promise.resolve({ VpcConfig: { VpcId: functions.vpc, SubnetIds: functions.subnets } }) } as never;
  expect(await lookAtWaysOut({ ec2, lambda }, 'examiner', { egressAddresses: [one, two] } as never)).toMatchObject({ verdict: 'fails', reason: 'other-way-out' });
});
