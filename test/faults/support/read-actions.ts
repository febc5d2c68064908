/**
 * Actions whose access level is Read or List, by service: all that a command may call which says that it only reads.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const reads: Readonly<Record<string, readonly string[]>> = {
  account: ['GetRegionOptStatus'],
  acm: ['DescribeCertificate'],
  apigateway: ['GET'],
  cloudcontrolapi: ['ListResources'],
  cloudformation: ['DescribeStacks', 'GetTemplate', 'ListStackResources'],
  cloudwatch: ['GetMetricData'],
  dynamodb: ['DescribeTable', 'GetResourcePolicy', 'ListTables', 'Scan'],
  ec2: [
    'DescribeAddresses', 'DescribeImageAttribute', 'DescribeImages', 'DescribeInstances', 'DescribeInternetGateways', 'DescribeManagedPrefixLists', 'DescribeNatGateways',
    'DescribeRouteTables', 'DescribeSecurityGroups', 'DescribeSnapshotAttribute', 'DescribeSnapshots', 'DescribeTransitGatewayVpcAttachments', 'DescribeVpcEndpointServiceConfigurations',
    'DescribeVpcEndpointServicePermissions', 'DescribeVpcEndpoints', 'DescribeVpcPeeringConnections', 'DescribeVpcs', 'DescribeVpnConnections',
  ],
  events: ['ListEventBuses', 'ListRules', 'ListTargetsByRule'],
  iam: ['GetAccountAuthorizationDetails', 'GetOpenIDConnectProvider', 'GetPolicy', 'GetPolicyVersion', 'GetRole', 'ListOpenIDConnectProviders', 'ListSAMLProviders'],
  kms: ['DescribeKey', 'GetKeyPolicy', 'GetPublicKey', 'ListGrants', 'ListKeys'],
  lambda: ['GetFunctionConfiguration', 'GetPolicy', 'ListAliases', 'ListEventSourceMappings', 'ListFunctionUrlConfigs', 'ListFunctions', 'ListVersionsByFunction'],
  logs: ['DescribeAccountPolicies', 'DescribeDestinations', 'DescribeLogGroups', 'DescribeResourcePolicies', 'DescribeSubscriptionFilters'],
  organizations: [
    'DescribeCreateAccountStatus', 'DescribeEffectivePolicy', 'DescribeOrganization', 'DescribePolicy', 'ListAccounts', 'ListAWSServiceAccessForOrganization',
    'ListCreateAccountStatus', 'ListDelegatedAdministrators', 'ListDelegatedServicesForAccount', 'ListHandshakesForOrganization', 'ListParents', 'ListPolicies',
    'ListPoliciesForTarget', 'ListRoots',
  ],
  ram: ['GetResourceShares', 'ListPrincipals', 'ListResources'],
  route53: ['GetHostedZone', 'ListHostedZones', 'ListHostedZonesByVPC', 'ListVPCAssociationAuthorizations'],
  s3: ['GetBucketPolicy', 'GetObject', 'ListAllMyBuckets', 'ListBucket'],
  secretsmanager: ['DescribeSecret', 'GetResourcePolicy', 'ListSecretVersionIds', 'ListSecrets'],
  servicequotas: ['GetAWSDefaultServiceQuota', 'GetServiceQuota'],
  sns: ['GetTopicAttributes', 'ListSubscriptionsByTopic', 'ListTopics'],
  sqs: ['GetQueueAttributes', 'ListQueues'],
  ssm: ['GetParameter'],
  sts: ['GetCallerIdentity'],
};

export const readActions: ReadonlySet<string> = new Set(Object.entries(reads).flatMap(([service, names]) => names.map(name => `${service}:${name}`)));

/**
 * IAM counts a session as a Write; it changes nothing in the account, and whoever reads with a role of its own needs one.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export const becoming = 'sts:AssumeRole';

/** A function of the environment that is asked to look and to change nothing, by what its request says. */
export const looks = (body: string): boolean => {
  const { check, dryRun, foreign } = JSON.parse(body) as { check?: boolean; dryRun?: boolean; foreign?: unknown };
  // the connectivity function is told which places of others it must not reach.
  return check === true || dryRun === true || Array.isArray(foreign);
};
