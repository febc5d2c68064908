import { bootstrapNames, boundaryArn, deliveryRoles, isGated, organizationRole, policyArn, roleArn } from '../names';
import { managedPolicy, type PolicyDocument, type Statement } from './policy';
import { executionPolicyPrefix } from './execution-policy';
import { assetsBucketName, executionRoleArn, type EnvironmentContext } from '../../environment';

/** A denial of the boundary, with the sentence that says what it stops. */
export interface Bound {
  readonly stops: string;
  readonly statement: Statement;
}

export interface BoundaryOptions {
  /**
   * Leaves the deployment of a gated environment open, for its very first one: the gate is not there yet.
   * @default false
   */
  readonly open?: boolean;
  /** @default 'OrganizationAccountAccessRole' */
  readonly administrationRole?: string;
}

/** What changes a role's grants, and carries the role's boundary as a condition key. */
const grants = ['iam:AttachRolePolicy', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy'];

/** What changes what is deployed, by sets of stacks too; preparing a change set is not among it. */
export const executing = [
  'cloudformation:CancelUpdateStack', 'cloudformation:ContinueUpdateRollback', 'cloudformation:CreateStack', 'cloudformation:CreateStackInstances', 'cloudformation:CreateStackRefactor',
  'cloudformation:CreateStackSet',
  'cloudformation:DeleteStack', 'cloudformation:ExecuteChangeSet', 'cloudformation:ExecuteStackRefactor', 'cloudformation:RollbackStack',
  'cloudformation:SetStackPolicy', 'cloudformation:UpdateStack', 'cloudformation:UpdateStackInstances', 'cloudformation:UpdateStackSet', 'cloudformation:UpdateTerminationProtection',
];

const deny = (Sid: string, Action: Statement['Action'], Resource: Statement['Resource'], Condition?: Statement['Condition']): Statement =>
  ({ Sid, Effect: 'Deny', Action, Resource, ...Condition && { Condition } });

const exceptFor = (arns: readonly string[]): Statement['Condition'] => ({ ArnNotEquals: { 'aws:PrincipalArn': arns } });

/** The boundary and what carries it cannot be changed by roles under it. */
const protectingItself = (environment: EnvironmentContext, administrationRole: string): Bound[] => {
  const { account, region } = environment;
  const { stack, keyAlias } = bootstrapNames(environment);
  const boundary = boundaryArn(environment);
  const otherBoundary = { StringNotEquals: { 'iam:PermissionsBoundary': boundary } };
  const bucket = `arn:aws:s3:::${assetsBucketName(environment)}`;
  return [
    {
      stops: 'a role or user without this boundary; a request without any lacks the key, which makes the condition true',
      statement: deny('OnlyWithThisBoundary', ['iam:CreateRole', 'iam:CreateUser', 'iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary', ...grants], '*', otherBoundary),
    },
    {
      stops: 'taking the boundary off',
      statement: deny('BoundaryStays', ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'], '*'),
    },
    {
      stops: 'rewriting the boundary, or what CloudFormation may do',
      statement: deny('PoliciesStay', ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'],
        [boundary, policyArn(environment, `${executionPolicyPrefix}*`)]),
    },
    {
      stops: 'rewriting the roles of the bootstrap and the way in of the organization',
      statement: deny('RolesStay', [...grants, 'iam:DeleteRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole'],
        [roleArn(environment, `cdk-${environment.qualifier}-*`), roleArn(environment, administrationRole)]),
    },
    {
      stops: 'changing the bootstrap stack; a person of the account does, with `bulkhead bootstrap`',
      statement: deny('BootstrapStays', ['cloudformation:CreateChangeSet', ...executing], `arn:aws:cloudformation:${region}:${account}:stack/${stack}/*`),
    },
    {
      stops: 'opening, emptying or losing the bucket of the assets',
      statement: deny('AssetsStay', ['s3:DeleteBucket*', 's3:DeleteObject*', 's3:PutBucket*', 's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration'], [bucket, `${bucket}/*`]),
    },
    {
      stops: 'losing or opening the key of the assets',
      statement: deny('AssetsKeyStays', ['kms:CreateGrant', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'], '*', { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': keyAlias } }),
    },
  ];
};

/** What makes, takes and widens shares; a policy has few characters, and what only looks is no way out. */
const changingShares = ['A', 'Cr', 'En', 'Pr', 'Re', 'Se'].map(verb => `ram:${verb}*`);

/** Ways in and out of the account, whether or not organization policies refuse them too. */
const keepingApart = (environment: EnvironmentContext): Bound[] => {
  const { account } = environment;
  const execution = executionRoleArn(environment);
  return [
    {
      stops: 'users and their keys: people come in through roles',
      statement: deny('NoUsers', ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateSAMLProvider', 'iam:CreateServiceSpecificCredential', 'iam:CreateUser', 'iam:UpdateSAMLProvider'], '*'),
    },
    {
      stops: 'identity providers beside the template\'s',
      statement: deny('ProvidersFromTheTemplateOnly', ['iam:AddClientID*', 'iam:CreateOpenID*', 'iam:DeleteOpenID*', 'iam:UpdateOpenID*'], '*', exceptFor([execution])),
    },
    {
      stops: 'becoming a role of another account, and touching data, secrets, keys and queues there',
      statement: deny('OwnResourcesOnly', [
        'dynamodb:*', 'events:Put*', 'kms:*', 'lambda:InvokeFunction', 'logs:*', 's3:*', 'secretsmanager:*', 'sns:*', 'sqs:*', 'sts:AssumeRole',
      ], '*', { StringNotEquals: { 'aws:ResourceAccount': account }, Null: { 'aws:ResourceAccount': 'false' } }),
    },
    {
      stops: 'network and name paths to another account',
      statement: deny('NoPathBetweenNetworks', [
        'directconnect:*', 'ec2:AcceptTransitGateway*', 'ec2:AcceptVpc*', 'ec2:CreateTransitGateway*', 'ec2:CreateVpcEndpointServiceConfiguration', 'ec2:CreateVpcPeeringConnection',
        'ec2:CreateVpnConnection', 'ec2:ModifyVpcEndpointServicePermissions', 'networkmanager:*', 'route53:CreateVPCAssociationAuthorization', 'route53profiles:*', 'vpc-lattice:*',
      ], '*'),
    },
    {
      stops: 'endpoints and private zones beside those of the template',
      statement: deny('EndpointsFromTheTemplateOnly', ['ec2:CreateVpcEndpoint', 'ec2:ModifyVpcEndpoint', 'route53:AssociateVPCWithHostedZone'], '*', exceptFor([execution])),
    },
    {
      stops: 'handing resources to another account, and copies that a service makes elsewhere',
      statement: deny('NoSharing', [
        'backup:CopyIntoBackupVault', 'backup:StartCopyJob', 'dynamodb:CreateGlobalTable', 'dynamodb:CreateTableReplica', 'ec2:ModifyImageAttribute', 'ec2:ModifySnapshotAttribute',
        'ecr:PutReplicationConfiguration', 'kms:ReplicateKey', 'lambda:AddLayerVersionPermission', ...changingShares, 's3:PutReplicationConfiguration',
        'secretsmanager:ReplicateSecretToRegions', 'ssm:ModifyDocumentPermission',
      ], '*'),
    },
    {
      stops: 'function URLs that anyone may call',
      statement: deny('NoOpenFunctionUrls', ['lambda:AddPermission', 'lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'], '*', { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } }),
    },
    {
      stops: 'keys that lock their own account out',
      statement: deny('NoKeyLockout', ['kms:CreateKey', 'kms:PutKeyPolicy'], '*', { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } }),
    },
    {
      stops: 'the organization\'s and the account\'s own settings, and switching off the record',
      statement: deny('KeepTheRecord', [
        'access-analyzer:DeleteAnalyzer', 'access-analyzer:UpdateAnalyzer', 'account:*', 'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:StopLogging',
        'cloudtrail:UpdateTrail', 'config:Delete*', 'config:StopConfigurationRecorder', 'guardduty:Delete*', 'guardduty:Disassociate*', 'organizations:*', 'sso:*',
      ], '*'),
    },
  ];
};

