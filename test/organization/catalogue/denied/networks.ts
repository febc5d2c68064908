// ways between networks and names; AWS gives no account of the other side with these calls.
import { pages } from '../pages';
import { denied } from '../types';
import { accounts, actors, arn, person } from '../world';

const owner = accounts.staging;
const developer = person('staging');
const { cloudFormation } = actors('staging');
const vpc = arn('ec2', 'staging', 'vpc/vpc-1');

export const networks = denied({ bound: 'principals', at: 'staging', sid: 'NoPathBetweenNetworks', source: pages.resourceAccount }, [
  {
    does: 'asks another environment for a peering',
    request: { caller: developer, action: 'ec2:CreateVpcPeeringConnection', resource: vpc, owner },
  },
  {
    does: 'deploys a peering, by the template',
    request: { caller: cloudFormation, action: 'ec2:CreateVpcPeeringConnection', resource: vpc, owner },
  },
  { does: 'accepts a peering', request: { caller: developer, action: 'ec2:AcceptVpcPeeringConnection', resource: vpc } },
  {
    does: 'attaches its network to a transit gateway', source: pages.ec2,
    request: { caller: cloudFormation, action: 'ec2:CreateTransitGatewayVpcAttachment', resource: vpc, owner },
  },
  {
    does: 'accepts an attachment of another network',
    request: { caller: developer, action: 'ec2:AcceptTransitGatewayPeeringAttachment' },
  },
  {
    does: 'offers its services by PrivateLink', source: pages.ec2,
    request: { caller: cloudFormation, action: 'ec2:CreateVpcEndpointServiceConfiguration' },
  },
  {
    does: 'admits another environment to its PrivateLink', source: pages.ec2,
    request: {
      caller: developer, action: 'ec2:ModifyVpcEndpointServicePermissions',
      resource: arn('ec2', 'staging', 'vpc-endpoint-service/vpce-svc-1'), owner,
    },
  },
  {
    does: 'builds a private line', source: pages.ec2,
    request: {
      caller: developer, action: 'ec2:CreateVpnConnection', resource: arn('ec2', 'staging', 'vpn-connection/vpn-1'), owner,
    },
  },
  {
    does: 'opens its zone to a foreign network', source: pages.route53,
    request: {
      caller: developer, action: 'route53:CreateVPCAssociationAuthorization', resource: 'arn:aws:route53:::hostedzone/Z1',
      region: 'us-east-1',
    },
  },
  {
    does: 'shares its resolver by a profile', source: pages.resourceAccount,
    request: {
      caller: developer, action: 'route53profiles:AssociateProfile',
      resource: arn('route53profiles', 'staging', 'profile/rp-1'), owner,
    },
  },
  {
    does: 'makes an endpoint by hand', sid: 'EndpointsFromTheTemplateOnly',
    request: { caller: developer, action: 'ec2:CreateVpcEndpoint', resource: vpc, owner },
  },
  {
    does: 'points an endpoint elsewhere by hand', sid: 'EndpointsFromTheTemplateOnly', source: pages.ec2,
    request: {
      caller: developer, action: 'ec2:ModifyVpcEndpoint', resource: arn('ec2', 'staging', 'vpc-endpoint/vpce-1'), owner,
    },
  },
  {
    does: 'joins its network to a foreign zone', sid: 'EndpointsFromTheTemplateOnly',
    request: {
      caller: developer, action: 'route53:AssociateVPCWithHostedZone', resource: 'arn:aws:route53:::hostedzone/Z2',
      region: 'us-east-1',
    },
  },
  {
    does: 'makes an endpoint as the execution role of another environment',
    sid: 'EndpointsFromTheTemplateOnly',
    source: pages.principalArn,
    request: {
      caller: { kind: 'role', account: accounts.staging, name: 'cdk-production-cfn-exec-role-333333333333-me-central-1' },
      action: 'ec2:CreateVpcEndpoint', resource: vpc, owner,
    },
  },
  {
    does: 'opens another subnet to the internet', at: 'production', sid: 'WaysInFromTheTemplateOnly', source: pages.ec2,
    request: {
      caller: person('production'), action: 'ec2:CreateVpcBlockPublicAccessExclusion', resource: arn('ec2', 'production', 'subnet/subnet-1'), owner: accounts.production,
    },
  },
  {
    does: 'lets more through where the template has opened a subnet', at: 'production', sid: 'WaysInFromTheTemplateOnly', source: pages.ec2,
    request: {
      caller: person('production'), action: 'ec2:ModifyVpcBlockPublicAccessExclusion', owner: accounts.production,
      resource: arn('ec2', 'production', 'vpc-block-public-access-exclusion/vpcbpa-exclude-1'),
    },
  },
]);
