// resources that a policy may be attached to or an identity may name, and how their ARNs read.

export interface ResourceType {
  /** The service of the ARN and of the actions. */
  readonly service: string;
  /** What follows the account, with the name of the property in braces; what is not known of it is any text. */
  readonly path: string;
  /** What it holds is named below it, such as the objects of a bucket. */
  readonly holds?: string;
  /** Whether the ARN has neither region nor account. */
  readonly global?: boolean;
  /** @default - all actions of the service */
  readonly actions?: readonly string[];
  /** Whether nobody, the own account included, gets in unless its own policy agrees. */
  readonly asksOwnPolicy?: boolean;
}

export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::SecretsManager::Secret': { service: 'secretsmanager', path: 'secret:{Name}-??????' },
  'AWS::KMS::Key': { service: 'kms', path: 'key/*', asksOwnPolicy: true },
  'AWS::KMS::ReplicaKey': { service: 'kms', path: 'key/*', asksOwnPolicy: true },
  'AWS::IAM::Role': { service: 'iam', path: 'role/*{RoleName}', actions: ['sts:*'], asksOwnPolicy: true },
  'AWS::SQS::Queue': { service: 'sqs', path: '{QueueName}' },
  'AWS::SNS::Topic': { service: 'sns', path: '{TopicName}' },
  'AWS::S3::Bucket': { service: 's3', path: '{BucketName}', holds: '/*', global: true },
  'AWS::S3Express::DirectoryBucket': { service: 's3express', path: 'bucket/{BucketName}' },
  'AWS::S3Tables::TableBucket': { service: 's3tables', path: 'bucket/{TableBucketName}', holds: '/*' },
  'AWS::S3::AccessPoint': { service: 's3', path: 'accesspoint/{Name}', holds: '/*' },
  'AWS::DynamoDB::Table': { service: 'dynamodb', path: 'table/{TableName}', holds: '/*' },
  'AWS::DynamoDB::GlobalTable': { service: 'dynamodb', path: 'table/{TableName}', holds: '/*' },
  'AWS::Events::EventBus': { service: 'events', path: 'event-bus/{Name}' },
  'AWS::Events::Archive': { service: 'events', path: 'archive/{ArchiveName}' },
  'AWS::Lambda::Function': { service: 'lambda', path: 'function:{FunctionName}', holds: ':*' },
  'AWS::Lambda::LayerVersion': { service: 'lambda', path: 'layer:{LayerName}', holds: ':*' },
  'AWS::ApiGateway::RestApi': { service: 'execute-api', path: '*' },
  'AWS::ApiGatewayV2::Api': { service: 'execute-api', path: '*' },
  'AWS::AppSync::GraphQLApi': { service: 'appsync', path: 'apis/*' },
  'AWS::Logs::LogGroup': { service: 'logs', path: 'log-group:{LogGroupName}', holds: ':*' },
  'AWS::Logs::Destination': { service: 'logs', path: 'destination:{DestinationName}' },
  'AWS::ECR::Repository': { service: 'ecr', path: 'repository/{RepositoryName}' },
  'AWS::ECR::PublicRepository': { service: 'ecr-public', path: 'repository/{RepositoryName}' },
  'AWS::EC2::VPCEndpoint': { service: 'ec2', path: 'vpc-endpoint/*', actions: ['*'] },
  'AWS::EC2::VPCEndpointService': { service: 'ec2', path: 'vpc-endpoint-service/*', actions: ['*'] },
  'AWS::SSM::Parameter': { service: 'ssm', path: 'parameter/*{Name}' },
  'AWS::SSM::Document': { service: 'ssm', path: 'document/{Name}' },
  'AWS::Kinesis::Stream': { service: 'kinesis', path: 'stream/{Name}', holds: '/*' },
  'AWS::KinesisFirehose::DeliveryStream': { service: 'firehose', path: 'deliverystream/{DeliveryStreamName}' },
  'AWS::StepFunctions::StateMachine': { service: 'states', path: 'stateMachine:{StateMachineName}' },
  'AWS::RDS::DBInstance': { service: 'rds', path: 'db:{DBInstanceIdentifier}', actions: ['rds:*', 'rds-db:*', 'rds-data:*'] },
  'AWS::RDS::DBCluster': { service: 'rds', path: 'cluster:{DBClusterIdentifier}', actions: ['rds:*', 'rds-db:*', 'rds-data:*'] },
  'AWS::EFS::FileSystem': { service: 'elasticfilesystem', path: 'file-system/*' },
  'AWS::Backup::BackupVault': { service: 'backup', path: 'backup-vault:{BackupVaultName}' },
  'AWS::OpenSearchService::Domain': { service: 'es', path: 'domain/{DomainName}', holds: '/*' },
  'AWS::Elasticsearch::Domain': { service: 'es', path: 'domain/{DomainName}', holds: '/*' },
  'AWS::OpenSearchServerless::Collection': { service: 'aoss', path: 'collection/*' },
  'AWS::ECS::Cluster': { service: 'ecs', path: 'cluster/{ClusterName}' },
  'AWS::ECS::Service': { service: 'ecs', path: 'service/*' },
  'AWS::EKS::Cluster': { service: 'eks', path: 'cluster/{Name}' },
  'AWS::CodeBuild::Project': { service: 'codebuild', path: 'project/{Name}' },
  'AWS::CodePipeline::Pipeline': { service: 'codepipeline', path: '{Name}' },
  'AWS::CodeCommit::Repository': { service: 'codecommit', path: '{RepositoryName}' },
  'AWS::CodeArtifact::Domain': { service: 'codeartifact', path: 'domain/{DomainName}' },
  'AWS::CodeArtifact::Repository': { service: 'codeartifact', path: 'repository/*' },
  'AWS::Glue::Database': { service: 'glue', path: 'database/*' },
  'AWS::Glue::Registry': { service: 'glue', path: 'registry/{Name}' },
  'AWS::EventSchemas::Registry': { service: 'schemas', path: 'registry/{RegistryName}' },
  'AWS::Cognito::UserPool': { service: 'cognito-idp', path: 'userpool/*' },
  'AWS::SES::EmailIdentity': { service: 'ses', path: 'identity/{EmailIdentity}' },
  'AWS::ACMPCA::CertificateAuthority': { service: 'acm-pca', path: 'certificate-authority/*' },
  'AWS::CertificateManager::Certificate': { service: 'acm', path: 'certificate/*' },
  'AWS::MSK::Cluster': { service: 'kafka', path: 'cluster/*', actions: ['kafka:*', 'kafka-cluster:*'] },
  'AWS::MSK::ServerlessCluster': { service: 'kafka', path: 'cluster/*', actions: ['kafka:*', 'kafka-cluster:*'] },
  'AWS::MediaStore::Container': { service: 'mediastore', path: 'container/*' },
  'AWS::VpcLattice::ServiceNetwork': { service: 'vpc-lattice-svcs', path: '*', actions: ['vpc-lattice:*', 'vpc-lattice-svcs:*'] },
  'AWS::VpcLattice::Service': { service: 'vpc-lattice-svcs', path: '*', actions: ['vpc-lattice:*', 'vpc-lattice-svcs:*'] },
  'AWS::Scheduler::Schedule': { service: 'scheduler', path: 'schedule/*' },
  'AWS::Pipes::Pipe': { service: 'pipes', path: 'pipe/{Name}' },
  'AWS::Redshift::Cluster': { service: 'redshift', path: 'cluster:{ClusterIdentifier}' },
  'AWS::Serverless::Application': { service: 'serverlessrepo', path: 'applications/*' },
  'AWS::Bedrock::Agent': { service: 'bedrock', path: 'agent/*' },
};

/** What AWS's resource control policies bind. */
const guarded = new Set(['s3', 'sts', 'kms', 'sqs', 'secretsmanager', 'ecr', 'aoss', 'cognito-idp', 'cognito-identity', 'logs', 'dynamodb']);

/**
 * Whether resource control policies bind the calls of a service.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const knowsResourceControls = (actions: readonly string[]): boolean => actions.every(action => guarded.has(action.slice(0, action.indexOf(':'))));
