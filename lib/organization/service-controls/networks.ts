import { executionRoleArn } from '../../environment';
import type { Guardrail } from '../policy';
import type { ServiceControlSubject } from './subject';

/**
 * Ways between networks and names. AWS does not say whose resource is meant in these calls, so the account cannot be compared.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 */
export const networks = ({ environment }: ServiceControlSubject): Guardrail[] => [
  {
    stops: 'network and name paths to another account; nobody is exempt',
    shownBy: 'asks another environment for a peering',
    statement: {
      Sid: 'NoPathBetweenNetworks',
      Effect: 'Deny',
      Action: [
        'ec2:AcceptTransitGateway*', 'ec2:AcceptVpc*', 'ec2:CreateTransitGateway*', 'ec2:CreateVpcEndpointServiceConfiguration',
        'ec2:CreateVpcPeeringConnection', 'ec2:CreateVpnConnection', 'ec2:ModifyVpcEndpointServicePermissions', 'directconnect:*',
        'networkmanager:*', 'route53:CreateVPCAssociationAuthorization', 'route53profiles:*', 'vpc-lattice:*',
      ],
      Resource: '*',
    },
  },
  {
    stops: 'endpoints and private zones beside those of the template; AWS needs the second to give an endpoint its private name',
    shownBy: 'makes an endpoint by hand',
    statement: {
      Sid: 'EndpointsFromTheTemplateOnly',
      Effect: 'Deny',
      Action: ['ec2:CreateVpcEndpoint', 'ec2:ModifyVpcEndpoint', 'route53:AssociateVPCWithHostedZone'],
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': executionRoleArn(environment) } },
    },
  },
  // elsewhere the organization's declarative policy allows no exclusion from its block of ways in.
  ...environment.config.ingress === 'static' ? [{
    stops: 'ways into the network beside the template\'s fixed addresses',
    shownBy: 'opens another subnet to the internet',
    statement: {
      Sid: 'WaysInFromTheTemplateOnly',
      Effect: 'Deny' as const,
      Action: ['ec2:CreateVpcBlockPublicAccessExclusion', 'ec2:ModifyVpcBlockPublicAccessExclusion'],
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': executionRoleArn(environment) } },
    },
  }] : [],
];
