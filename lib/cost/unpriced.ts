import type { Properties } from './priced';

/** What of a service costs nothing, or only by use, so that an idle account pays nothing for it. */
const byUse: ReadonlySet<string> = new Set([
  ...['Account', 'ApiKey', 'BasePathMapping', 'Deployment', 'DomainName', 'GatewayResponse', 'Method', 'Model', 'RequestValidator', 'Resource', 'RestApi', 'Stage', 'UsagePlan']
    .map(type => `AWS::ApiGateway::${type}`),
  ...['FlowLog', 'InternetGateway', 'NetworkAcl', 'NetworkAclEntry', 'PrefixList', 'Route', 'RouteTable', 'SecurityGroup', 'SecurityGroupEgress', 'SecurityGroupIngress', 'Subnet',
    'SubnetNetworkAclAssociation', 'SubnetRouteTableAssociation', 'VPC', 'VPCBlockPublicAccessExclusion', 'VPCBlockPublicAccessOptions', 'VPCGatewayAttachment',
    'EIPAssociation'].map(type => `AWS::EC2::${type}`),
  ...['Listener', 'ListenerCertificate', 'ListenerRule', 'TargetGroup'].map(type => `AWS::ElasticLoadBalancingV2::${type}`),
  ...['Archive', 'EventBus', 'EventBusPolicy', 'Rule'].map(type => `AWS::Events::${type}`),
  ...['Group', 'InstanceProfile', 'ManagedPolicy', 'OIDCProvider', 'Policy', 'Role', 'RolePolicy', 'ServiceLinkedRole'].map(type => `AWS::IAM::${type}`),
  ...['EventInvokeConfig', 'EventSourceMapping', 'Function', 'LayerVersion', 'Permission', 'Url'].map(type => `AWS::Lambda::${type}`),
  ...['LogGroup', 'LogStream', 'MetricFilter', 'QueryDefinition', 'ResourcePolicy', 'SubscriptionFilter'].map(type => `AWS::Logs::${type}`),
  ...['Account', 'Organization', 'OrganizationalUnit', 'Policy', 'ResourcePolicy'].map(type => `AWS::Organizations::${type}`),
  // of the DNS firewall, a twentieth of a cent for each domain of a list.
  ...['FirewallConfig', 'FirewallDomainList', 'FirewallRuleGroup', 'FirewallRuleGroupAssociation', 'ResolverConfig', 'ResolverQueryLoggingConfig', 'ResolverQueryLoggingConfigAssociation']
    .map(type => `AWS::Route53Resolver::${type}`),
  ...['Bucket', 'BucketPolicy'].map(type => `AWS::S3::${type}`),
  ...['Subscription', 'Topic', 'TopicInlinePolicy', 'TopicPolicy'].map(type => `AWS::SNS::${type}`),
  ...['Queue', 'QueueInlinePolicy', 'QueuePolicy'].map(type => `AWS::SQS::${type}`),
  ...['Schedule', 'ScheduleGroup'].map(type => `AWS::Scheduler::${type}`),
  ...['ResourcePolicy', 'RotationSchedule', 'SecretTargetAttachment'].map(type => `AWS::SecretsManager::${type}`),
  ...['IPSet', 'LoggingConfiguration', 'RegexPatternSet', 'WebACLAssociation'].map(type => `AWS::WAFv2::${type}`),
  // the first trail of an account, and a budget that only tells.
  'AWS::CloudTrail::Trail', 'AWS::Budgets::Budget', 'AWS::CDK::Metadata', 'AWS::CertificateManager::Certificate', 'AWS::CloudFormation::CustomResource',
  'AWS::CloudFormation::WaitConditionHandle', 'AWS::KMS::Alias', 'AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup', 'AWS::StepFunctions::StateMachine',
]);

/** Types that cost by use in some of their forms, and by the hour in others. */
const depending: Readonly<Record<string, (properties: Properties) => boolean>> = {
  'AWS::DynamoDB::Table': ({ BillingMode }) => BillingMode === 'PAY_PER_REQUEST',
  // what looks for unused access is charged for each role.
  'AWS::AccessAnalyzer::Analyzer': ({ Type }) => Type === 'ACCOUNT' || Type === 'ORGANIZATION',
  'AWS::SSM::Parameter': ({ Tier }) => Tier === undefined || Tier === 'Standard',
};

/** Whether a resource is known to cost an idle account nothing; what is neither priced nor this is told, never taken for nothing. */
export const costsNothingIdle = (type: string, properties: Properties): boolean =>
  byUse.has(type) || type.startsWith('Custom::') || depending[type]?.(properties) === true;
