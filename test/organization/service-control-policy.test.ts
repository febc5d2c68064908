import { policyOf } from '../../lib/organization/policy';
import { serviceControls } from '../../lib/organization/service-control-policy';
import { refusals, type Request } from './evaluate';

const account = '111111111111';
const other = '333333333333';
const region = 'me-central-1';
const executionRole = `arn:aws:iam::${account}:role/cdk-staging-cfn-exec-role-${account}-${region}`;
const operator = `arn:aws:iam::${account}:role/Operator`;
const fingerprintRole = 'arn:aws:iam::888888888888:role/bulkhead-fingerprints-staging';
const policy = policyOf('test', serviceControls({ account, region, executionRole, fingerprintRole }));

const request = (action: string, keys: Request['keys'] = {}, resource?: string) => refusals(policy, {
  action, resource, keys: { 'aws:RequestedRegion': region, 'aws:PrincipalArn': operator, ...keys },
});
const own = { 'aws:ResourceAccount': account };
const foreign = { 'aws:ResourceAccount': other };
const owned = { 'aws:ResourceAccount': 'aws' };

describe('a principal of the environment may not', () => {
  test.each<[string, string, string, Request['keys']?]>([
    ['read another environment\'s secret', 'secretsmanager:GetSecretValue', 'OwnResourcesOnly', foreign],
    ['become a role of another environment', 'sts:AssumeRole', 'OwnResourcesOnly', foreign],
    ['write to another account\'s bucket', 's3:PutObject', 'OwnResourcesOnly', foreign],
    ['send events to another account\'s bus', 'events:PutEvents', 'OwnResourcesOnly', foreign],
    ['ask for a peering', 'ec2:CreateVpcPeeringConnection', 'NoPathBetweenNetworks'],
    ['accept a peering', 'ec2:AcceptVpcPeeringConnection', 'NoPathBetweenNetworks'],
    ['attach a transit gateway', 'ec2:CreateTransitGatewayVpcAttachment', 'NoPathBetweenNetworks'],
    ['offer its services by PrivateLink', 'ec2:CreateVpcEndpointServiceConfiguration', 'NoPathBetweenNetworks'],
    ['open its zone to a foreign VPC', 'route53:CreateVPCAssociationAuthorization', 'NoPathBetweenNetworks'],
    ['make an endpoint by hand', 'ec2:CreateVpcEndpoint', 'EndpointsFromTheTemplateOnly'],
    ['join its VPC to a foreign zone', 'route53:AssociateVPCWithHostedZone', 'EndpointsFromTheTemplateOnly'],
    ['work in another region', 's3:CreateBucket', 'OwnRegionOnly', { 'aws:RequestedRegion': 'eu-west-1' }],
    ['share by RAM', 'ram:CreateResourceShare', 'NoSharing'],
    ['accept a share', 'ram:AcceptResourceShareInvitation', 'NoSharing'],
    ['replicate a secret', 'secretsmanager:ReplicateSecretToRegions', 'NoReplicas'],
    ['create a secret with a replica', 'secretsmanager:CreateSecret', 'NoReplicaAtCreation', { ...own, 'secretsmanager:AddReplicaRegions': ['eu-west-1'] }],
    ['open a function URL to everyone', 'lambda:CreateFunctionUrlConfig', 'NoOpenFunctionUrls', { ...own, 'lambda:FunctionUrlAuthType': 'NONE' }],
    ['make a key that locks its owner out', 'kms:PutKeyPolicy', 'NoKeyLockout', { ...own, 'kms:BypassPolicyLockoutSafetyCheck': 'true' }],
    ['leave the organization', 'organizations:LeaveOrganization', 'StayAndKeepTheRecord'],
    ['stop the trail', 'cloudtrail:StopLogging', 'StayAndKeepTheRecord'],
    ['delete the analyzer', 'access-analyzer:DeleteAnalyzer', 'StayAndKeepTheRecord'],
  ])('%s', (_, action, sid, ...[keys]) => {
    expect(request(action, keys)).toEqual([sid]);
  });
});

