// rules and routes: one spelling for what templates declare and what EC2 answers.
import type { IpPermission, Route } from '@aws-sdk/client-ec2';
import { json } from './gather';
import { isObject, type Json, type JsonObject } from '../../audit/assembly/shape';

export type Direction = 'Ingress' | 'Egress';

/** Names of the peers of a rule, by direction, as a template has them. */
const group = { Ingress: 'SourceSecurityGroupId', Egress: 'DestinationSecurityGroupId' } as const;
const list = { Ingress: 'SourcePrefixListId', Egress: 'DestinationPrefixListId' } as const;

/** Each peer of each of EC2's permissions as a rule of its own, as templates have them. */
export const rulesOf = (direction: Direction, permissions: readonly IpPermission[] = []): JsonObject[] =>
  permissions.flatMap(({ IpProtocol, FromPort, ToPort, IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] }) => {
    const rule = (peer: object) => json({ IpProtocol, FromPort, ToPort, ...peer });
    return [
      ...IpRanges.map(({ CidrIp }) => rule({ CidrIp })),
      ...Ipv6Ranges.map(({ CidrIpv6 }) => rule({ CidrIpv6 })),
      ...UserIdGroupPairs.map(({ GroupId, UserId, VpcPeeringConnectionId }) =>
        rule({ [group[direction]]: GroupId, ...VpcPeeringConnectionId !== undefined && direction === 'Ingress' && { SourceSecurityGroupOwnerId: UserId } })),
      ...PrefixListIds.map(({ PrefixListId }) => rule({ [list[direction]]: PrefixListId })),
    ];
  });

const text = (value: Json | undefined): string | undefined => (typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined);

const saysWho = (name: string): boolean => !['IpProtocol', 'FromPort', 'ToPort', 'Description', 'GroupId'].includes(name);

/** Ports say nothing where every protocol is meant, and minus one is every port. */
export const sameRule = (entry: Json): Json => {
  const { IpProtocol, FromPort, ToPort } = isObject(entry) ? entry : {};
  const peer = Object.fromEntries(Object.entries(isObject(entry) ? entry : {}).filter(([name]) => saysWho(name)));
  const protocol = text(IpProtocol) ?? '-1';
  const [from, to] = [text(FromPort), text(ToPort)];
  const every = protocol === '-1' || protocol === 'all';
  return {
    protocol: every ? '-1' : protocol,
    ...!every && from !== undefined && { ports: `${from}-${to ?? from}` },
    ...peer,
  };
};

/** Where a route leads, by the member of a template that says so. */
const targets = [
  ['GatewayId', 'GatewayId'], ['NatGatewayId', 'NatGatewayId'], ['TransitGatewayId', 'TransitGatewayId'], ['VpcPeeringConnectionId', 'VpcPeeringConnectionId'],
  ['NetworkInterfaceId', 'NetworkInterfaceId'], ['EgressOnlyInternetGatewayId', 'EgressOnlyInternetGatewayId'], ['LocalGatewayId', 'LocalGatewayId'],
  ['CarrierGatewayId', 'CarrierGatewayId'], ['CoreNetworkArn', 'CoreNetworkArn'],
] as const;

/** Gateway endpoints write the route to their service's own addresses; one to other addresses leads to a load balancer of whoever offers it. */
const isOfGateway = ({ GatewayId = '', DestinationPrefixListId }: Route): boolean => GatewayId.startsWith('vpce-') && DestinationPrefixListId !== undefined;

/** Routes that somebody made; the local one and those of gateway endpoints come by themselves. */
export const routesOf = (routes: readonly Route[] = []): JsonObject[] => routes
  .filter(route => route.Origin !== 'CreateRouteTable' && route.GatewayId !== 'local' && !isOfGateway(route))
  .map(route => json({
    DestinationCidrBlock: route.DestinationCidrBlock, DestinationIpv6CidrBlock: route.DestinationIpv6CidrBlock, DestinationPrefixListId: route.DestinationPrefixListId,
    ...Object.fromEntries(targets.flatMap(([member, answered]) => (route[answered] === undefined ? [] : [[member, route[answered]]]))),
  }));
