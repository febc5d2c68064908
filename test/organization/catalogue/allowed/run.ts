// what runs: receiver, dispatcher, sessions, rotation, probe, operator, the team's backend, and services in between.
import { pages } from '../pages';
import { allowed } from '../types';
import { accounts, actors, arn, key, person, roleArnOf, secret, service } from '../world';

const owner = accounts.staging;
const { backend, dispatcher, operator, probe, receiver, rotation, sessions } = actors('staging');
const table = arn('dynamodb', 'staging', 'table/inbox');
const queue = arn('sqs', 'staging', 'backend');
const logs = arn('logs', 'staging', 'log-group:receiver');

export const run = allowed({ at: 'staging', source: pages.principalAccount }, [
  {
    does: 'Lambda becomes the receiver', source: pages.principalIsService,
    request: {
      caller: service('staging'), action: 'sts:AssumeRole', resource: roleArnOf('staging', 'Secrets-ReceiverRole'), owner,
    },
  },
  {
    does: 'Lambda becomes a role without saying for whom', source: pages.principalIsService,
    request: { caller: service(), action: 'sts:AssumeRole', resource: roleArnOf('staging', 'Secrets-ReceiverRole'), owner },
  },
  {
    does: 'the receiver reads its signing secret',
    request: { caller: receiver, action: 'secretsmanager:GetSecretValue', resource: secret('staging'), owner },
  },
  {
    does: 'the receiver decrypts its signing secret',
    request: {
      caller: receiver, action: 'kms:Decrypt', resource: key('staging'), owner,
      keys: { 'kms:ViaService': 'secretsmanager.me-central-1.amazonaws.com' },
    },
  },
  {
    does: 'the receiver reads its settings',
    request: {
      caller: receiver, action: 'ssm:GetParametersByPath',
      resource: arn('ssm', 'staging', 'parameter/bulkhead/webhook/bindings'), owner,
    },
  },
  {
    does: 'the receiver writes into the inbox',
    request: { caller: receiver, action: 'dynamodb:PutItem', resource: table, owner },
  },
  {
    does: 'the receiver stores a large body',
    request: { caller: receiver, action: 's3:PutObject', resource: 'arn:aws:s3:::staging-bodies/b', owner },
  },
  {
    does: 'the receiver writes its log',
    request: { caller: receiver, action: 'logs:PutLogEvents', resource: `${logs}:log-stream:1`, owner },
  },
  {
    does: 'the receiver gets its network interface', source: pages.ec2,
    request: {
      caller: receiver, action: 'ec2:CreateNetworkInterface', resource: arn('ec2', 'staging', 'subnet/subnet-1'), owner,
    },
  },
  {
    does: 'the dispatcher reads the stream',
    request: { caller: dispatcher, action: 'dynamodb:GetRecords', resource: `${table}/stream/1`, owner },
  },
  {
    does: 'the dispatcher publishes an event',
    request: {
      caller: dispatcher, action: 'events:PutEvents', resource: arn('events', 'staging', 'event-bus/verifications'), owner,
    },
  },
  {
    does: 'the dispatcher marks what it sent',
    request: { caller: dispatcher, action: 'dynamodb:UpdateItem', resource: table, owner },
  },
  {
    does: 'the dispatcher sets aside what failed',
    request: { caller: dispatcher, action: 'sqs:SendMessage', resource: arn('sqs', 'staging', 'dead-letters'), owner },
  },
  {
    does: 'EventBridge writes into the queue of the backend', source: pages.sourceAccount,
    request: { caller: service('staging'), action: 'sqs:SendMessage', resource: queue, owner },
  },
  {
    does: 'EventBridge uses the key of the queue', source: pages.sourceAccount,
    request: { caller: service('staging'), action: 'kms:GenerateDataKey', resource: key('staging'), owner },
  },
  {
    does: 'CloudWatch Logs uses the key of a log group without saying for which account', source: pages.principalIsService,
    request: { caller: service(), action: 'kms:Encrypt', resource: key('staging'), owner },
  },
  {
    does: 'the flow logs are delivered', source: pages.sourceAccount,
    request: { caller: service('staging'), action: 'logs:PutLogEvents', resource: logs, owner },
  },
  { does: 'the backend takes a message', request: { caller: backend, action: 'sqs:ReceiveMessage', resource: queue, owner } },
  { does: 'the backend reads a body', request: { caller: backend, action: 'dynamodb:GetItem', resource: table, owner } },
  {
    does: 'the backend creates a session', source: pages.lambda,
    request: { caller: backend, action: 'lambda:InvokeFunction', resource: arn('lambda', 'staging', 'function:sessions'), owner },
  },
  {
    does: 'the sessions function reads the API key',
    request: { caller: sessions, action: 'secretsmanager:GetSecretValue', resource: secret('staging', 'api-key-AbCdEf'), owner },
  },
  {
    does: 'the sessions function counts credits',
    request: { caller: sessions, action: 'dynamodb:UpdateItem', resource: arn('dynamodb', 'staging', 'table/credits'), owner },
  },
  {
    does: 'the sessions function reports a metric', source: pages.missingKeys,
    request: { caller: sessions, action: 'cloudwatch:PutMetricData' },
  },
  {
    does: 'the rotation stages a value',
    request: { caller: rotation, action: 'secretsmanager:PutSecretValue', resource: secret('staging', 'team-AbCdEf'), owner },
  },
  {
    does: 'the rotation moves the stage',
    request: {
      caller: rotation, action: 'secretsmanager:UpdateSecretVersionStage', resource: secret('staging', 'team-AbCdEf'), owner,
    },
  },
  {
    does: 'the rotation draws a password', source: pages.missingKeys,
    request: { caller: rotation, action: 'secretsmanager:GetRandomPassword' },
  },
  {
    does: 'Secrets Manager calls the rotation', source: pages.lambda,
    request: {
      caller: actors('staging').cloudFormation, action: 'lambda:AddPermission',
      resource: arn('lambda', 'staging', 'function:rotation'), owner,
      keys: { 'lambda:Principal': 'secretsmanager.amazonaws.com' },
    },
  },
  {
    does: 'the probe reads what is staged',
    request: { caller: probe, action: 'secretsmanager:GetSecretValue', resource: secret('staging'), owner },
  },
  {
    does: 'a person asks who they are', source: pages.missingKeys,
    request: { caller: person('staging'), action: 'sts:GetCallerIdentity', region: 'us-east-1' },
  },
  {
    does: 'a person becomes the operator',
    request: { caller: person('staging'), action: 'sts:AssumeRole', resource: roleArnOf('staging', 'bulkhead-operator'), owner },
  },
  {
    does: 'a person becomes the fingerprint role of the environment', source: pages.serviceControls,
    request: {
      caller: person('staging'), action: 'sts:AssumeRole', resource: roleArnOf('audit', 'bulkhead-fingerprints-staging'),
      owner: accounts.audit,
    },
  },
  {
    does: 'the operator stores a value',
    request: { caller: operator, action: 'secretsmanager:PutSecretValue', resource: secret('staging'), owner },
  },
  {
    does: 'the operator encrypts the value',
    request: { caller: operator, action: 'kms:GenerateDataKey', resource: key('staging'), owner },
  },
  {
    does: 'the operator has the value probed', source: pages.lambda,
    request: { caller: operator, action: 'lambda:InvokeFunction', resource: arn('lambda', 'staging', 'function:probe'), owner },
  },
  {
    does: 'the operator sees when a secret was last used', source: pages.missingKeys,
    request: { caller: operator, action: 'cloudwatch:GetMetricData' },
  },
  {
    does: 'the operator replays an event', source: pages.lambda,
    request: { caller: operator, action: 'lambda:InvokeFunction', resource: arn('lambda', 'staging', 'function:replay'), owner },
  },
  {
    does: 'a person opens the console, which lists the regions', source: pages.requestedRegion,
    request: { caller: person('staging'), action: 'ec2:DescribeRegions', region: 'us-east-1' },
  },
  {
    does: 'a person reads the health of AWS', source: pages.requestedRegion,
    request: { caller: person('staging'), action: 'health:DescribeEvents', region: 'us-east-1' },
  },
  {
    does: 'a person lists the buckets', source: pages.requestedRegion,
    request: { caller: person('staging'), action: 's3:ListAllMyBuckets', region: 'us-east-1' },
  },
  {
    does: 'the analyzer of the organization reads a policy, by its service-linked role',
    source: pages.notBoundByResourceControls,
    request: {
      caller: { kind: 'service-linked role', account: accounts.audit, name: 'access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer' },
      action: 's3:GetBucketPolicy', resource: 'arn:aws:s3:::staging-bodies', owner,
    },
  },
  {
    does: 'the organization\'s own role of AWS makes a role', source: pages.notBoundByServiceControls,
    request: {
      caller: { kind: 'service-linked role', account: owner, name: 'sso.amazonaws.com/AWSServiceRoleForSSO' },
      action: 'iam:CreateRole', resource: roleArnOf('staging', 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Operator'), owner,
      region: 'us-east-1',
    },
  },
  {
    does: 'a service of the same organization says for which organization it acts', source: pages.sourceOrganization,
    request: {
      caller: { kind: 'service', forOrganization: 'o-exampleorgid' }, action: 's3:PutObject',
      resource: 'arn:aws:s3:::staging-bodies/b', owner,
    },
  },
]);
