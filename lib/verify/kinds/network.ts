import {
  DescribeRouteTablesCommand, DescribeSecurityGroupsCommand, DescribeTransitGatewayVpcAttachmentsCommand, DescribeVpcEndpointsCommand, DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand, DescribeVpnConnectionsCommand,
} from '@aws-sdk/client-ec2';
import { json, pages, policy } from './gather';
import { routesOf, rulesOf, sameRule } from './network-rules';
import { only } from './spelling';
import { isObject } from '../../audit/assembly/shape';
import type { Aspect, Aws, Live, Reader } from '../types';

const set = (changedBy: string, loosens: Aspect['loosens'] = 'more'): Aspect => ({ as: 'set', loosens, changedBy });

/** Networks that AWS makes with every account, with what belongs to them. */
const ofDefault = 'AWS: default network of the account';

export const vpcs = (aws: Aws) => pages(async NextToken => {
  const { Vpcs, NextToken: next } = await aws.ec2.send(new DescribeVpcsCommand({ NextToken }));
  return { items: Vpcs, next };
});

const isGone = (state = ''): boolean => /^(?:deleted|rejected|expired|failed)$/i.test(state);

export const vpcReader: Reader = {
  kinds: [{ type: 'AWS::EC2::VPC', aspects: { CidrBlocks: { as: 'set', template: 'CidrBlock', carrier: { type: 'AWS::EC2::VPCCidrBlock', names: 'VpcId' }, same: block, loosens: 'more', changedBy: 'AssociateVpcCidrBlock' } } }],
  read: async aws => {
    const [all, defaults] = await Promise.all([vpcs(aws), pages(async NextToken => {
      const { SecurityGroups, NextToken: next } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: ['default'] }], NextToken }));
      return { items: SecurityGroups, next };
    })]);
    return all.map(({ VpcId = '', CidrBlock, CidrBlockAssociationSet = [], IsDefault = false }): Live => {
      const group = defaults.find(({ VpcId: of }) => of === VpcId)?.GroupId;
      return {
        type: 'AWS::EC2::VPC', id: VpcId, attributes: { VpcId, ...group !== undefined && { DefaultSecurityGroup: group } }, ...IsDefault && { owner: ofDefault },
        properties: json({ CidrBlock, CidrBlocks: CidrBlockAssociationSet.filter(({ CidrBlockState }) => !/^dis/.test(CidrBlockState?.State ?? '')).map(({ CidrBlock: cidr }) => cidr) }),
      };
    });
  },
};

function block(entry: unknown) {
  return isObject(entry) ? entry.CidrBlock ?? null : entry as string;
}

export const endpoints: Reader = {
  kinds: [{
    type: 'AWS::EC2::VPCEndpoint', aspects: {
      PolicyDocument: { as: 'policy', otherwise: { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }, changedBy: 'ModifyVpcEndpoint' },
      SecurityGroupIds: set('ModifyVpcEndpoint', 'any'),
      PrivateDnsEnabled: { as: 'value', otherwise: false, loosens: 'any', same: value => value === true || value === 'true', changedBy: 'ModifyVpcEndpoint' },
      RouteTableIds: set('ModifyVpcEndpoint', 'none'),
    },
  }],
  read: async aws => {
    const all = await pages(async NextToken => {
      const { VpcEndpoints, NextToken: next } = await aws.ec2.send(new DescribeVpcEndpointsCommand({ NextToken }));
      return { items: VpcEndpoints, next };
    });
    return all.filter(({ State }) => !isGone(State)).map(({ VpcEndpointId = '', ServiceName, PolicyDocument, Groups = [], PrivateDnsEnabled, RouteTableIds }): Live => ({
      type: 'AWS::EC2::VPCEndpoint', id: VpcEndpointId, attributes: { Id: VpcEndpointId },
      properties: json({ ServiceName, PolicyDocument: policy(PolicyDocument), SecurityGroupIds: Groups.map(({ GroupId }) => GroupId), PrivateDnsEnabled, RouteTableIds }),
    }));
  },
};

const rules = (direction: 'Ingress' | 'Egress'): Aspect => ({
  as: 'set', loosens: 'more', carrier: { type: `AWS::EC2::SecurityGroup${direction}`, names: 'GroupId' }, same: sameRule, changedBy: `AuthorizeSecurityGroup${direction}`,
  // what EC2 gives to a group whose template says nothing of what leaves.
  ...direction === 'Egress' && { otherwise: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] },
});

