// every call that `bulkhead verify` makes, and what IAM asks for it: its client refuses whatever is not here, and its role has nothing else.

/** What an action may be allowed on; the account's own where IAM knows a resource for it. */
export type Where =
  | 'everything' | 'buckets' | 'functions' | 'keys' | 'queues' | 'secrets' | 'stacks' | 'tables';

export interface ReadCall {
  /** `service:Command`, as the SDK names them. */
  readonly call: string;
  readonly actions: readonly string[];
  readonly on: Where;
}

/** Calls whose action has the command's own name. */
const named = (service: string, on: Where, ...commands: readonly string[]): ReadCall[] =>
  commands.map(command => ({ call: `${service}:${command}`, actions: [`${service}:${command}`], on }));

/** Calls whose action has another name, or that need more than one. */
const as = (call: string, on: Where, ...actions: readonly string[]): ReadCall => ({ call, actions, on });

/**
 * Types that are read through Cloud Control, with what their handlers call in the caller's name. Profiles of Route 53 and networks of VPC
 * Lattice are not among them: the boundary and the organization close both services as a whole.
 *
 * @see https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/security.html
 */
export const cloudControlTypes: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::Api': ['apigateway:GET'],
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': ['route53resolver:ListFirewallRuleGroupAssociations'],
  'AWS::Route53Resolver::ResolverRuleAssociation': ['route53resolver:ListResolverRuleAssociations'],
};

/**
 * No call answers the value of a secret, an item, an object or a message.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const readCalls: readonly ReadCall[] = [
  as('apigateway:GetRestApis', 'everything', 'apigateway:GET'),
  as('cloudcontrol:ListResources', 'everything', 'cloudformation:ListResources', ...new Set(Object.values(cloudControlTypes).flat())),
  ...named('cloudformation', 'everything', 'DescribeStacks'),
  ...named('cloudformation', 'stacks', 'GetTemplate', 'ListStackResources'),
  ...named('dynamodb', 'everything', 'ListTables'),
  ...named('dynamodb', 'tables', 'DescribeTable', 'GetResourcePolicy'),
  ...named('ec2', 'everything',
    'DescribeImageAttribute', 'DescribeImages', 'DescribeInstances', 'DescribeInternetGateways', 'DescribeNatGateways', 'DescribeRouteTables', 'DescribeSecurityGroups',
    'DescribeSnapshotAttribute', 'DescribeSnapshots', 'DescribeTransitGatewayVpcAttachments', 'DescribeVpcEndpointServiceConfigurations',
    'DescribeVpcEndpointServicePermissions', 'DescribeVpcEndpoints', 'DescribeVpcPeeringConnections', 'DescribeVpcs', 'DescribeVpnConnections'),
  ...named('events', 'everything', 'ListEventBuses', 'ListRules', 'ListTargetsByRule'),
  ...named('iam', 'everything', 'GetAccountAuthorizationDetails', 'GetOpenIDConnectProvider', 'ListOpenIDConnectProviders', 'ListSAMLProviders'),
  ...named('kms', 'everything', 'ListKeys'),
  ...named('kms', 'keys', 'DescribeKey', 'GetKeyPolicy', 'ListGrants'),
  ...named('lambda', 'everything', 'ListEventSourceMappings', 'ListFunctions'),
  ...named('lambda', 'functions', 'GetPolicy', 'ListAliases', 'ListFunctionUrlConfigs', 'ListVersionsByFunction'),
  ...named('logs', 'everything', 'DescribeAccountPolicies', 'DescribeDestinations', 'DescribeLogGroups', 'DescribeResourcePolicies', 'DescribeSubscriptionFilters'),
  ...named('ram', 'everything', 'GetResourceShares', 'ListPrincipals', 'ListResources'),
  // associations are read through the zone and through the network, for a zone may be another account's.
  ...named('route53', 'everything', 'GetHostedZone', 'ListHostedZones', 'ListHostedZonesByVPC', 'ListVPCAssociationAuthorizations'),
  as('s3:GetBucketEncryption', 'buckets', 's3:GetEncryptionConfiguration'),
  as('s3:GetBucketReplication', 'buckets', 's3:GetReplicationConfiguration'),
  as('s3:GetPublicAccessBlock', 'buckets', 's3:GetBucketPublicAccessBlock'),
  as('s3:ListBuckets', 'everything', 's3:ListAllMyBuckets'),
  ...named('s3', 'buckets', 'GetBucketAcl', 'GetBucketOwnershipControls', 'GetBucketPolicy'),
  ...named('secretsmanager', 'everything', 'ListSecrets'),
  ...named('secretsmanager', 'secrets', 'DescribeSecret', 'GetResourcePolicy'),
  ...named('sns', 'everything', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'ListTopics'),
  ...named('sqs', 'everything', 'ListQueues'),
  ...named('sqs', 'queues', 'GetQueueAttributes'),
];

/** Of the organization's side, which is read with the management account's own credentials or not at all. */
export const organizationCalls: readonly string[] = [
  'cloudformation:DescribeStacks', 'cloudformation:ListStackResources',
  'organizations:DescribePolicy', 'organizations:ListPolicies', 'organizations:ListTargetsForPolicy',
];