/** In a gated environment a release is executed by the gate, after it has checked the evidence. */
const gating = (environment: EnvironmentContext): Bound => ({
  stops: 'a deployment past the gate; CloudFormation\'s own role is exempt, for it makes nested stacks',
  statement: deny('OnlyTheGateDeploys', executing, '*', exceptFor([
    roleArn(environment, deliveryRoles.gate), roleArn(environment, deliveryRoles.breakGlass), executionRoleArn(environment),
  ])),
});

/** What no role of an environment may do, whatever its policies allow. */
export const bounds = (environment: EnvironmentContext, { open = false, administrationRole = organizationRole }: BoundaryOptions = {}): Bound[] => [
  ...protectingItself(environment, administrationRole),
  ...keepingApart(environment),
  ...isGated(environment.config) && !open ? [gating(environment)] : [],
];

/**
 * The permissions boundary of every role of an environment: everything but what keeps the environment to itself.
 *
 * It grants nothing; a role's own policies do. Service-linked roles know no boundary.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const boundaryDocument = (environment: EnvironmentContext, options?: BoundaryOptions): PolicyDocument => managedPolicy('bulkhead-boundary', [
  { Sid: 'WhateverTheRolesOwnPoliciesAllow', Effect: 'Allow', Action: '*', Resource: '*' },
  ...bounds(environment, options).map(({ statement }) => statement),
]);