export const securityGroups: Reader = {
  kinds: [{ type: 'AWS::EC2::SecurityGroup', aspects: { SecurityGroupIngress: rules('Ingress'), SecurityGroupEgress: rules('Egress') } }],
  read: async aws => {
    const defaults = new Set((await vpcs(aws)).flatMap(({ VpcId, IsDefault }) => (IsDefault ? VpcId ?? [] : [])));
    const groups = await pages(async NextToken => {
      const { SecurityGroups, NextToken: next } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ NextToken }));
      return { items: SecurityGroups, next };
    });
    return groups.map(({ GroupId = '', GroupName, VpcId = '', IpPermissions = [], IpPermissionsEgress = [] }): Live => {
      const isEmpty = IpPermissions.length === 0 && IpPermissionsEgress.length === 0;
      const owner = GroupName !== 'default' ? undefined : defaults.has(VpcId) ? ofDefault : isEmpty ? 'AWS: default group of a network, without any rule' : undefined;
      return {
        type: 'AWS::EC2::SecurityGroup', id: GroupId, attributes: { GroupId }, ...owner !== undefined && { owner },
        properties: json({ GroupName, VpcId, SecurityGroupIngress: rulesOf('Ingress', IpPermissions), SecurityGroupEgress: rulesOf('Egress', IpPermissionsEgress) }),
      };
    });
  },
};

export const routeTables: Reader = {
  kinds: [{
    type: 'AWS::EC2::RouteTable', aspects: {
      Routes: { as: 'set', loosens: 'more', carrier: { type: 'AWS::EC2::Route', names: 'RouteTableId' }, changedBy: 'CreateRoute' },
      Subnets: {
        as: 'set', loosens: 'any', carrier: { type: 'AWS::EC2::SubnetRouteTableAssociation', names: 'RouteTableId' }, same: only('SubnetId'), changedBy: 'ReplaceRouteTableAssociation',
      },
    },
  }],
  read: async aws => {
    const defaults = new Set((await vpcs(aws)).flatMap(({ VpcId, IsDefault }) => (IsDefault ? VpcId ?? [] : [])));
    const tables = await pages(async NextToken => {
      const { RouteTables, NextToken: next } = await aws.ec2.send(new DescribeRouteTablesCommand({ NextToken }));
      return { items: RouteTables, next };
    });
    return tables.map(({ RouteTableId = '', VpcId = '', Routes = [], Associations = [] }): Live => {
      const made = routesOf(Routes);
      const isMain = Associations.some(({ Main }) => Main === true);
      const owner = defaults.has(VpcId) ? ofDefault : isMain && made.length === 0 ? 'AWS: main table of a network, without any route' : undefined;
      const Subnets = Associations.filter(({ SubnetId, AssociationState }) => SubnetId !== undefined && !/^(?:disassociat|failed)/.test(AssociationState?.State ?? ''))
        .map(({ SubnetId }) => ({ SubnetId }));
      return { type: 'AWS::EC2::RouteTable', id: RouteTableId, attributes: { RouteTableId }, ...owner !== undefined && { owner }, properties: json({ VpcId, Routes: made, Subnets }) };
    });
  },
};

/** What joins networks; a template of ours has none of it. */
export const joints: Reader = {
  kinds: ['AWS::EC2::VPCPeeringConnection', 'AWS::EC2::TransitGatewayVpcAttachment', 'AWS::EC2::VPNConnection'].map(type => ({ type, aspects: {} })),
  read: async aws => {
    const [peerings, attachments, { VpnConnections = [] }] = await Promise.all([
      pages(async NextToken => {
        const { VpcPeeringConnections, NextToken: next } = await aws.ec2.send(new DescribeVpcPeeringConnectionsCommand({ NextToken }));
        return { items: VpcPeeringConnections, next };
      }),
      pages(async NextToken => {
        const { TransitGatewayVpcAttachments, NextToken: next } = await aws.ec2.send(new DescribeTransitGatewayVpcAttachmentsCommand({ NextToken }));
        return { items: TransitGatewayVpcAttachments, next };
      }),
      aws.ec2.send(new DescribeVpnConnectionsCommand({})),
    ]);
    return [
      ...peerings.filter(({ Status }) => !isGone(Status?.Code)).map(({ VpcPeeringConnectionId = '', RequesterVpcInfo: from, AccepterVpcInfo: to }): Live => ({
        type: 'AWS::EC2::VPCPeeringConnection', id: VpcPeeringConnectionId,
        // either side may be ours, and a template names the other one so.
        properties: json({ VpcId: from?.VpcId, PeerVpcId: to?.VpcId, PeerOwnerId: to?.OwnerId, RequesterPeerOwnerId: from?.OwnerId }),
      })),
      ...attachments.filter(({ State }) => !isGone(State)).map(({ TransitGatewayAttachmentId = '', TransitGatewayId, VpcId }): Live => ({
        type: 'AWS::EC2::TransitGatewayVpcAttachment', id: TransitGatewayAttachmentId, properties: json({ TransitGatewayId, VpcId }),
      })),
      ...VpnConnections.filter(({ State }) => !isGone(State)).map(({ VpnConnectionId = '', VpnGatewayId, TransitGatewayId, CustomerGatewayId }): Live => ({
        type: 'AWS::EC2::VPNConnection', id: VpnConnectionId, properties: json({ VpnGatewayId, TransitGatewayId, CustomerGatewayId }),
      })),
    ];
  },
};
