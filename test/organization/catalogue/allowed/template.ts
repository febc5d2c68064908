// what CloudFormation does for the templates.
import { pages } from '../pages';
import { allowed } from '../types';
import { accounts, actors, arn, bootstrapRole, boundary, key, roleArnOf, secret, service } from '../world';

const owner = accounts.production;
const global = 'us-east-1';
const { cloudFormation } = actors('production');
const bounded = { 'iam:PermissionsBoundary': boundary('production') };

export const template = allowed({ at: 'production', source: pages.iam }, [
  {
    does: 'CloudFormation becomes the execution role', source: pages.principalIsService,
    request: { caller: service(), action: 'sts:AssumeRole', resource: bootstrapRole('production', 'cfn-exec'), owner },
  },
  {
    does: 'a template makes a role with the boundary', source: pages.boundary,
    request: {
      caller: cloudFormation, action: 'iam:CreateRole', resource: roleArnOf('production', 'bulkhead-gate'), owner,
      region: global, keys: bounded,
    },
  },
  {
    does: 'a template changes a policy that is not the boundary', source: pages.iam,
    request: {
      caller: cloudFormation, action: 'iam:CreatePolicyVersion', resource: arn('iam', 'production', 'policy/team'), owner,
      region: global,
    },
  },
  {
    does: 'a template changes who may assume the continuous integration', source: pages.iam,
    request: {
      caller: cloudFormation, action: 'iam:UpdateAssumeRolePolicy', resource: roleArnOf('production', 'bulkhead-ci'), owner,
      region: global,
    },
  },
  {
    does: 'a template makes the identity provider', source: pages.iam,
    request: {
      caller: cloudFormation, action: 'iam:CreateOpenIDConnectProvider',
      resource: arn('iam', 'production', 'oidc-provider/token.actions.githubusercontent.com'), owner, region: global,
    },
  },
  {
    does: 'a template makes a key', source: pages.kms,
    request: { caller: cloudFormation, action: 'kms:CreateKey', keys: { 'kms:BypassPolicyLockoutSafetyCheck': 'false' } },
  },
  {
    does: 'a template gives a table its key, by a grant that DynamoDB asks for', source: pages.kmsKeys,
    request: {
      caller: cloudFormation, action: 'kms:CreateGrant', resource: key('production'), owner,
      keys: { 'kms:GrantIsForAWSResource': 'true', 'kms:ViaService': 'dynamodb.me-central-1.amazonaws.com' },
    },
  },
  {
    does: 'a template makes a secret without a value', source: pages.secretReplicas,
    request: { caller: cloudFormation, action: 'secretsmanager:CreateSecret', resource: secret('production'), owner },
  },
  {
    does: 'a template makes an endpoint', source: pages.ec2,
    request: { caller: cloudFormation, action: 'ec2:CreateVpcEndpoint', resource: arn('ec2', 'production', 'vpc/vpc-1'), owner },
  },
  {
    does: 'a template opens the subnets of its fixed addresses', source: pages.ec2,
    request: { caller: cloudFormation, action: 'ec2:CreateVpcBlockPublicAccessExclusion', resource: arn('ec2', 'production', 'subnet/subnet-1'), owner },
  },
  {
    does: 'a template makes a load balancer', source: pages.requestedRegion,
    request: { caller: cloudFormation, action: 'elasticloadbalancing:CreateLoadBalancer', resource: arn('elasticloadbalancing', 'production', 'loadbalancer/net/a/1'), owner },
  },
  {
    does: 'a template gives an endpoint its private name', source: pages.route53,
    request: {
      caller: cloudFormation, action: 'route53:AssociateVPCWithHostedZone', resource: 'arn:aws:route53:::hostedzone/Z1',
      region: global,
    },
  },
  {
    does: 'a template makes a hosted zone', source: pages.requestedRegion,
    request: { caller: cloudFormation, action: 'route53:CreateHostedZone', region: global },
  },
  {
    does: 'a template reads a prefix list of AWS', source: pages.resourceAccount,
    request: {
      caller: cloudFormation, action: 'ec2:GetManagedPrefixListEntries',
      resource: 'arn:aws:ec2:me-central-1:aws:prefix-list/pl-1', owner: 'aws',
    },
  },
  {
    does: 'a template uses a rule group of AWS', source: pages.resourceAccount,
    request: {
      caller: cloudFormation, action: 'wafv2:CreateWebACL',
      resource: 'arn:aws:wafv2:me-central-1:aws:regional/managedruleset/AWSManagedRulesCommonRuleSet', owner: 'aws',
    },
  },
  {
    does: 'a template attaches a managed policy of AWS', source: pages.resourceAccount,
    request: {
      caller: cloudFormation, action: 'iam:GetPolicy',
      resource: 'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole', owner: 'aws', region: global,
    },
  },
  {
    does: 'a template lets API Gateway call a function', source: pages.lambda,
    request: {
      caller: cloudFormation, action: 'lambda:AddPermission', resource: arn('lambda', 'production', 'function:receiver'), owner,
      keys: { 'lambda:Principal': 'apigateway.amazonaws.com' },
    },
  },
  {
    does: 'a template lets a role of the account call a function', source: pages.lambda,
    request: {
      caller: cloudFormation, action: 'lambda:AddPermission', resource: arn('lambda', 'production', 'function:sessions'), owner,
      keys: { 'lambda:Principal': roleArnOf('production', 'Backend-HandlerRole') },
    },
  },
  {
    does: 'a template sends events to a queue of the account', source: pages.eventTargets,
    request: {
      caller: cloudFormation, action: 'events:PutTargets', resource: arn('events', 'production', 'rule/verifications/all'),
      owner, keys: { 'events:TargetArn': [arn('sqs', 'production', 'inbox'), arn('lambda', 'production', 'function:sweep')] },
    },
  },
  {
    does: 'a template is drawn back by the service-linked role of another service', source: pages.notBoundByServiceControls,
    request: {
      caller: { kind: 'service-linked role', account: owner, name: 'ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway' },
      action: 'ec2:CreateVpcEndpoint', resource: arn('ec2', 'production', 'vpc/vpc-1'), owner,
    },
  },
]);
