import { DescribeNatGatewaysCommand, DescribeRouteTablesCommand, type EC2Client, type NatGateway, type RouteTable } from '@aws-sdk/client-ec2';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { onboarding, type RouteResult } from '../../../lambda/connectivity/contract';
import { fails, holds, unknown } from '../../../lambda/connectivity/result';
import { isPending, known, type NetworkConfig } from '../../environment';

/** AWS as whoever looks at the ways sees it. */
export interface WaysOutAccess {
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
}

const subject = 'gateways';

/** Ways that do not lead out of the account's own network, or lead to AWS by the environment's endpoints. */
const isInside = (target: string | undefined): boolean => target === 'local' || target?.startsWith('vpce-') === true;

type Route = NonNullable<RouteTable['Routes']>[number];

const leavesBy = ({ GatewayId: gateway, NatGatewayId: nat }: Route, gateways: ReadonlySet<string | undefined>): boolean =>
  (nat === undefined ? isInside(gateway) : gateways.has(nat));

/** The table that a subnet's traffic goes by: its own, or the main one of the network. */
const tableOf = (subnet: string, vpc: string, tables: readonly RouteTable[]): RouteTable | undefined =>
  tables.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === subnet))
  ?? tables.find(({ VpcId, Associations = [] }) => VpcId === vpc && Associations.some(({ Main }) => Main === true));

/** The network as AWS tells of it. */
export interface WaysOut {
  readonly gateways: readonly NatGateway[];
  readonly tables: readonly RouteTable[];
  /** Where the functions that call the providers stand. */
  readonly functions: { readonly vpc: string; readonly subnets: readonly string[] };
}

/**
 * Whether the functions' calls leave from the registered addresses, as far as AWS tells: the gateways have those and no others, and from
 * the functions' subnets there is no other way out.
 */
export const judgeWaysOut = (
  { gateways: nats, tables, functions: { vpc: told, subnets } }: WaysOut, egressAddresses: NetworkConfig['egressAddresses'],
): RouteResult => {
  if (egressAddresses.some(isPending)) return unknown('static-addresses', subject, onboarding);
  // a table says which network a subnet is in; what the function says of it is asked only where no table does.
  const vpc = tables.find(({ Associations = [] }) => Associations.some(({ SubnetId = '' }) => subnets.includes(SubnetId)))?.VpcId ?? told;
  const gateways = nats.filter(({ State, VpcId }) => State === 'available' && VpcId === vpc);
  if (gateways.length === 0) return fails('static-addresses', subject, 'no-gateway');
  const addresses = gateways.flatMap(({ NatGatewayAddresses = [] }) => NatGatewayAddresses.flatMap(({ PublicIp }) => PublicIp ?? []));
  const registered = new Set(known(egressAddresses));
  const others = addresses.filter(address => !registered.has(address)).length
    + [...registered].filter(address => !addresses.includes(address)).length;
  if (others > 0) return fails('static-addresses', subject, 'other-addresses', `${others}`);
  const taken = subnets.map(subnet => tableOf(subnet, vpc, tables));
  if (taken.length === 0 || taken.includes(undefined)) return unknown('static-addresses', subject, 'no-table');
  const ids = new Set(gateways.map(({ NatGatewayId }) => NatGatewayId));
  const elsewhere = taken.filter(table => !table?.Routes?.every(route => leavesBy(route, ids))).length;
  return elsewhere > 0 ? fails('static-addresses', subject, 'other-way-out', `${elsewhere}`)
    : holds('static-addresses', subject, 'registered', `${addresses.length}`);
};

const pages = async <Page extends { readonly NextToken?: string }>(read: (token: string | undefined) => Promise<Page>): Promise<Page[]> => {
  const found: Page[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    found.push(page);
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  return found;
};

/**
 * Reads the ways out of the functions' subnets.
 *
 * @param examiner function that stands where those stand that call the providers
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html
 */
export const lookAtWaysOut = async ({ ec2, lambda }: WaysOutAccess, examiner: string, { egressAddresses }: NetworkConfig): Promise<RouteResult> => {
  const nats = await pages(token => ec2.send(new DescribeNatGatewaysCommand({ NextToken: token })));
  const tables = await pages(token => ec2.send(new DescribeRouteTablesCommand({ NextToken: token })));
  const { VpcConfig: { VpcId = '', SubnetIds = [] } = {} } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: examiner }));
  return judgeWaysOut({
    gateways: nats.flatMap(({ NatGateways = [] }) => NatGateways),
    tables: tables.flatMap(({ RouteTables = [] }) => RouteTables),
    functions: { vpc: VpcId, subnets: SubnetIds },
  }, egressAddresses);
};
