// secrets that only their names betray, in lists, maps, scripts and settings.
import { family, type Entry } from '../../family';
import type { Mutant } from '../../types';
import { add } from '../second-look/planting';

const value = 'Tr0ub4dor3Zebra';

const seen = (what: string, type: string, properties: Record<string, unknown>): Entry => ({ what, names: 'own', plant: add(type, () => properties) });

export const secrets: Mutant[] = family('secrets', 'third look', { expected: ['secrets.plaintext'] }, [
  seen('an option of an application', 'AWS::ElasticBeanstalk::Environment', { OptionSettings: [{ Namespace: 'aws:elasticbeanstalk:application:environment', OptionName: 'DB_PASSWORD', Value: value }] }),
  seen('a tag', 'AWS::SQS::Queue', { Tags: [{ Key: 'api-token', Value: value }] }),
  seen('a parameter of a job', 'AWS::Batch::JobDefinition', { Parameters: { apiToken: value } }),
  seen('attributes of a connection', 'AWS::DMS::Endpoint', { ExtraConnectionAttributes: `sslMode=require;password=${value};` }),
  seen('a header of an origin', 'AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ Id: 'x', OriginCustomHeaders: [{ HeaderName: 'x-origin-secret', HeaderValue: value }] }] } }),
  seen('an argument of a job', 'AWS::Glue::Job', { DefaultArguments: { '--db-password': value } }),
  seen('a script of a first start', 'AWS::EC2::Instance', { UserData: { 'Fn::Base64': { 'Fn::Sub': `#!/bin/sh\nexport DB_PASSWORD=${value}\nrun \${AWS::Region}\n` } } }),
  seen('a variable of an app', 'AWS::Amplify::App', { EnvironmentVariables: [{ Name: 'API_TOKEN', Value: value }] }),
  seen('a variable of a service', 'AWS::AppRunner::Service', { SourceConfiguration: { ImageRepository: { ImageConfiguration: { RuntimeEnvironmentVariables: [{ Name: 'API_TOKEN', Value: value }] } } } }),
  seen('hosted configuration', 'AWS::AppConfig::HostedConfigurationVersion', { Content: `api:\n  token: ${value}\n`, ContentType: 'application/yaml' }),
  seen('a parameter of a connection', 'AWS::Events::Connection', { AuthParameters: { InvocationHttpParameters: { HeaderParameters: [{ Key: 'x-partner', Value: value, IsValueSecret: true }] } } }),
  seen('a parameter of a stack set', 'AWS::CloudFormation::StackSet', { Parameters: [{ ParameterKey: 'ApiToken', ParameterValue: value }] }),
  seen('a parameter group', 'AWS::RDS::DBParameterGroup', { Parameters: { 'pgaudit.password': value } }),
  seen('a command of a container', 'AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'a', Command: ['run', `--api-token=${value}`] }] }),
  seen('a script of a build', 'AWS::CodeBuild::Project', { Source: { BuildSpec: `phases:\n  build:\n    commands:\n      - export NPM_TOKEN="${value}"\n` } }),
  seen('a key of an API', 'AWS::ApiGateway::ApiKey', { Name: 'partner', Value: `${value}${value}` }),
  seen('settings of a stack', 'AWS::MWAA::Environment', { AirflowConfigurationOptions: { 'smtp.smtp_password': value } }),
  seen('JSON in a variable', 'AWS::Lambda::Function', { Environment: { Variables: { SETTINGS: JSON.stringify({ db: { password: value } }) } } }),
  seen('JSON put together in a variable', 'AWS::Lambda::Function', { Environment: { Variables: { SETTINGS: { 'Fn::Join': ['', ['{"region":"', { Ref: 'AWS::Region' }, '","queue":"', { Ref: 'Missing' }, `","password":"${value}"}`]] } } } }),
  seen('a document of commands', 'AWS::SSM::Document', { Content: { mainSteps: [{ inputs: { runCommand: [`mysql --password='${value}' -e x`] } }] } }),
  {
    what: 'the value of a mapping',
    names: 'own',
    plant: ({ lab, own }) => {
      lab.section(own, 'Mappings').Planted = { prod: { DbPassword: value } };
    },
  },
  {
    what: 'the default of a parameter',
    names: 'own',
    plant: ({ lab, own }) => {
      lab.section(own, 'Parameters').DbPassword = { Type: 'String', Default: value };
    },
  },
]);
