"""One template with a resource of every type that the embedded AWS adds, properties set where moto's own drop them."""
import json

ROLE_TRUST = {'Version': '2012-10-17', 'Statement': [
    {'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'sts:AssumeRole'}]}
ALLOW = {'Version': '2012-10-17', 'Statement': [
    {'Sid': 'All', 'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': '*', 'Resource': '*'}]}
GRANT = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*'}]}


def ref(name):
    return {'Ref': name}


def att(name, attribute='Arn'):
    return {'Fn::GetAtt': [name, attribute]}


def resource(kind, **properties):
    return {'Type': kind, 'Properties': properties}


IDENTITY = {
    'Metadata': resource('AWS::CDK::Metadata', Analytics='none'),
    'Key': resource('AWS::KMS::Key', KeyPolicy=ALLOW, EnableKeyRotation=True, Description='test'),
    'KeyAlias': resource('AWS::KMS::Alias', AliasName='alias/test', TargetKeyId=att('Key')),
    'Secret': resource('AWS::SecretsManager::Secret', KmsKeyId=att('Key'), Description='empty'),
    'SecretPolicy': resource('AWS::SecretsManager::ResourcePolicy', SecretId=ref('Secret'), ResourcePolicy=ALLOW, BlockPublicPolicy=True),
    'Role': resource(
        'AWS::IAM::Role', AssumeRolePolicyDocument=ROLE_TRUST, Policies=[{'PolicyName': 'inline', 'PolicyDocument': GRANT}],
        ManagedPolicyArns=['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']),
    'Policy': resource('AWS::IAM::Policy', PolicyName='extra', PolicyDocument=GRANT, Roles=[ref('Role')]),
    'RolePolicy': resource('AWS::IAM::RolePolicy', PolicyName='more', PolicyDocument=GRANT, RoleName=ref('Role')),
    'Managed': resource('AWS::IAM::ManagedPolicy', PolicyDocument=GRANT, Roles=[ref('Role')]),
    'Oidc': resource('AWS::IAM::OIDCProvider', Url='https://token.example.com', ClientIdList=['sts.amazonaws.com']),
    'Organization': resource('AWS::Organizations::Organization', FeatureSet='ALL'),
    'Unit': resource('AWS::Organizations::OrganizationalUnit', Name='tests', ParentId=att('Organization', 'RootId')),
    'Member': resource('AWS::Organizations::Account', AccountName='made', Email='made@example.com', ParentIds=[ref('Unit')]),
    'Scp': resource(
        'AWS::Organizations::Policy', Name='guard', Type='SERVICE_CONTROL_POLICY', TargetIds=[ref('Unit')],
        Content={'Version': '2012-10-17', 'Statement': [{'Effect': 'Deny', 'Action': 'ram:*', 'Resource': '*'}]}),
    'Declarative': resource(
        'AWS::Organizations::Policy', Name='declared', Type='DECLARATIVE_POLICY_EC2', TargetIds=[ref('Unit')],
        Content={'ec2_attributes': {'snapshot_block_public_access': {'state': {'@@assign': 'block_all_sharing'}}}}),
    'Budget': resource('AWS::Budgets::Budget', Budget={
        'BudgetType': 'COST', 'TimeUnit': 'MONTHLY', 'BudgetLimit': {'Amount': 10, 'Unit': 'USD'}}),
}

DATA = {
    'Bucket': resource(
        'AWS::S3::Bucket',
        BucketEncryption={'ServerSideEncryptionConfiguration': [
            {'ServerSideEncryptionByDefault': {'SSEAlgorithm': 'aws:kms', 'KMSMasterKeyID': att('Key')}}]},
        PublicAccessBlockConfiguration={'BlockPublicAcls': True, 'BlockPublicPolicy': True, 'IgnorePublicAcls': True, 'RestrictPublicBuckets': True},
        LifecycleConfiguration={'Rules': [{'Id': 'old', 'Status': 'Enabled', 'ExpirationInDays': 30}]},
        VersioningConfiguration={'Status': 'Enabled'}, ObjectLockEnabled=True,
        ObjectLockConfiguration={'ObjectLockEnabled': 'Enabled', 'Rule': {'DefaultRetention': {'Mode': 'GOVERNANCE', 'Days': 365}}}),
    'BucketPolicy': resource('AWS::S3::BucketPolicy', Bucket=ref('Bucket'), PolicyDocument=ALLOW),
    'Table': resource(
        'AWS::DynamoDB::Table', BillingMode='PAY_PER_REQUEST', DeletionProtectionEnabled=True,
        AttributeDefinitions=[{'AttributeName': name, 'AttributeType': 'S'} for name in ('pk', 'sk', 'state')],
        KeySchema=[{'AttributeName': 'pk', 'KeyType': 'HASH'}, {'AttributeName': 'sk', 'KeyType': 'RANGE'}],
        GlobalSecondaryIndexes=[{'IndexName': 'byState', 'KeySchema': [{'AttributeName': 'state', 'KeyType': 'HASH'}],
                                 'Projection': {'ProjectionType': 'KEYS_ONLY'}}],
        SSESpecification={'SSEEnabled': True, 'SSEType': 'KMS', 'KMSMasterKeyId': att('Key')},
        TimeToLiveSpecification={'AttributeName': 'expires', 'Enabled': True},
        PointInTimeRecoverySpecification={'PointInTimeRecoveryEnabled': True},
        StreamSpecification={'StreamViewType': 'KEYS_ONLY'}),
    'Parameter': resource('AWS::SSM::Parameter', Name='/test/parameter', Type='String', Value=ref('AWS::AccountId')),
    'Function': resource(
        'AWS::Lambda::Function', Code={'S3Bucket': 'assets', 'S3Key': 'code.zip'}, Role=att('Role'), Handler='index.handler',
        Runtime='nodejs24.x', Architectures=['arm64'], Environment={'Variables': {'TABLE': ref('Table')}}, Timeout=10,
        VpcConfig={'SubnetIds': [ref('Subnet')], 'SecurityGroupIds': [ref('Group')]}, ReservedConcurrentExecutions=5),
    'Version': resource('AWS::Lambda::Version', FunctionName=ref('Function')),
    'Alias': resource('AWS::Lambda::Alias', FunctionName=ref('Function'), Name='live', FunctionVersion=att('Version', 'Version')),
    'Permission': resource(
        'AWS::Lambda::Permission', FunctionName=att('Function'), Action='lambda:InvokeFunction', Principal='apigateway.amazonaws.com'),
    'Mapping': resource(
        'AWS::Lambda::EventSourceMapping', EventSourceArn=att('Table', 'StreamArn'), FunctionName=ref('Function'), StartingPosition='LATEST',
        FilterCriteria={'Filters': [{'Pattern': '{"eventName":["INSERT"]}'}]}, FunctionResponseTypes=['ReportBatchItemFailures'],
        DestinationConfig={'OnFailure': {'Destination': att('Queue')}}, MaximumRetryAttempts=3, BisectBatchOnFunctionError=True),
    'InvokeConfig': resource('AWS::Lambda::EventInvokeConfig', FunctionName=ref('Function'), Qualifier='$LATEST', MaximumRetryAttempts=1),
}

MESSAGING = {
    'DeadLetters': resource('AWS::SQS::Queue', KmsMasterKeyId=att('Key'), MessageRetentionPeriod=1209600),
    'Queue': resource('AWS::SQS::Queue', RedrivePolicy={'deadLetterTargetArn': att('DeadLetters'), 'maxReceiveCount': 3}, VisibilityTimeout=60),
    'QueuePolicy': resource('AWS::SQS::QueuePolicy', Queues=[ref('Queue')], PolicyDocument=ALLOW),
    'Topic': resource('AWS::SNS::Topic', KmsMasterKeyId=att('Key')),
    'Subscription': resource('AWS::SNS::Subscription', TopicArn=ref('Topic'), Protocol='sqs', Endpoint=att('Queue'), RawMessageDelivery=True),
    'TopicPolicy': resource('AWS::SNS::TopicPolicy', Topics=[ref('Topic')], PolicyDocument=ALLOW),
    'Bus': resource('AWS::Events::EventBus', Name='verifications', KmsKeyIdentifier=att('Key')),
    'BusPolicy': resource(
        'AWS::Events::EventBusPolicy', EventBusName=ref('Bus'), StatementId='Own',
        Statement={'Effect': 'Allow', 'Principal': {'AWS': ref('AWS::AccountId')}, 'Action': 'events:PutEvents', 'Resource': att('Bus')}),
    'Rule': resource(
        'AWS::Events::Rule', EventBusName=ref('Bus'), EventPattern={'source': ['bulkhead']}, State='ENABLED',
        Targets=[{'Id': 'queue', 'Arn': att('Queue')}]),
    'Sweep': resource('AWS::Events::Rule', ScheduleExpression='rate(5 minutes)', Targets=[{'Id': 'function', 'Arn': att('Function')}]),
    'Archive': resource('AWS::Events::Archive', SourceArn=att('Bus'), RetentionDays=30),
    'ScheduleGroup': resource('AWS::Scheduler::ScheduleGroup', Name='tests'),
    'Schedule': resource(
        'AWS::Scheduler::Schedule', GroupName=ref('ScheduleGroup'), ScheduleExpression='rate(1 day)', FlexibleTimeWindow={'Mode': 'OFF'},
        Target={'Arn': att('Function'), 'RoleArn': att('Role')}),
}

API = {
    'Api': resource(
        'AWS::ApiGateway::RestApi', Name='webhook', BinaryMediaTypes=['*/*'], DisableExecuteApiEndpoint=True, Policy=ALLOW,
        EndpointConfiguration={'Types': ['REGIONAL']}),
    'Path': resource('AWS::ApiGateway::Resource', RestApiId=ref('Api'), ParentId=att('Api', 'RootResourceId'), PathPart='self'),
    'Method': resource(
        'AWS::ApiGateway::Method', RestApiId=ref('Api'), ResourceId=ref('Path'), HttpMethod='POST', AuthorizationType='NONE',
        Integration={'Type': 'AWS_PROXY', 'IntegrationHttpMethod': 'POST', 'Uri': {'Fn::Sub': [
            'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Arn}/invocations', {'Arn': att('Function')}]}}),
    'Deployment': {**resource('AWS::ApiGateway::Deployment', RestApiId=ref('Api')), 'DependsOn': ['Method']},
    'Stage': resource(
        'AWS::ApiGateway::Stage', RestApiId=ref('Api'), StageName='live', DeploymentId=ref('Deployment'),
        AccessLogSetting={'DestinationArn': att('Logs'), 'Format': '{"id":"$context.requestId"}'},
        MethodSettings=[{'ResourcePath': '/*', 'HttpMethod': '*', 'ThrottlingRateLimit': 50, 'ThrottlingBurstLimit': 100}]),
    'Answer': resource('AWS::ApiGateway::GatewayResponse', RestApiId=ref('Api'), ResponseType='WAF_FILTERED', StatusCode='503'),
    'ApiAccount': resource('AWS::ApiGateway::Account', CloudWatchRoleArn=att('Role')),
    'Certificate': resource('AWS::CertificateManager::Certificate', DomainName='hooks.example.com', ValidationMethod='DNS'),
    'Domain': resource(
        'AWS::ApiGateway::DomainName', DomainName='hooks.example.com', RegionalCertificateArn=ref('Certificate'),
        EndpointConfiguration={'Types': ['REGIONAL']}, SecurityPolicy='TLS_1_2'),
    'BasePath': resource('AWS::ApiGateway::BasePathMapping', DomainName=ref('Domain'), RestApiId=ref('Api'), Stage=ref('Stage')),
    'Acl': resource(
        'AWS::WAFv2::WebACL', Scope='REGIONAL', DefaultAction={'Allow': {}},
        VisibilityConfig={'SampledRequestsEnabled': True, 'CloudWatchMetricsEnabled': True, 'MetricName': 'acl'},
        Rules=[{'Name': 'rate', 'Priority': 0, 'Action': {'Block': {'CustomResponse': {'ResponseCode': 429}}},
                'Statement': {'RateBasedStatement': {'Limit': 1000, 'AggregateKeyType': 'IP'}},
                'VisibilityConfig': {'SampledRequestsEnabled': True, 'CloudWatchMetricsEnabled': True, 'MetricName': 'rate'}}]),
    'AclOnStage': resource(
        'AWS::WAFv2::WebACLAssociation', WebACLArn=att('Acl'),
        ResourceArn={'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}::/restapis/${Api}/stages/${Stage}'}),
    'AclLogs': resource('AWS::WAFv2::LoggingConfiguration', ResourceArn=att('Acl'), LogDestinationConfigs=[{'Fn::Sub':
        'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:aws-waf-logs-test'}]),
    'Zone': resource('AWS::Route53::HostedZone', Name='example.com.'),
    'PrivateZone': resource('AWS::Route53::HostedZone', Name='internal.example.com.', VPCs=[{'VPCId': ref('Vpc'), 'VPCRegion': ref('AWS::Region')}]),
    'Record': resource('AWS::Route53::RecordSet', HostedZoneId=ref('Zone'), Name='hooks.example.com.', Type='A', AliasTarget={
        'DNSName': att('Domain', 'RegionalDomainName'), 'HostedZoneId': att('Domain', 'RegionalHostedZoneId')}),
}

NETWORK = {
    'Vpc': resource('AWS::EC2::VPC', CidrBlock='10.0.0.0/16', EnableDnsHostnames=True, EnableDnsSupport=True),
    'DefaultGroup': resource('Custom::VpcRestrictDefaultSG', ServiceToken='none', DefaultSecurityGroupId=att('Vpc', 'DefaultSecurityGroup')),
    'Subnet': resource('AWS::EC2::Subnet', VpcId=ref('Vpc'), CidrBlock='10.0.0.0/24', AvailabilityZone={'Fn::Select': [0, {'Fn::GetAZs': ref('AWS::Region')}]}),
    'Routes': resource('AWS::EC2::RouteTable', VpcId=ref('Vpc')),
    'SubnetRoutes': resource('AWS::EC2::SubnetRouteTableAssociation', RouteTableId=ref('Routes'), SubnetId=ref('Subnet')),
    'Gateway': resource('AWS::EC2::InternetGateway'),
    'Attachment': resource('AWS::EC2::VPCGatewayAttachment', VpcId=ref('Vpc'), InternetGatewayId=ref('Gateway')),
    'Address': resource('AWS::EC2::EIP', Domain='vpc'),
    'Nat': resource('AWS::EC2::NatGateway', SubnetId=ref('Subnet'), AllocationId=att('Address', 'AllocationId')),
    'Route': resource('AWS::EC2::Route', RouteTableId=ref('Routes'), DestinationCidrBlock='0.0.0.0/0', NatGatewayId=ref('Nat')),
    'Group': resource('AWS::EC2::SecurityGroup', VpcId=ref('Vpc'), GroupDescription='functions', SecurityGroupEgress=[
        {'IpProtocol': 'tcp', 'FromPort': 443, 'ToPort': 443, 'CidrIp': '10.0.0.0/16', 'Description': 'inside'}]),
    'Ingress': resource('AWS::EC2::SecurityGroupIngress', GroupId=ref('Group'), IpProtocol='tcp', FromPort=443, ToPort=443,
                        SourceSecurityGroupId=ref('Group')),
    'Egress': resource('AWS::EC2::SecurityGroupEgress', GroupId=ref('Group'), IpProtocol='tcp', FromPort=443, ToPort=443,
                       DestinationPrefixListId='pl-12345678'),
    'Interface': resource('AWS::EC2::VPCEndpoint', VpcId=ref('Vpc'), VpcEndpointType='Interface', SubnetIds=[ref('Subnet')], PolicyDocument=ALLOW,
                          SecurityGroupIds=[ref('Group')], PrivateDnsEnabled=True, ServiceName='com.amazonaws.me-central-1.secretsmanager'),
    'S3Gateway': resource('AWS::EC2::VPCEndpoint', VpcId=ref('Vpc'), VpcEndpointType='Gateway', RouteTableIds=[ref('Routes')], PolicyDocument=ALLOW,
                          ServiceName={'Fn::Join': ['', ['com.amazonaws.', ref('AWS::Region'), '.s3']]}),
    'FlowLog': resource('AWS::EC2::FlowLog', ResourceId=ref('Vpc'), ResourceType='VPC', TrafficType='ALL', LogDestinationType='cloud-watch-logs',
                        LogGroupName=ref('Logs'), DeliverLogsPermissionArn=att('Role')),
    'AccessList': resource('AWS::EC2::NetworkAcl', VpcId=ref('Vpc')),
    'AccessListEntry': resource('AWS::EC2::NetworkAclEntry', NetworkAclId=ref('AccessList'), RuleNumber=100, Protocol=-1, RuleAction='allow', CidrBlock='0.0.0.0/0'),
    'AccessListOnSubnet': resource('AWS::EC2::SubnetNetworkAclAssociation', NetworkAclId=ref('AccessList'), SubnetId=ref('Subnet')),
    'Block': resource('AWS::EC2::VPCBlockPublicAccessOptions', InternetGatewayBlockMode='block-ingress'),
    'Exclusion': resource('AWS::EC2::VPCBlockPublicAccessExclusion', VpcId=ref('Vpc'), InternetGatewayExclusionMode='allow-egress'),
    'Domains': resource('AWS::Route53Resolver::FirewallDomainList', Domains=['example.com']),
    'Firewall': resource('AWS::Route53Resolver::FirewallRuleGroup', FirewallRules=[{'FirewallDomainListId': ref('Domains'), 'Priority': 1, 'Action': 'ALLOW'}]),
    'FirewallOnVpc': resource('AWS::Route53Resolver::FirewallRuleGroupAssociation', FirewallRuleGroupId=att('Firewall', 'Id'), VpcId=ref('Vpc'), Priority=101),
    'FirewallConfig': resource('AWS::Route53Resolver::FirewallConfig', ResourceId=ref('Vpc'), FirewallFailOpen='DISABLED'),
    'QueryLogs': resource('AWS::Route53Resolver::ResolverQueryLoggingConfig', Name='queries', DestinationArn=att('Logs')),
    'QueryLogsOnVpc': resource('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', ResolverQueryLogConfigId=att('QueryLogs', 'Id'), ResourceId=ref('Vpc')),
}

BALANCING = {
    'Balancer': resource('AWS::ElasticLoadBalancingV2::LoadBalancer', Type='application', Scheme='internal', Subnets=[ref('Subnet')], SecurityGroups=[ref('Group')],
                         LoadBalancerAttributes=[{'Key': 'routing.http.drop_invalid_header_fields.enabled', 'Value': 'true'}]),
    'Fixed': resource('AWS::ElasticLoadBalancingV2::LoadBalancer', Type='network', Scheme='internet-facing',
                      SubnetMappings=[{'SubnetId': ref('Subnet'), 'AllocationId': att('Address', 'AllocationId')}]),
    'FunctionTargets': resource('AWS::ElasticLoadBalancingV2::TargetGroup', Name='functions', TargetType='lambda', Targets=[{'Id': att('Function')}],
                                TargetGroupAttributes=[{'Key': 'lambda.multi_value_headers.enabled', 'Value': 'true'}]),
    'BalancerTargets': resource('AWS::ElasticLoadBalancingV2::TargetGroup', TargetType='alb', Protocol='TCP', Port=443, VpcId=ref('Vpc'), HealthCheckProtocol='HTTP',
                                HealthCheckPort='80', HealthCheckPath='/', Targets=[{'Id': ref('Balancer'), 'Port': 443}]),
    'Https': resource('AWS::ElasticLoadBalancingV2::Listener', LoadBalancerArn=ref('Balancer'), Port=443, Protocol='HTTPS', SslPolicy='ELBSecurityPolicy-TLS13-1-3-2021-06',
                      Certificates=[{'CertificateArn': ref('Certificate')}],
                      DefaultActions=[{'Type': 'fixed-response', 'FixedResponseConfig': {'StatusCode': '503', 'ContentType': 'text/plain', 'MessageBody': 'no'}}]),
    'Tcp': resource('AWS::ElasticLoadBalancingV2::Listener', LoadBalancerArn=ref('Fixed'), Port=443, Protocol='TCP',
                    DefaultActions=[{'Type': 'forward', 'TargetGroupArn': ref('BalancerTargets')}]),
    'Rule': resource('AWS::ElasticLoadBalancingV2::ListenerRule', ListenerArn=ref('Https'), Priority=7, Actions=[{'Type': 'forward', 'TargetGroupArn': ref('FunctionTargets')}],
                     Conditions=[{'Field': 'path-pattern', 'PathPatternConfig': {'Values': ['/hooks']}}]),
}

OPERATIONS = {
    'Logs': resource('AWS::Logs::LogGroup', KmsKeyId=att('Key'), RetentionInDays=30),
    'Filter': resource('AWS::Logs::MetricFilter', LogGroupName=ref('Logs'), FilterPattern='ERROR', MetricTransformations=[
        {'MetricName': 'errors', 'MetricNamespace': 'test', 'MetricValue': '1', 'DefaultValue': 0}]),
    'LogPolicy': resource('AWS::Logs::ResourcePolicy', PolicyName='dns', PolicyDocument=json.dumps(ALLOW)),
    'LogSubscription': resource('AWS::Logs::SubscriptionFilter', LogGroupName=ref('Logs'), FilterPattern='', DestinationArn=att('Function')),
    'Alarm': resource('AWS::CloudWatch::Alarm', MetricName='errors', Namespace='test', Statistic='Sum', Period=60, EvaluationPeriods=1, Threshold=1,
                      ComparisonOperator='GreaterThanOrEqualToThreshold', AlarmActions=[ref('Topic')], TreatMissingData='notBreaching'),
    'Composite': resource('AWS::CloudWatch::CompositeAlarm', AlarmRule={'Fn::Sub': 'ALARM("${Alarm.Arn}")'}),
    'Dashboard': resource('AWS::CloudWatch::Dashboard', DashboardBody='{"widgets":[]}'),
    'Trail': resource('AWS::CloudTrail::Trail', TrailName='organization', S3BucketName=ref('Bucket'), KMSKeyId=att('Key'), IsLogging=True,
                      IsOrganizationTrail=True, IsMultiRegionTrail=True, EnableLogFileValidation=True),
    'Analyzer': resource('AWS::AccessAnalyzer::Analyzer', AnalyzerName='organization', Type='ORGANIZATION'),
}

RESOURCES = {**IDENTITY, **DATA, **MESSAGING, **API, **NETWORK, **BALANCING, **OPERATIONS}
