import type { Guardrail } from './policy';

export interface ServiceControlProps {
  readonly account: string;
  readonly region: string;
  /** Creates the environment's resources, its endpoints among them. */
  readonly executionRole: string;
  /**
   * The one role outside the account that may be assumed: it makes and compares fingerprints in the audit account.
   * @default - none: the audit account is not known yet
   */
  readonly fingerprintRole?: string;
}

/** Belong to AWS and are read by everyone; whoever names one reaches no environment through it. */
const resourcesOfAws = [
  'arn:aws:iam::aws:policy/*', 'arn:aws:ssm:*::parameter/*', 'arn:aws:ssm:*::document/*', 'arn:aws:ec2:*:aws:prefix-list/*',
  'arn:aws:cloudformation:*:aws:transform/*', 'arn:aws:cloudformation:*::type/*', 'arn:aws:wafv2:*:aws:*',
];

/** Answer from one region of AWS's own, whichever region a caller works in. */
const globalServices = [
  'account:*', 'billing:*', 'budgets:*', 'ce:*', 'health:*', 'iam:*', 'organizations:*', 'route53:*', 'sts:*', 'support:*',
  's3:GetAccountPublicAccessBlock', 's3:ListAllMyBuckets', 's3:PutAccountPublicAccessBlock',
];

/**
 * What the principals of one environment may never do, whatever their roles allow.
 *
 * Service-linked roles are not bound by it. A key that a request lacks makes a negated condition true, so each one on a
 * key that is not always there asks for its presence too.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 * @see https://github.com/aws-samples/data-perimeter-policy-examples
 */
export const serviceControls = ({ account, region, executionRole, fingerprintRole }: ServiceControlProps): Guardrail[] => [
  {
    stops: 'any call on a resource of another account, a role there among them',
    statement: {
      Sid: 'OwnResourcesOnly',
      Effect: 'Deny',
      Action: '*',
      NotResource: fingerprintRole ? [...resourcesOfAws, fingerprintRole] : resourcesOfAws,
      Condition: { StringNotEquals: { 'aws:ResourceAccount': account }, Null: { 'aws:ResourceAccount': 'false' } },
    },
  },
  ...fingerprintRole
    ? [{
        stops: 'everything with the one role outside the account but assuming it',
        statement: { Sid: 'OneLinkOneAction', Effect: 'Deny', NotAction: ['sts:AssumeRole'], Resource: fingerprintRole },
      } as const]
    : [],
  {
    stops: 'network and name paths to another account, for which AWS does not say whose resource is meant; nobody is exempt',
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
    statement: {
      Sid: 'EndpointsFromTheTemplateOnly',
      Effect: 'Deny',
      Action: ['ec2:CreateVpcEndpoint', 'ec2:ModifyVpcEndpoint', 'route53:AssociateVPCWithHostedZone'],
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': executionRole } },
    },
  },
  {
    stops: 'anything in a region that no template speaks of',
    statement: {
      Sid: 'OwnRegionOnly',
      Effect: 'Deny',
      NotAction: globalServices,
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': region } },
    },
  },
  {
    stops: 'handing resources, images or snapshots to another account',
    statement: {
      Sid: 'NoSharing',
      Effect: 'Deny',
      Action: [
        'ram:AcceptResourceShareInvitation', 'ram:AssociateResourceShare*', 'ram:CreateResourceShare', 'backup:CopyIntoBackupVault',
        'backup:StartCopyJob', 'ec2:ModifyImageAttribute', 'ec2:ModifySnapshotAttribute', 'ssm:ModifyDocumentPermission',
        'lambda:AddLayerVersionPermission',
      ],
      Resource: '*',
    },
  },
  {
    stops: 'copies of secrets, keys, tables and images that a service makes elsewhere in its own name',
    statement: {
      Sid: 'NoReplicas',
      Effect: 'Deny',
      Action: [
        'dynamodb:CreateGlobalTable', 'dynamodb:CreateTableReplica', 'ecr:PutReplicationConfiguration', 'kms:ReplicateKey',
        's3:PutReplicationConfiguration', 'secretsmanager:ReplicateSecretToRegions',
      ],
      Resource: '*',
    },
  },
  {
    stops: 'a secret that is replicated from its creation on',
    statement: {
      Sid: 'NoReplicaAtCreation',
      Effect: 'Deny',
      Action: ['secretsmanager:CreateSecret'],
      Resource: '*',
      Condition: { 'ForAnyValue:StringLike': { 'secretsmanager:AddReplicaRegions': '*' } },
    },
  },
  {
    stops: 'function URLs that anyone may call',
    statement: {
      Sid: 'NoOpenFunctionUrls',
      Effect: 'Deny',
      Action: ['lambda:AddPermission', 'lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'],
      Resource: '*',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    },
  },
  {
    stops: 'keys that lock their own account out',
    statement: {
      Sid: 'NoKeyLockout',
      Effect: 'Deny',
      Action: ['kms:CreateKey', 'kms:PutKeyPolicy'],
      Resource: '*',
      Condition: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } },
    },
  },
  {
    stops: 'walking out from under these policies, and switching off the record',
    statement: {
      Sid: 'StayAndKeepTheRecord',
      Effect: 'Deny',
      Action: [
        'organizations:LeaveOrganization', 'account:CloseAccount', 'account:DisableRegion', 'account:EnableRegion',
        'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail',
        'access-analyzer:DeleteAnalyzer', 'access-analyzer:UpdateAnalyzer', 'config:DeleteConfigurationRecorder',
        'config:DeleteDeliveryChannel', 'config:StopConfigurationRecorder', 'guardduty:DeleteDetector',
        'guardduty:DisassociateFromAdministratorAccount',
      ],
      Resource: '*',
    },
  },
];
