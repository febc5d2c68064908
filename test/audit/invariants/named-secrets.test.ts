// secrets that only a name betrays, and names that betray nothing.
import { auditOf, clean, lines, res, type Part } from '../support/assembly';

afterAll(clean);

const value = 'Tr0ub4dor3Zebra';
const one = (Type: string, Properties: object): Part => res({ Thing: { Type, Properties } });

test.each<[string, Part]>([
  ['a key and a value', one('AWS::X::Y', { Settings: [{ Key: 'API_TOKEN', Value: value }] })],
  ['a parameter', one('AWS::CloudFormation::StackSet', { Parameters: [{ ParameterKey: 'ApiToken', ParameterValue: value }] })],
  ['an option', one('AWS::ElasticBeanstalk::Environment', { OptionSettings: [{ Namespace: 'x', OptionName: 'DB_PASSWORD', Value: value }] })],
  ['a header', one('AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ OriginCustomHeaders: [{ HeaderName: 'x-origin-secret', HeaderValue: value }] }] } })],
  ['a variable in a list', one('AWS::Amplify::App', { EnvironmentVariables: [{ Name: 'API_TOKEN', Value: value }] })],
  ['a list of values', one('AWS::X::Y', { Parameters: [{ Name: 'apiToken', Values: [value] }] })],
  ['an argument behind its option', one('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'a', Command: ['run', '--api-token', value] }] })],
  ['a value that says itself to be secret', one('AWS::X::Y', { List: [{ Key: 'x', Value: value, Key2: 'secret', IsValueSecret: true }] })],
  ['a tag', one('AWS::SQS::Queue', { Tags: [{ Key: 'api-token', Value: value }] })],
  ['a free property', one('AWS::Batch::JobDefinition', { Parameters: { apiToken: value } })],
  ['a connection string', one('AWS::DMS::Endpoint', { ExtraConnectionAttributes: `sslMode=require;password=${value};` })],
  ['a mapping', { Mappings: { M: { a: { DbPassword: value } } } }],
  ['the default of a parameter', { Parameters: { DbPassword: { Type: 'String', Default: value } } }],
])('%s is found', (_, staging) => {
  expect(lines(auditOf({ staging, production: res({}) }))).toEqual(['VIOLATED secrets.plaintext staging']);
});

test.each<[string, Part]>([
  ['a tag for people', one('AWS::SQS::Queue', { Tags: [{ Key: 'token-owner', Value: 'team-identity-1' }, { Key: 'secret-rotation', Value: 'every 90 days' }] })],
  ['a setting of tokens', one('AWS::Cognito::UserPoolClient', { AccessTokenValidity: 60, TokenValidityUnits: { AccessToken: 'minutes' } })],
  ['a name of a secret', one('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'a', Environment: [{ Name: 'DB_SECRET_NAME', Value: 'orders/database-1' }] }] })],
  ['a reference', one('AWS::CodeBuild::Project', { Environment: { EnvironmentVariables: [{ Name: 'NPM_TOKEN', Type: 'SECRETS_MANAGER', Value: 'build/npm-token' }] } })],
  ['a script that reads one', one('AWS::EC2::Instance', { UserData: { 'Fn::Base64': 'export TOKEN=$(aws secretsmanager get-secret-value --secret-id app1)\nexport DB_PASSWORD="${DB_PASSWORD_1}"\n' } })],
  ['a path of a task\'s token', one('AWS::StepFunctions::StateMachine', { DefinitionString: '{"States":{"A":{"Parameters":{"token.$":"$$.Task.Token","secretId":"x1"}}}}' })],
  ['program text', one('AWS::Lambda::Function', { Code: { ZipFile: 'const token = event.headers["x-token-1"]; const password = await read("orders/database1");' } })],
  ['a flag of an app', one('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'a', Environment: [{ Name: 'FLAGS', Value: '{"tokenRefresh":"every-15m","passwordless":false}' }] }] })],
  ['a build that is given one', one('AWS::CodeBuild::Project', { Source: { BuildSpec: '{"env":{"secrets-manager":{"NPM_TOKEN":"build/npm-token:token"}}}' } })],
  ['the ARN of one', one('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { 'Fn::Sub': 'arn:aws:secretsmanager:eu-central-1:${AWS::AccountId}:secret:build/npm-token1-??????' } }] } })],
  ['instance metadata', one('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required' } } })],
])('%s is nothing', (_, staging) => {
  expect(lines(auditOf({ staging, production: res({}) }))).toEqual([]);
});
