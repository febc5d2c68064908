import { auditOf, clean, lines, policy, res, type Part } from '../support/assembly';

afterAll(clean);

const queuePolicy = (statement: object): Part => res({
  Queue: { Type: 'AWS::SQS::Queue' },
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', ...statement }) } },
});
const role = (statement: object): Part => res({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }) } } });
const permission = (properties: object): Part => res({
  Fn: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '0' } } },
  Permission: { Type: 'AWS::Lambda::Permission', Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Fn' }, ...properties } },
});
const identity = (statement: object): Part => res({ Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', ...statement }) } } });
const policyOf = (Type: string, property: string, statement: object, rest: object = {}): Part =>
  res({ Thing: { Type, Properties: { ...rest, [property]: policy({ Effect: 'Allow', Action: '*', Resource: '*', Principal: { AWS: '333333333333' }, ...statement }) } } });

const FOREIGN = 'VIOLATED identities.resource-policy production+staging';
const ANYONE = 'VIOLATED identities.resource-policy staging';
const DEPUTY = 'VIOLATED identities.deputy staging';
const production = res({});

test.each<[string, Part, string[]]>([
  ['a queue for a foreign account', queuePolicy({ Principal: { AWS: '333333333333' } }), [FOREIGN]],
  ['a queue for a foreign role', queuePolicy({ Principal: { AWS: ['arn:aws:iam::333333333333:role/x'] } }), [FOREIGN]],
  ['a queue for an assumed foreign role', queuePolicy({ Principal: { AWS: 'arn:aws:sts::333333333333:assumed-role/x/y' } }), [FOREIGN]],
  ['a queue for a foreign account that is joined', queuePolicy({ Principal: { AWS: { 'Fn::Join': [':', ['arn', 'aws', 'iam', '', '333333333333', 'root']] } } }), [FOREIGN]],
  ['a queue for a foreign account in one branch', queuePolicy({ Principal: { AWS: { 'Fn::If': ['C', { Ref: 'AWS::AccountId' }, '333333333333'] } } }), [FOREIGN]],
  ['a queue for a foreign account in one statement of two', queuePolicy({ Principal: { 'Fn::If': ['C', { AWS: '111111111111' }, { AWS: '333333333333' }] } }), [FOREIGN]],
  ['a queue for everybody', queuePolicy({ Principal: '*' }), [ANYONE]],
  ['a queue for everybody with AWS credentials', queuePolicy({ Principal: { AWS: '*' } }), [ANYONE]],
  ['a queue for everybody but one', queuePolicy({ NotPrincipal: { AWS: '111111111111' } }), [ANYONE]],
  ['a queue for everybody of the organization', queuePolicy({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } } }), [ANYONE]],
  ['a queue for its own account', queuePolicy({ Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } } }), []],
  ['a queue for everybody of its own account', queuePolicy({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } } }), []],
  ['a queue for everybody of a foreign account', queuePolicy({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': '333333333333' } } }), [FOREIGN]],
  ['a queue for everybody of two accounts', queuePolicy({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': ['111111111111', '333333333333'] } } }), [FOREIGN]],
  ['a queue for everybody, if the condition\'s key is there', queuePolicy({ Principal: '*', Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': '111111111111' } } }), [ANYONE]],
  ['a queue for everybody, for all values', queuePolicy({ Principal: '*', Condition: { 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': '111111111111' } } }), [ANYONE]],
  ['a queue for a service', queuePolicy({ Principal: { Service: 'events.amazonaws.com' } }), [DEPUTY]],
  ['a queue for a service on behalf of a foreign account', queuePolicy({ Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '333333333333' } } }), [FOREIGN]],
  ['a queue for a service and its own rule', queuePolicy({ Principal: { Service: 'events.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Queue', 'Arn'] } } } }), []],
  ['a queue for a principal that is given at deployment', queuePolicy({ Principal: { AWS: { Ref: 'Given' } } }), ['UNKNOWN identities.resource-policy staging']],
  ['a queue for its own role', queuePolicy({ Principal: { AWS: { 'Fn::GetAtt': ['Marker', 'Arn'] } } }), []],
  ['a queue for an account of nobody', queuePolicy({ Principal: { AWS: '765432109876' } }), [ANYONE]],
  ['a function for a foreign account', permission({ Principal: '333333333333' }), [FOREIGN]],
  ['a function for everybody', permission({ Principal: '*' }), [ANYONE]],
  ['a function for a service', permission({ Principal: 's3.amazonaws.com' }), [DEPUTY]],
  ['a function for a service and its own account', permission({ Principal: 's3.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' } }), []],
  ['a function for a service and whatever rule', permission({ Principal: 'events.amazonaws.com', SourceArn: 'arn:aws:events:*:*:rule/*' }), [DEPUTY]],
  ['a function for a service and a foreign rule', permission({ Principal: 'events.amazonaws.com', SourceArn: 'arn:aws:events:eu-central-1:333333333333:rule/x' }), [FOREIGN]],
  ['a function for a bucket that anybody could own', permission({ Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::some-bucket' }), [DEPUTY]],
  ['a key', policyOf('AWS::KMS::Key', 'KeyPolicy', {}), [FOREIGN]],
  ['a bucket', policyOf('AWS::S3::BucketPolicy', 'PolicyDocument', {}), [FOREIGN]],
  ['a topic', policyOf('AWS::SNS::TopicPolicy', 'PolicyDocument', {}), [FOREIGN]],
  ['a repository', policyOf('AWS::ECR::Repository', 'RepositoryPolicyText', {}), [FOREIGN]],
  ['an API', policyOf('AWS::ApiGateway::RestApi', 'Policy', {}), [FOREIGN]],
  ['an API for everybody, which brings no credentials', policyOf('AWS::ApiGateway::RestApi', 'Policy', { Principal: '*' }), []],
  ['a table', policyOf('AWS::DynamoDB::Table', 'ResourcePolicy', {}), [FOREIGN]],
  ['a file system', policyOf('AWS::EFS::FileSystem', 'FileSystemPolicy', {}), [FOREIGN]],
  ['an endpoint', policyOf('AWS::EC2::VPCEndpoint', 'PolicyDocument', {}), [FOREIGN]],
  ['a backup vault', policyOf('AWS::Backup::BackupVault', 'AccessPolicy', {}), [FOREIGN]],
  ['a type that is not known', policyOf('AWS::New::Thing', 'Whatever', {}), [FOREIGN]],
  ['a log group, whose policy is a text', res({ P: { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyName: 'x', PolicyDocument: JSON.stringify(policy({ Effect: 'Allow', Principal: { AWS: '333333333333' }, Action: 'logs:*', Resource: '*' })) } } }), [FOREIGN]],
  ['a log group, whose policy is a text with a function', res({
    P: { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyDocument: { 'Fn::Sub': '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:${AWS::Partition}:iam::333333333333:root"},"Action":"*","Resource":"${Marker.Arn}"}]}' } } },
  }), [FOREIGN]],
  ['a log group, whose policy is not known', res({ P: { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyDocument: { Ref: 'Given' } } } }), ['UNKNOWN identities.resource-policy staging']],
  ['a bus', res({ P: { Type: 'AWS::Events::EventBusPolicy', Properties: { StatementId: 'x', Statement: { Effect: 'Allow', Principal: { AWS: '333333333333' }, Action: 'events:PutEvents', Resource: '*' } } } }), [FOREIGN]],
  ['a bus, by its old form', res({ P: { Type: 'AWS::Events::EventBusPolicy', Properties: { StatementId: 'x', Action: 'events:PutEvents', Principal: '333333333333' } } }), [FOREIGN]],
  ['a bucket with a public access list', res({ B: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } } }), [ANYONE]],
  ['a layer', res({ P: { Type: 'AWS::Lambda::LayerVersionPermission', Properties: { LayerVersionArn: { Ref: 'Marker' }, Action: 'lambda:GetLayerVersion', Principal: '333333333333' } } }), [FOREIGN]],
  ['a role for a foreign account', role({ Principal: { AWS: '333333333333' } }), ['VIOLATED identities.trust production+staging']],
  ['a role for everybody', role({ Principal: { AWS: '*' } }), ['VIOLATED identities.trust staging']],
  ['a role for everybody with an external id', role({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }), ['VIOLATED identities.trust staging']],
  ['a role for a service', role({ Principal: { Service: 'lambda.amazonaws.com' } }), []],
  ['a role for its own account', role({ Principal: { AWS: '111111111111' } }), []],
  ['an identity that names a foreign table', identity({ Resource: 'arn:aws:dynamodb:eu-central-1:333333333333:table/x' }), ['VIOLATED identities.reach production+staging']],
  ['an identity that assumes a foreign role', identity({ Action: 'sts:AssumeRole', Resource: ['arn:aws:iam::333333333333:role/x'] }), ['VIOLATED identities.reach production+staging']],
  ['an identity that may do everything', identity({ Action: '*', Resource: '*' }), []],
  ['an identity whose resource is given at deployment', identity({ Resource: { Ref: 'Given' } }), ['UNKNOWN identities.reach staging']],
  ['a function that runs as a foreign role', res({ Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::333333333333:role/x' } } }), ['VIOLATED identities.role production+staging']],
  ['a foreign boundary', res({ R: { Type: 'AWS::IAM::User', Properties: { PermissionsBoundary: 'arn:aws:iam::333333333333:policy/x' } } }), ['VIOLATED identities.role production+staging']],
  ['a private link for a foreign account', res({ P: { Type: 'AWS::EC2::VPCEndpointServicePermissions', Properties: { ServiceId: { Ref: 'Marker' }, AllowedPrincipals: ['arn:aws:iam::333333333333:root'] } } }), [FOREIGN]],
])('%s', (_, staging, expected) => {
  const parameters = { Parameters: { Given: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': ['a', 'b'] } } };
  expect(lines(auditOf({ staging: { ...parameters, ...staging }, production }))).toEqual(expected);
});

test('roles of a third account are followed from one environment to another', () => {
  const trusting = (account: string) => role({ Principal: { AWS: account } });
  const result = auditOf({ staging: res({}), preproduction: trusting('111111111111'), production: trusting('222222222222') });
  expect(lines(result)).toEqual([
    'VIOLATED identities.chain production+staging', 'VIOLATED identities.trust preproduction+production', 'VIOLATED identities.trust preproduction+staging',
  ]);
  expect(result.access.find(({ from, to }) => from === 'staging' && to === 'production')).toMatchObject({ allowed: true });
  expect(result.access.find(({ from, to }) => from === 'production' && to === 'staging')).toMatchObject({ allowed: false });
});

test('what lets in anybody makes every pair of the environment violated, and no other', () => {
  const { cells } = auditOf({ staging: queuePolicy({ Principal: '*' }), preproduction: res({}), production });
  expect(cells.filter(({ verdict }) => verdict === 'VIOLATED').map(({ environments }) => environments.join('+'))).toEqual(['staging', 'preproduction+staging', 'production+staging']);
});
