// leaving the organization, switching off its record, and undermining what decides over deploys.
import { pages } from '../pages';
import { denied } from '../types';
import { accounts, actors, arn, boundary, bootstrapRole, person, roleArnOf, toolkitStack } from '../world';

const owner = accounts.production;
const region = 'us-east-1';
const developer = person('production');
const { cloudFormation, ci, deployer, operator } = actors('production');
const ownBoundary = { 'iam:PermissionsBoundary': boundary('production') };
const stack = arn('cloudformation', 'production', 'stack/Production-Webhook/1a2b');

export const standing = denied({ bound: 'principals', at: 'production', source: pages.iam }, [
  {
    does: 'leaves the organization', sid: 'StayAndKeepTheRecord', source: pages.organizations,
    request: { caller: developer, action: 'organizations:LeaveOrganization', region },
  },
  {
    does: 'closes its account', sid: 'StayAndKeepTheRecord', source: pages.account,
    request: { caller: developer, action: 'account:CloseAccount', region },
  },
  {
    does: 'switches another region on', sid: 'StayAndKeepTheRecord', source: pages.account,
    request: { caller: developer, action: 'account:EnableRegion', region },
  },
  {
    does: 'stops the trail', sid: 'StayAndKeepTheRecord', source: pages.cloudTrail,
    request: { caller: developer, action: 'cloudtrail:StopLogging', resource: arn('cloudtrail', 'production', 'trail/t'), owner },
  },
  {
    does: 'deletes the trail', sid: 'StayAndKeepTheRecord', source: pages.cloudTrail,
    request: {
      caller: cloudFormation, action: 'cloudtrail:DeleteTrail', resource: arn('cloudtrail', 'production', 'trail/t'), owner,
    },
  },
  {
    does: 'deletes the analyzer', sid: 'StayAndKeepTheRecord', source: pages.accessAnalyzer,
    request: {
      caller: developer, action: 'access-analyzer:DeleteAnalyzer', resource: arn('access-analyzer', 'production', 'analyzer/a'),
      owner,
    },
  },
  {
    does: 'archives what the analyzer finds', sid: 'StayAndKeepTheRecord', source: pages.accessAnalyzer,
    request: {
      caller: developer, action: 'access-analyzer:CreateArchiveRule',
      resource: arn('access-analyzer', 'production', 'analyzer/a/archive-rule/all'), owner,
    },
  },
  {
    does: 'changes who may assume a role, by hand', sid: 'IdentitiesFromTheTemplateOnly',
    request: {
      caller: developer, action: 'iam:UpdateAssumeRolePolicy', resource: roleArnOf('production', 'bulkhead-gate'), owner,
      region,
    },
  },
  {
    does: 'gives its continuous integration more rights, by hand', sid: 'IdentitiesFromTheTemplateOnly',
    request: { caller: ci, action: 'iam:AttachRolePolicy', resource: roleArnOf('production', 'bulkhead-ci'), owner, region },
  },
  {
    does: 'makes a user', sid: 'IdentitiesFromTheTemplateOnly',
    request: {
      caller: developer, action: 'iam:CreateUser', resource: arn('iam', 'production', 'user/u'), owner, region,
      keys: ownBoundary,
    },
  },
  {
    does: 'issues a long-lived key', sid: 'IdentitiesFromTheTemplateOnly',
    request: { caller: developer, action: 'iam:CreateAccessKey', resource: arn('iam', 'production', 'user/u'), owner, region },
  },
  {
    does: 'trusts another identity provider', sid: 'IdentitiesFromTheTemplateOnly',
    request: {
      caller: developer, action: 'iam:CreateOpenIDConnectProvider',
      resource: arn('iam', 'production', 'oidc-provider/evil.example'), owner, region,
    },
  },
  {
    does: 'deploys a role without the permissions boundary', sid: 'BoundaryOnEveryIdentity', source: pages.boundary,
    request: { caller: cloudFormation, action: 'iam:CreateRole', resource: roleArnOf('production', 'free'), owner, region },
  },
  {
    does: 'deploys a role with a boundary of its own', sid: 'BoundaryOnEveryIdentity', source: pages.boundary,
    request: {
      caller: cloudFormation, action: 'iam:PutRolePermissionsBoundary', resource: roleArnOf('production', 'free'), owner,
      region, keys: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' },
    },
  },
  {
    does: 'takes the permissions boundary off a role', sid: 'BoundaryStays', source: pages.boundary,
    request: {
      caller: cloudFormation, action: 'iam:DeleteRolePermissionsBoundary', resource: roleArnOf('production', 'bulkhead-ci'),
      owner, region,
    },
  },
  {
    does: 'changes what the boundary bounds', sid: 'BoundaryStays', source: pages.boundary,
    request: { caller: cloudFormation, action: 'iam:CreatePolicyVersion', resource: boundary('production'), owner, region },
  },
  {
    does: 'deploys a change of the role that deploys', sid: 'BootstrapStays',
    request: {
      caller: cloudFormation, action: 'iam:PutRolePolicy', resource: bootstrapRole('production', 'deploy'), owner, region,
    },
  },
  {
    does: 'deploys a trust of the execution role in continuous integration', sid: 'BootstrapStays',
    request: {
      caller: cloudFormation, action: 'iam:UpdateAssumeRolePolicy', resource: bootstrapRole('production', 'cfn-exec'), owner,
      region,
    },
  },
  {
    does: 'prepares a change of the bootstrap', sid: 'BootstrapStays', source: pages.bootstrap,
    request: { caller: deployer, action: 'cloudformation:CreateChangeSet', resource: toolkitStack('production'), owner },
  },
  {
    does: 'pretends another version of the bootstrap', sid: 'BootstrapStays', source: pages.bootstrap,
    request: {
      caller: developer, action: 'ssm:PutParameter',
      resource: arn('ssm', 'production', 'parameter/cdk-bootstrap/production/version'), owner,
    },
  },
  {
    does: 'executes a change set of production from its continuous integration', sid: 'ReleasesThroughTheGate',
    source: pages.cloudFormation,
    request: { caller: ci, action: 'cloudformation:ExecuteChangeSet', resource: stack, owner },
  },
  {
    does: 'executes a change set of production with the deploy role', sid: 'ReleasesThroughTheGate',
    source: pages.cloudFormation,
    request: { caller: deployer, action: 'cloudformation:ExecuteChangeSet', resource: stack, owner },
  },
  {
    does: 'updates production directly', sid: 'ReleasesThroughTheGate', source: pages.cloudFormation,
    request: { caller: developer, action: 'cloudformation:UpdateStack', resource: stack, owner },
  },
  {
    does: 'deletes a stack of production', sid: 'ReleasesThroughTheGate', source: pages.cloudFormation,
    request: { caller: operator, action: 'cloudformation:DeleteStack', resource: stack, owner },
  },
]);
