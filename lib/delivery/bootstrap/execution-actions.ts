// what CloudFormation calls to make, change, read and delete each type of resource, as far as our stacks use its properties.

/** Actions of one service. */
const of = (service: string, ...actions: readonly string[]): string[] => actions.map(action => `${service}:${action}`);

const passRole = ['iam:PassRole'];
const tags = (service: string) => of(service, 'TagResource', 'UntagResource');
/** Who delivers logs for another service writes the group's resource policy. */
const logDelivery = of('logs', 'CreateLogDelivery', 'DeleteLogDelivery', 'DescribeResourcePolicies', 'GetLogDelivery', 'ListLogDeliveries', 'PutResourcePolicy', 'UpdateLogDelivery');
const inNetwork = of('ec2', 'DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs');

const balancing = (...actions: readonly string[]) => of('elasticloadbalancing', ...actions, 'AddTags', 'Describe*', 'RemoveTags');

/** API Gateway is administered by HTTP verbs on its paths. */
const api = of('apigateway', 'DELETE', 'GET', 'PATCH', 'POST', 'PUT');
const ec2 = (...actions: readonly string[]) => [...of('ec2', ...actions), ...of('ec2', 'CreateTags', 'DeleteTags', 'Describe*')];
const resolver = (...actions: readonly string[]) => [...of('route53resolver', ...actions), ...of('route53resolver', 'Get*', 'List*', 'TagResource', 'UntagResource'), ...inNetwork];

const apiGateway = Object.fromEntries(
  ['BasePathMapping', 'Deployment', 'GatewayResponse', 'Method', 'RequestValidator', 'Resource'].map(type => [`AWS::ApiGateway::${type}`, api]));

/**
 * Actions by resource type; wildcards stand for reading and describing alone.
 *
 * Reading data is not among them: no secret's value, no item, no message, no object but the assets.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-type-schemas.html for the handlers' permissions of each type
 */
