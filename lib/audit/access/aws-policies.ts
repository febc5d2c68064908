/**
 * AWS-managed policies of which it is known which services they are about; every other one is taken to allow everything.
 * Actions are wider than those of the policy itself, so that a new version of it stays inside.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const services: Readonly<Record<string, readonly string[]>> = {
  AWSLambdaBasicExecutionRole: ['logs'],
  AWSLambdaVPCAccessExecutionRole: ['logs', 'ec2'],
  AWSLambdaSQSQueueExecutionRole: ['logs', 'sqs'],
  AWSLambdaDynamoDBExecutionRole: ['logs', 'dynamodb'],
  AWSLambdaKinesisExecutionRole: ['logs', 'kinesis'],
  AWSLambdaExecute: ['logs', 's3'],
  AmazonAPIGatewayPushToCloudWatchLogs: ['logs'],
  AWSXRayDaemonWriteAccess: ['xray'],
  AmazonECSTaskExecutionRolePolicy: ['ecr', 'logs'],
  AmazonEC2ContainerRegistryReadOnly: ['ecr'],
  CloudWatchAgentServerPolicy: ['cloudwatch', 'ec2', 'logs', 'ssm', 'xray'],
  CloudWatchLambdaInsightsExecutionRolePolicy: ['logs'],
};

/** Actions that a managed policy may allow. */
export const actionsOfManaged = (arn: string): readonly string[] => {
  const name = /^arn:[^:]*:iam::aws:policy\/(?:service-role\/)?([^/]+)$/.exec(arn)?.[1];
  return (name === undefined ? undefined : services[name])?.map(service => `${service}:*`) ?? ['*'];
};
