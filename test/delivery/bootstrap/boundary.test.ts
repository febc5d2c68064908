import { boundaryDocument, bounds } from '../../../lib/delivery';
import { largestManagedPolicy, sizeOf } from '../../../lib/delivery/bootstrap/policy';
import type { PolicyDocument } from '../../../lib/delivery/bootstrap/policy';
import { bucketOf, contextOf, names } from '../support/contexts';
import { refusals, type Request } from '../support/evaluate';

const account = '333333333333';
const own = { 'aws:ResourceAccount': account, 'aws:PrincipalArn': `arn:aws:iam::${account}:role/Production-Webhook-Anything` };
const as = (role: string) => ({ ...own, 'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role}` });
const boundary = `arn:aws:iam::${account}:policy/bulkhead-boundary`;
const execution = `cdk-production-cfn-exec-role-${account}-me-central-1`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const stack = (name: string) => `arn:aws:cloudformation:me-central-1:${account}:stack/${name}/1`;

/** What each denial is there for. */
const refused: readonly (readonly [string, string, Request])[] = [
  ['a role without a boundary is created', 'OnlyWithThisBoundary', { action: 'iam:CreateRole', resource: role('Free'), keys: own }],
  ['a role with another boundary is created', 'OnlyWithThisBoundary', { action: 'iam:CreateRole', resource: role('Free'), keys: { ...own, 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' } }],
  ['a role gets a wider boundary', 'OnlyWithThisBoundary', { action: 'iam:PutRolePermissionsBoundary', resource: role('Any'), keys: { ...own, 'iam:PermissionsBoundary': `${boundary}-wider` } }],
  ['a role without a boundary gets a policy', 'OnlyWithThisBoundary', { action: 'iam:PutRolePolicy', resource: role('Administrator'), keys: own }],
  ['the boundary is taken off', 'BoundaryStays', { action: 'iam:DeleteRolePermissionsBoundary', resource: role('Any'), keys: { ...own, 'iam:PermissionsBoundary': boundary } }],
  ['the boundary is rewritten', 'PoliciesStay', { action: 'iam:CreatePolicyVersion', resource: boundary, keys: own }],
  ['an older version of the boundary is set', 'PoliciesStay', { action: 'iam:SetDefaultPolicyVersion', resource: boundary, keys: own }],
  ['CloudFormation\'s policy is rewritten', 'PoliciesStay', { action: 'iam:CreatePolicyVersion', resource: `arn:aws:iam::${account}:policy/bulkhead-execution-2`, keys: own }],
  ['the deploy role trusts somebody else', 'RolesStay', { action: 'iam:UpdateAssumeRolePolicy', resource: role(`cdk-production-deploy-role-${account}-me-central-1`), keys: own }],
  ['the organization\'s way in is deleted', 'RolesStay', { action: 'iam:DeleteRole', resource: role('OrganizationAccountAccessRole'), keys: own }],
  ['the bootstrap is updated', 'BootstrapStays', { action: 'cloudformation:UpdateStack', resource: stack('CDKToolkit-production'), keys: as('bulkhead-gate') }],
  ['a change of the bootstrap is prepared', 'BootstrapStays', { action: 'cloudformation:CreateChangeSet', resource: stack('CDKToolkit-production'), keys: own }],
  ['the asset bucket is opened', 'AssetsStay', { action: 's3:PutBucketPolicy', resource: `arn:aws:s3:::${bucketOf('production')}`, keys: own }],
  ['an asset is deleted', 'AssetsStay', { action: 's3:DeleteObjectVersion', resource: `arn:aws:s3:::${bucketOf('production')}/asset.zip`, keys: own }],
  ['the assets\' key is deleted', 'AssetsKeyStays', { action: 'kms:ScheduleKeyDeletion', resource: '*', keys: { ...own, 'kms:ResourceAliases': ['alias/bulkhead-production-assets'] } }],
  ['a user gets a key', 'NoUsers', { action: 'iam:CreateAccessKey', keys: own }],
  ['another identity provider is added', 'ProvidersFromTheTemplateOnly', { action: 'iam:CreateOpenIDConnectProvider', keys: own }],
  ['a role of another account is assumed', 'OwnResourcesOnly', { action: 'sts:AssumeRole', resource: 'arn:aws:iam::111111111111:role/any', keys: { ...own, 'aws:ResourceAccount': '111111111111' } }],
  ['another account\'s secret is read', 'OwnResourcesOnly', { action: 'secretsmanager:GetSecretValue', keys: { ...own, 'aws:ResourceAccount': '222222222222' } }],
  ['an object is copied to another account\'s bucket', 'OwnResourcesOnly', { action: 's3:PutObject', resource: 'arn:aws:s3:::elsewhere/x', keys: { ...own, 'aws:ResourceAccount': '111111111111' } }],
  ['networks are peered, even by CloudFormation', 'NoPathBetweenNetworks', { action: 'ec2:CreateVpcPeeringConnection', keys: as(execution) }],
  ['an endpoint is made beside the template\'s', 'EndpointsFromTheTemplateOnly', { action: 'ec2:CreateVpcEndpoint', keys: own }],
  ['a secret is replicated', 'NoSharing', { action: 'secretsmanager:ReplicateSecretToRegions', keys: own }],
  ['a resource is shared', 'NoSharing', { action: 'ram:CreateResourceShare', keys: own }],
  ['a function URL is opened to everyone', 'NoOpenFunctionUrls', { action: 'lambda:CreateFunctionUrlConfig', keys: { ...own, 'lambda:FunctionUrlAuthType': 'NONE' } }],
  ['a key locks its account out', 'NoKeyLockout', { action: 'kms:PutKeyPolicy', keys: { ...own, 'kms:BypassPolicyLockoutSafetyCheck': 'true' } }],
  ['the account leaves the organization', 'KeepTheRecord', { action: 'organizations:LeaveOrganization', keys: own }],
  ['the account is closed', 'KeepTheRecord', { action: 'account:CloseAccount', keys: own }],
  ['the record is switched off', 'KeepTheRecord', { action: 'cloudtrail:StopLogging', keys: own }],
  ['the deploy role executes a change set', 'OnlyTheGateDeploys', { action: 'cloudformation:ExecuteChangeSet', resource: stack('Production-Webhook'), keys: as(`cdk-production-deploy-role-${account}-me-central-1`) }],
  ['the integration updates a stack', 'OnlyTheGateDeploys', { action: 'cloudformation:UpdateStack', resource: stack('Production-Webhook'), keys: as('bulkhead-ci') }],
];

const document = boundaryDocument(contextOf('production'));

test.each(refused)('refuses that %s', (_, sid, request) => {
  expect(refusals(document, request)).toContain(sid);
});

test('has no denial that no case needs: without it exactly its cases pass', () => {
  const sids = bounds(contextOf('production')).map(({ statement }) => statement.Sid);
  expect(new Set(refused.map(([, sid]) => sid))).toEqual(new Set(sids));
  for (const left of sids) {
    const without: PolicyDocument = { ...document, Statement: document.Statement.filter(({ Sid }) => Sid !== left) };
    const passing = refused.filter(([, , request]) => refusals(without, request).length === 0).map(([, sid]) => sid);
    expect({ left, passing: passing.filter(sid => sid !== left) }).toEqual({ left, passing: [] });
  }
});

test.each<[string, Request]>([
  ['CloudFormation creates a role with the boundary', { action: 'iam:CreateRole', resource: role('Production-Webhook-X'), keys: { ...as(execution), 'iam:PermissionsBoundary': boundary } }],
  ['CloudFormation gives that role a policy', { action: 'iam:PutRolePolicy', resource: role('Production-Webhook-X'), keys: { ...as(execution), 'iam:PermissionsBoundary': boundary } }],
  ['CloudFormation adds the identity provider', { action: 'iam:CreateOpenIDConnectProvider', keys: as(execution) }],
  ['CloudFormation makes an endpoint', { action: 'ec2:CreateVpcEndpoint', keys: as(execution) }],
  ['CloudFormation makes a nested stack', { action: 'cloudformation:CreateStack', resource: stack('Production-Nested'), keys: as(execution) }],
  ['the gate executes a change set', { action: 'cloudformation:ExecuteChangeSet', resource: stack('Production-Webhook'), keys: as('bulkhead-gate') }],
  ['break-glass updates a stack', { action: 'cloudformation:UpdateStack', resource: stack('Production-Webhook'), keys: as('bulkhead-break-glass') }],
  ['the integration prepares a change set', { action: 'cloudformation:CreateChangeSet', resource: stack('Production-Webhook'), keys: as('bulkhead-ci') }],
  ['the receiver reads its secret', { action: 'secretsmanager:GetSecretValue', keys: own }],
  ['a service is called that says nothing of the resource\'s account', { action: 'sqs:SendMessage', keys: { 'aws:PrincipalArn': own['aws:PrincipalArn'] } }],
  ['the inbox\'s key is used', { action: 'kms:Decrypt', keys: { ...own, 'kms:ResourceAliases': [] } }],
])('leaves alone that %s', (_, request) => {
  expect(refusals(document, request)).toEqual([]);
});

test('gates what is promoted, and nothing else', () => {
  const gated = (name: string, open?: boolean) => bounds(contextOf(name), { open }).some(({ statement }) => statement.Sid === 'OnlyTheGateDeploys');
  expect(names.map(name => [name, gated(name)])).toEqual([['staging', false], ['pre-production', true], ['production', true]]);
  expect(gated('production', true)).toBe(false);
});

test.each(names)('of %s fits into one policy, also with the longest names', (name) => {
  const config = contextOf(name);
  expect(sizeOf(boundaryDocument(config))).toBeLessThanOrEqual(largestManagedPolicy);
  expect(sizeOf(boundaryDocument({ ...config, region: 'ap-southeast-2', qualifier: 'abcdefghij' }))).toBeLessThanOrEqual(largestManagedPolicy);
});
