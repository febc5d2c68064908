// principals of staging reach for what is production's; the account of the resource is in the request.
import { pages } from '../pages';
import { denied } from '../types';
import { accounts, actors, arn, key, person, roleArnOf, secret } from '../world';

const owner = accounts.production;
const { cloudFormation, receiver, dispatcher, ci, operator, sessions } = actors('staging');
const developer = person('staging');

export const foreignResources = denied({ bound: 'principals', at: 'staging', sid: 'OwnResourcesOnly', source: pages.resourceAccount }, [
  {
    does: 'reads a secret of another environment',
    request: { caller: receiver, action: 'secretsmanager:GetSecretValue', resource: secret('production'), owner },
  },
  {
    does: 'overwrites a secret of another environment',
    request: { caller: operator, action: 'secretsmanager:PutSecretValue', resource: secret('production'), owner },
  },
  {
    does: 'decrypts with a key of another environment',
    request: { caller: receiver, action: 'kms:Decrypt', resource: key('production'), owner },
  },
  {
    does: 'signs with a key of another environment',
    request: { caller: ci, action: 'kms:Sign', resource: key('production'), owner },
  },
  {
    does: 'takes messages from a queue of another environment',
    request: { caller: dispatcher, action: 'sqs:ReceiveMessage', resource: arn('sqs', 'production', 'inbox'), owner },
  },
  {
    does: 'puts messages into a queue of another environment',
    request: { caller: dispatcher, action: 'sqs:SendMessage', resource: arn('sqs', 'production', 'inbox'), owner },
  },
  {
    does: 'reads an object of another environment',
    request: { caller: developer, action: 's3:GetObject', resource: 'arn:aws:s3:::production-inbox/body', owner },
  },
  {
    does: 'exports a table into a bucket of another environment',
    request: { caller: developer, action: 's3:PutObject', resource: 'arn:aws:s3:::production-inbox/export', owner },
  },
  {
    does: 'reads the inbox of another environment',
    request: { caller: dispatcher, action: 'dynamodb:GetItem', resource: arn('dynamodb', 'production', 'table/inbox'), owner },
  },
  {
    does: 'publishes events on the bus of another environment',
    request: {
      caller: dispatcher, action: 'events:PutEvents', resource: arn('events', 'production', 'event-bus/verifications'), owner,
    },
  },
  {
    does: 'invokes a function of another environment',
    request: {
      caller: developer, action: 'lambda:InvokeFunction', resource: arn('lambda', 'production', 'function:sessions'), owner,
    },
  },
  {
    does: 'calls the API of another environment',
    request: {
      caller: sessions, action: 'execute-api:Invoke', resource: arn('execute-api', 'production', 'abc/live/POST/self'), owner,
    },
  },
  {
    does: 'alarms the topic of another environment',
    request: { caller: developer, action: 'sns:Publish', resource: arn('sns', 'production', 'alarms'), owner },
  },
  {
    does: 'reads the logs of another environment',
    request: {
      caller: developer, action: 'logs:GetLogEvents', resource: arn('logs', 'production', 'log-group:receiver:log-stream:1'),
      owner,
    },
  },
  {
    does: 'sends its logs to a destination of another environment',
    request: {
      caller: developer, action: 'logs:PutSubscriptionFilter', resource: arn('logs', 'production', 'destination:all'), owner,
    },
  },
  {
    does: 'pulls an image of another environment',
    request: { caller: developer, action: 'ecr:BatchGetImage', resource: arn('ecr', 'production', 'repository/backend'), owner },
  },
  {
    does: 'reads a parameter of another environment',
    request: {
      caller: developer, action: 'ssm:GetParameter', resource: arn('ssm', 'production', 'parameter/bulkhead/secrets'), owner,
    },
  },
  {
    does: 'becomes a role of another environment',
    request: { caller: developer, action: 'sts:AssumeRole', resource: roleArnOf('production', 'bulkhead-operator'), owner },
  },
  {
    does: 'becomes the deploy role of another environment',
    request: {
      caller: ci, action: 'sts:AssumeRole',
      resource: roleArnOf('production', 'cdk-production-deploy-role-333333333333-me-central-1'), owner,
    },
  },
  {
    does: 'changes the zone of another environment',
    request: {
      caller: developer, action: 'route53:ChangeResourceRecordSets', resource: 'arn:aws:route53:::hostedzone/Z1', owner,
      region: 'us-east-1',
    },
  },
  {
    does: 'becomes the administrator of the audit account',
    request: {
      caller: developer, action: 'sts:AssumeRole', resource: roleArnOf('audit', 'Administrator'), owner: accounts.audit,
    },
  },
  {
    does: 'becomes the fingerprint role of another environment',
    request: {
      caller: operator, action: 'sts:AssumeRole', resource: roleArnOf('audit', 'bulkhead-fingerprints-production'),
      owner: accounts.audit,
    },
  },
  {
    does: 'writes to a bucket of a stranger',
    request: { caller: developer, action: 's3:PutObject', resource: 'arn:aws:s3:::elsewhere/body', owner: accounts.stranger },
  },
  {
    does: 'changes who may assume its role in the audit account', sid: 'OneLinkOneAction', source: pages.serviceControls,
    request: {
      caller: cloudFormation, action: 'iam:UpdateAssumeRolePolicy',
      resource: roleArnOf('audit', 'bulkhead-fingerprints-staging'), owner: accounts.audit, region: 'us-east-1',
    },
  },
  {
    does: 'tags the session of its role in the audit account', sid: 'OneLinkOneAction', source: pages.serviceControls,
    request: {
      caller: operator, action: 'sts:TagSession', resource: roleArnOf('audit', 'bulkhead-fingerprints-staging'),
      owner: accounts.audit,
    },
  },
]);