describe('the policy lets pass', () => {
  test.each<[string, string, Request['keys']?, string?]>([
    ['calls on the environment\'s own resources', 'secretsmanager:GetSecretValue', own],
    ['calls that concern no resource', 'sts:GetCallerIdentity'],
    ['the deploy role, assumed by the account\'s own CI role', 'sts:AssumeRole', own],
    ['global services in their home region', 'iam:CreateRole', { ...own, 'aws:RequestedRegion': 'us-east-1' }],
    ['a login at the global address of the token service', 'sts:AssumeRole', { ...own, 'aws:RequestedRegion': 'us-east-1' }],
    ['hosted zones', 'route53:CreateHostedZone', { 'aws:RequestedRegion': 'us-east-1' }],
    ['managed policies of AWS', 'iam:GetPolicy', owned, 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    ['prefix lists of AWS', 'ec2:GetManagedPrefixListEntries', owned, 'arn:aws:ec2:me-central-1:aws:prefix-list/pl-1'],
    ['rule groups of AWS', 'wafv2:CreateWebACL', owned, 'arn:aws:wafv2:me-central-1:aws:regional/managedruleset/AWSManagedRulesCommonRuleSet'],
    ['a secret without a replica', 'secretsmanager:CreateSecret', own],
    ['API Gateway\'s permission to call a function', 'lambda:AddPermission', own],
    ['a key whose owner keeps its policy', 'kms:CreateKey', own],
    ['a bootstrap bucket', 's3:CreateBucket', own],
  ])('%s', (_, action, ...[keys, resource]) => {
    expect(request(action, keys, resource)).toEqual([]);
  });

  test.each(['ec2:CreateVpcEndpoint', 'ec2:ModifyVpcEndpoint', 'route53:AssociateVPCWithHostedZone'])(
    '%s when the template asks for it',
    action => expect(request(action, { 'aws:PrincipalArn': executionRole })).toEqual([]),
  );
});

describe('the one declared link between accounts', () => {
  const audit = { 'aws:ResourceAccount': '888888888888' };

  test('is the environment\'s own role in the audit account, which may be assumed', () => {
    expect(request('sts:AssumeRole', audit, fingerprintRole)).toEqual([]);
  });

  test.each([
    ['sts:AssumeRole', 'arn:aws:iam::888888888888:role/bulkhead-fingerprints-production'],
    ['sts:AssumeRole', 'arn:aws:iam::888888888888:role/Administrator'],
    ['sts:AssumeRole', `${fingerprintRole}-2`],
    ['kms:GenerateMac', 'arn:aws:kms:me-central-1:888888888888:key/fingerprints'],
    ['dynamodb:Scan', 'arn:aws:dynamodb:me-central-1:888888888888:table/bulkhead-fingerprints'],
  ])('is nothing else: %s on %s is refused', (action, resource) => {
    expect(request(action, audit, resource)).toEqual(['OwnResourcesOnly']);
  });

  test.each(['iam:UpdateAssumeRolePolicy', 'iam:PassRole', 'sts:TagSession'])('lets nothing else be done to that role: %s is refused', action => {
    expect(request(action, audit, fingerprintRole)).toEqual(['OneLinkOneAction']);
  });

  test('does not exist while the audit account is not known', () => {
    const without = policyOf('test', serviceControls({ account, region, executionRole }));
    expect(refusals(without, { action: 'sts:AssumeRole', resource: fingerprintRole, keys: { ...audit, 'aws:RequestedRegion': region } })).toEqual(['OwnResourcesOnly']);
  });
});

test('not even the execution role makes a peering', () => {
  expect(request('ec2:CreateVpcPeeringConnection', { 'aws:PrincipalArn': executionRole })).toEqual(['NoPathBetweenNetworks']);
});

test('the execution role of another environment is nobody here', () => {
  const stranger = executionRole.replaceAll(account, other);
  expect(request('ec2:CreateVpcEndpoint', { 'aws:PrincipalArn': stranger })).toEqual(['EndpointsFromTheTemplateOnly']);
});

test('every statement says what it stops', () => {
  for (const { stops, statement } of serviceControls({ account, region, executionRole, fingerprintRole })) {
    expect(stops).toMatch(/^[a-z].{20,}[^.]$/);
    expect(statement.Effect).toBe('Deny');
  }
});
