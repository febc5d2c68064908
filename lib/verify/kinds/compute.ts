import {
  DescribeImageAttributeCommand, DescribeImagesCommand, DescribeInstancesCommand, DescribeInternetGatewaysCommand, DescribeNatGatewaysCommand, DescribeSnapshotAttributeCommand,
  DescribeSnapshotsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand, DescribeVpcEndpointServicePermissionsCommand, DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { gather, json, pages } from './gather';
import type { JsonObject } from '../../audit/assembly/shape';
import type { Live, Reader } from '../types';

/** Whom a resource that knows no policy is shared with, as a policy would say it. */
const letting = (action: string, principals: readonly string[]): JsonObject | undefined =>
  (principals.length === 0 ? undefined : { Statement: [{ Effect: 'Allow', Principal: { AWS: [...principals] }, Action: action, Resource: '*' }] });

/** Machines, gateways and services of a network; those that templates own are compared by nothing but being there. */
export const gateways: Reader = {
  kinds: ['AWS::EC2::Instance', 'AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway'].map(type => ({ type, aspects: {} })),
  read: async aws => {
    const [instances, internet, nat, { Vpcs = [] }] = await Promise.all([
      pages(async NextToken => {
        const { Reservations, NextToken: next } = await aws.ec2.send(new DescribeInstancesCommand({ NextToken }));
        return { items: Reservations, next };
      }),
      pages(async NextToken => {
        const { InternetGateways, NextToken: next } = await aws.ec2.send(new DescribeInternetGatewaysCommand({ NextToken }));
        return { items: InternetGateways, next };
      }),
      pages(async NextToken => {
        const { NatGateways, NextToken: next } = await aws.ec2.send(new DescribeNatGatewaysCommand({ NextToken }));
        return { items: NatGateways, next };
      }),
      aws.ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] })),
    ]);
    const defaults = new Set(Vpcs.map(({ VpcId }) => VpcId));
    return [
      ...instances.flatMap(({ Instances = [] }) => Instances).filter(({ State }) => State?.Name !== 'terminated').map(({ InstanceId = '', ImageId, SubnetId }): Live =>
        ({ type: 'AWS::EC2::Instance', id: InstanceId, properties: json({ ImageId, SubnetId }) })),
      ...internet.map(({ InternetGatewayId = '', Attachments = [] }): Live => ({
        type: 'AWS::EC2::InternetGateway', id: InternetGatewayId, properties: {},
        ...Attachments.some(({ VpcId }) => defaults.has(VpcId)) && { owner: 'AWS: default network of the account' },
      })),
      ...nat.filter(({ State }) => State !== 'deleted').map(({ NatGatewayId = '', SubnetId }): Live => ({ type: 'AWS::EC2::NatGateway', id: NatGatewayId, properties: json({ SubnetId }) })),
    ];
  },
};

/** Services that others may reach through a private link, with whom they let. */
export const endpointServices: Reader = {
  kinds: [{ type: 'AWS::EC2::VPCEndpointService', aspects: { Policy: { as: 'policy', changedBy: 'ModifyVpcEndpointServicePermissions' } } }],
  read: async aws => {
    const all = await pages(async NextToken => {
      const { ServiceConfigurations, NextToken: next } = await aws.ec2.send(new DescribeVpcEndpointServiceConfigurationsCommand({ NextToken }));
      return { items: ServiceConfigurations, next };
    });
    return Promise.all(all.map(({ ServiceId = '' }) => gather({ type: 'AWS::EC2::VPCEndpointService', id: ServiceId }, {
      Policy: async () => letting('ec2:CreateVpcEndpoint', await pages(async NextToken => {
        const { AllowedPrincipals = [], NextToken: next } = await aws.ec2.send(new DescribeVpcEndpointServicePermissionsCommand({ ServiceId, NextToken }));
        return { items: AllowedPrincipals.flatMap(({ Principal }) => Principal ?? []), next };
      })),
    })));
  },
};

/** Copies of disks, with whom they are shared with. No template declares one. */
export const copies: Reader = {
  kinds: ['AWS::EC2::Snapshot', 'AWS::EC2::Image'].map(type => ({ type, aspects: { Policy: { as: 'policy', changedBy: 'ModifySnapshotAttribute' } } })),
  read: async aws => {
    const [snapshots, images] = await Promise.all([
      pages(async NextToken => {
        const { Snapshots, NextToken: next } = await aws.ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'], NextToken }));
        return { items: Snapshots, next };
      }),
      pages(async NextToken => {
        const { Images, NextToken: next } = await aws.ec2.send(new DescribeImagesCommand({ Owners: ['self'], NextToken }));
        return { items: Images, next };
      }),
    ]);
    return [
      ...await Promise.all(snapshots.map(({ SnapshotId = '' }) => gather({ type: 'AWS::EC2::Snapshot', id: SnapshotId }, {
        Policy: async () => {
          const { CreateVolumePermissions = [] } = await aws.ec2.send(new DescribeSnapshotAttributeCommand({ SnapshotId, Attribute: 'createVolumePermission' }));
          return letting('ec2:CreateVolume', CreateVolumePermissions.flatMap(({ Group, UserId }) => (Group === undefined ? UserId ?? [] : '*')));
        },
      }))),
      ...await Promise.all(images.map(({ ImageId = '' }) => gather({ type: 'AWS::EC2::Image', id: ImageId }, {
        Policy: async () => {
          const { LaunchPermissions = [] } = await aws.ec2.send(new DescribeImageAttributeCommand({ ImageId, Attribute: 'launchPermission' }));
          return letting('ec2:RunInstances', LaunchPermissions.flatMap(({ Group, UserId, OrganizationArn, OrganizationalUnitArn }) =>
            (Group === undefined ? UserId ?? OrganizationArn ?? OrganizationalUnitArn ?? [] : '*')));
        },
      }))),
    ];
  },
};