export const typeActions: Readonly<Record<string, readonly string[]>> = {
  ...apiGateway,
  'AWS::ApiGateway::Account': [...api, ...passRole],
  'AWS::ApiGateway::DomainName': [...api, ...of('apigateway', 'AddCertificateToDomain', 'RemoveCertificateFromDomain')],
  'AWS::ApiGateway::RestApi': [...api, ...of('apigateway', 'UpdateRestApiPolicy')],
  'AWS::ApiGateway::Stage': [...api, ...of('apigateway', 'SetWebACL'), ...logDelivery],
  'AWS::CDK::Metadata': [],
  'AWS::CertificateManager::Certificate': [
    ...of('acm', 'AddTagsToCertificate', 'DeleteCertificate', 'DescribeCertificate', 'GetCertificate', 'ListTagsForCertificate', 'RemoveTagsFromCertificate', 'RequestCertificate', 'UpdateCertificateOptions'),
    ...of('route53', 'ChangeResourceRecordSets', 'GetChange'),
  ],
  'AWS::CloudWatch::Alarm': [...of('cloudwatch', 'DeleteAlarms', 'DescribeAlarms', 'ListTagsForResource', 'PutMetricAlarm'), ...tags('cloudwatch')],
  'AWS::CloudWatch::CompositeAlarm': [...of('cloudwatch', 'DeleteAlarms', 'DescribeAlarms', 'ListTagsForResource', 'PutCompositeAlarm'), ...tags('cloudwatch')],
  'AWS::CloudWatch::Dashboard': of('cloudwatch', 'DeleteDashboards', 'GetDashboard', 'ListDashboards', 'PutDashboard'),
  'AWS::DynamoDB::Table': [
    ...of('dynamodb', 'CreateTable', 'DeleteTable', 'Describe*', 'EnableKinesisStreamingDestination', 'GetResourcePolicy', 'ListTagsOfResource', 'PutResourcePolicy', 'DeleteResourcePolicy',
      'UpdateContinuousBackups', 'UpdateContributorInsights', 'UpdateTable', 'UpdateTimeToLive'),
    ...tags('dynamodb'),
  ],
  'AWS::EC2::EIP': ec2('AllocateAddress', 'AssociateAddress', 'DisassociateAddress', 'ReleaseAddress'),
  'AWS::EC2::FlowLog': [...ec2('CreateFlowLogs', 'DeleteFlowLogs'), ...passRole, ...logDelivery],
  'AWS::EC2::InternetGateway': ec2('CreateInternetGateway', 'DeleteInternetGateway'),
  'AWS::EC2::NatGateway': ec2('CreateNatGateway', 'DeleteNatGateway'),
  'AWS::EC2::Route': ec2('CreateRoute', 'DeleteRoute', 'ReplaceRoute'),
  'AWS::EC2::RouteTable': ec2('CreateRouteTable', 'DeleteRouteTable'),
  'AWS::EC2::SecurityGroup': ec2('AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress', 'CreateSecurityGroup', 'DeleteSecurityGroup', 'RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress'),
  'AWS::EC2::SecurityGroupEgress': ec2('AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupEgress', 'UpdateSecurityGroupRuleDescriptionsEgress'),
  'AWS::EC2::SecurityGroupIngress': ec2('AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress', 'UpdateSecurityGroupRuleDescriptionsIngress'),
  'AWS::EC2::Subnet': ec2('CreateSubnet', 'DeleteSubnet', 'ModifySubnetAttribute'),
  'AWS::EC2::SubnetRouteTableAssociation': ec2('AssociateRouteTable', 'DisassociateRouteTable', 'ReplaceRouteTableAssociation'),
  'AWS::EC2::VPC': ec2('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute'),
  'AWS::EC2::VPCBlockPublicAccessExclusion': ec2('CreateVpcBlockPublicAccessExclusion', 'DeleteVpcBlockPublicAccessExclusion', 'ModifyVpcBlockPublicAccessExclusion'),
  'AWS::EC2::VPCBlockPublicAccessOptions': ec2('ModifyVpcBlockPublicAccessOptions'),
  'AWS::EC2::VPCEndpoint': [...ec2('CreateVpcEndpoint', 'DeleteVpcEndpoints', 'ModifyVpcEndpoint'), ...of('route53', 'AssociateVPCWithHostedZone')],
  'AWS::EC2::VPCGatewayAttachment': ec2('AttachInternetGateway', 'DetachInternetGateway'),
  'AWS::ElasticLoadBalancingV2::Listener': [...balancing('CreateListener', 'DeleteListener', 'ModifyListener', 'ModifyListenerAttributes'), ...of('acm', 'DescribeCertificate')],
  'AWS::ElasticLoadBalancingV2::ListenerRule': balancing('CreateRule', 'DeleteRule', 'ModifyRule', 'SetRulePriorities'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    ...balancing('CreateLoadBalancer', 'DeleteLoadBalancer', 'ModifyLoadBalancerAttributes', 'SetIpAddressType', 'SetSecurityGroups', 'SetSubnets', 'SetWebACL'), ...ec2(),
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': balancing('CreateTargetGroup', 'DeleteTargetGroup', 'DeregisterTargets', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes', 'RegisterTargets'),
  'AWS::Events::EventBus': [...of('events', 'CreateEventBus', 'DeleteEventBus', 'DescribeEventBus', 'ListTagsForResource', 'PutPermission', 'RemovePermission', 'UpdateEventBus'), ...tags('events')],
  'AWS::Events::EventBusPolicy': of('events', 'DescribeEventBus', 'PutPermission', 'RemovePermission'),
  'AWS::Events::Rule': [...of('events', 'DeleteRule', 'DescribeRule', 'DisableRule', 'EnableRule', 'ListTagsForResource', 'ListTargetsByRule', 'PutRule', 'PutTargets', 'RemoveTargets'), ...tags('events'), ...passRole],
  'AWS::IAM::ManagedPolicy': of('iam', 'AttachRolePolicy', 'CreatePolicy', 'CreatePolicyVersion', 'DeletePolicy', 'DeletePolicyVersion', 'DetachRolePolicy', 'Get*', 'List*'),
  'AWS::IAM::OIDCProvider': of('iam', 'AddClientIDToOpenIDConnectProvider', 'CreateOpenIDConnectProvider', 'DeleteOpenIDConnectProvider', 'GetOpenIDConnectProvider', 'RemoveClientIDFromOpenIDConnectProvider',
    'TagOpenIDConnectProvider', 'UntagOpenIDConnectProvider', 'UpdateOpenIDConnectProviderThumbprint'),
  'AWS::IAM::Policy': of('iam', 'DeleteRolePolicy', 'GetRolePolicy', 'PutRolePolicy'),
  'AWS::IAM::Role': of('iam', 'AttachRolePolicy', 'CreateRole', 'DeleteRole', 'DeleteRolePolicy', 'DetachRolePolicy', 'Get*', 'List*', 'PutRolePermissionsBoundary', 'PutRolePolicy', 'TagRole', 'UntagRole',
    'UpdateAssumeRolePolicy', 'UpdateRole', 'UpdateRoleDescription'),
  'AWS::IAM::RolePolicy': of('iam', 'DeleteRolePolicy', 'GetRolePolicy', 'PutRolePolicy'),
  'AWS::KMS::Alias': of('kms', 'CreateAlias', 'DeleteAlias', 'ListAliases', 'UpdateAlias'),
  'AWS::KMS::Key': [
    ...of('kms', 'CreateKey', 'DescribeKey', 'DisableKey', 'DisableKeyRotation', 'EnableKey', 'EnableKeyRotation', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListResourceTags', 'PutKeyPolicy', 'ScheduleKeyDeletion',
      'UpdateKeyDescription'),
    ...tags('kms'),
  ],
  'AWS::Lambda::Alias': of('lambda', 'CreateAlias', 'DeleteAlias', 'DeleteProvisionedConcurrencyConfig', 'Get*', 'PutProvisionedConcurrencyConfig', 'UpdateAlias'),
  'AWS::Lambda::EventInvokeConfig': of('lambda', 'DeleteFunctionEventInvokeConfig', 'Get*', 'PutFunctionEventInvokeConfig', 'UpdateFunctionEventInvokeConfig'),
  'AWS::Lambda::EventSourceMapping': [...of('lambda', 'CreateEventSourceMapping', 'DeleteEventSourceMapping', 'Get*', 'List*', 'UpdateEventSourceMapping'), ...tags('lambda')],
  'AWS::Lambda::Function': [
    ...of('lambda', 'CreateFunction', 'DeleteFunction', 'DeleteFunctionConcurrency', 'Get*', 'List*', 'PutFunctionConcurrency', 'PutRuntimeManagementConfig', 'PutFunctionRecursionConfig', 'UpdateFunctionCode',
      'UpdateFunctionConfiguration'),
    ...tags('lambda'), ...passRole, ...inNetwork,
  ],
  'AWS::Lambda::Permission': of('lambda', 'AddPermission', 'GetPolicy', 'RemovePermission'),
  'AWS::Lambda::Version': of('lambda', 'DeleteFunction', 'DeleteProvisionedConcurrencyConfig', 'Get*', 'List*', 'PublishVersion', 'PutProvisionedConcurrencyConfig'),
  'AWS::Logs::LogGroup': [
    ...of('logs', 'AssociateKmsKey', 'CreateLogGroup', 'DeleteLogGroup', 'DeleteRetentionPolicy', 'Describe*', 'DisassociateKmsKey', 'GetDataProtectionPolicy', 'ListTagsForResource', 'PutDataProtectionPolicy',
      'PutLogGroupDeletionProtection', 'PutRetentionPolicy'),
    ...tags('logs'),
  ],
  'AWS::Logs::MetricFilter': of('logs', 'DeleteMetricFilter', 'Describe*', 'PutMetricFilter'),
  'AWS::Logs::ResourcePolicy': of('logs', 'DeleteResourcePolicy', 'Describe*', 'PutResourcePolicy'),
  'AWS::Logs::SubscriptionFilter': [...of('logs', 'DeleteSubscriptionFilter', 'Describe*', 'PutSubscriptionFilter'), ...passRole],
  'AWS::Route53::HostedZone': of('route53', 'ChangeTagsForResource', 'CreateHostedZone', 'DeleteHostedZone', 'Get*', 'List*', 'UpdateHostedZoneComment'),
  'AWS::Route53::RecordSet': of('route53', 'ChangeResourceRecordSets', 'Get*', 'List*'),
  'AWS::Route53Resolver::FirewallConfig': resolver('UpdateFirewallConfig'),
  'AWS::Route53Resolver::FirewallDomainList': resolver('CreateFirewallDomainList', 'DeleteFirewallDomainList', 'UpdateFirewallDomains'),
  'AWS::Route53Resolver::FirewallRuleGroup': resolver('CreateFirewallRule', 'CreateFirewallRuleGroup', 'DeleteFirewallRule', 'DeleteFirewallRuleGroup', 'UpdateFirewallRule'),
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': resolver('AssociateFirewallRuleGroup', 'DisassociateFirewallRuleGroup', 'UpdateFirewallRuleGroupAssociation'),
  'AWS::Route53Resolver::ResolverQueryLoggingConfig': [...resolver('CreateResolverQueryLogConfig', 'DeleteResolverQueryLogConfig'), ...logDelivery],
  'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation': resolver('AssociateResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig'),
  'AWS::S3::Bucket': of('s3', 'CreateBucket', 'DeleteBucket', 'GetBucket*', 'Get*Configuration', 'GetBucketTagging', 'ListBucket', 'ListTagsForResource', 'PutBucketObjectLockConfiguration', 'PutBucketOwnershipControls',
    'PutBucketPublicAccessBlock', 'PutBucketTagging', 'PutBucketVersioning', 'PutEncryptionConfiguration', 'PutLifecycleConfiguration', 'TagResource', 'UntagResource'),
  'AWS::S3::BucketPolicy': of('s3', 'DeleteBucketPolicy', 'GetBucketPolicy', 'PutBucketPolicy'),
  'AWS::SNS::Subscription': of('sns', 'GetSubscriptionAttributes', 'ListSubscriptionsByTopic', 'SetSubscriptionAttributes', 'Subscribe', 'Unsubscribe'),
  'AWS::SNS::Topic': [...of('sns', 'CreateTopic', 'DeleteTopic', 'Get*', 'List*', 'SetTopicAttributes'), ...tags('sns')],
  'AWS::SNS::TopicPolicy': of('sns', 'GetTopicAttributes', 'SetTopicAttributes'),
  'AWS::SQS::Queue': of('sqs', 'CreateQueue', 'DeleteQueue', 'GetQueueAttributes', 'GetQueueUrl', 'ListQueueTags', 'SetQueueAttributes', 'TagQueue', 'UntagQueue'),
  'AWS::SQS::QueuePolicy': of('sqs', 'GetQueueAttributes', 'SetQueueAttributes'),
  'AWS::SSM::Parameter': of('ssm', 'AddTagsToResource', 'DeleteParameter', 'DescribeParameters', 'GetParameter', 'GetParameters', 'ListTagsForResource', 'PutParameter', 'RemoveTagsFromResource'),
  'AWS::Scheduler::Schedule': [...of('scheduler', 'CreateSchedule', 'DeleteSchedule', 'GetSchedule', 'UpdateSchedule'), ...passRole],
  'AWS::Scheduler::ScheduleGroup': [...of('scheduler', 'CreateScheduleGroup', 'DeleteScheduleGroup', 'GetScheduleGroup', 'ListTagsForResource'), ...tags('scheduler')],
  'AWS::SecretsManager::ResourcePolicy': of('secretsmanager', 'DeleteResourcePolicy', 'DescribeSecret', 'GetResourcePolicy', 'PutResourcePolicy', 'ValidateResourcePolicy'),
  'AWS::SecretsManager::RotationSchedule': [...of('secretsmanager', 'CancelRotateSecret', 'DescribeSecret', 'RotateSecret'), ...of('lambda', 'GetFunction')],
  'AWS::SecretsManager::Secret': [...of('secretsmanager', 'CreateSecret', 'DeleteSecret', 'DescribeSecret', 'GetRandomPassword', 'UpdateSecret'), ...tags('secretsmanager')],
  'AWS::WAFv2::LoggingConfiguration': [...of('wafv2', 'DeleteLoggingConfiguration', 'Get*', 'List*', 'PutLoggingConfiguration'), ...logDelivery],
  'AWS::WAFv2::WebACL': [...of('wafv2', 'CheckCapacity', 'CreateWebACL', 'DeleteWebACL', 'Get*', 'List*', 'UpdateWebACL'), ...tags('wafv2')],
  'AWS::WAFv2::WebACLAssociation': [...of('wafv2', 'AssociateWebACL', 'DisassociateWebACL', 'Get*', 'List*'), ...of('apigateway', 'SetWebACL')],
  // the function empties the default security group; it is called as every custom resource's is.
  'Custom::VpcRestrictDefaultSG': [],
};
