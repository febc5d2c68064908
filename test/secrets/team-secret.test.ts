import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { FunctionRole, TeamSecret } from '../../lib/secrets';
import { EnvironmentStack } from '../../lib/environment/environment-stack';
import { executionRoleArn } from '../../lib/environment';
import { stagesOf } from '../fixtures/stages';

const { staging } = stagesOf();
if (!staging) throw new Error('no staging');
const { environment, network, secrets } = staging;
const stack = new EnvironmentStack(staging, 'Team', { environment, description: 'a secret of the team\'s own' });
const reader = new FunctionRole(stack, 'ReaderRole', { purpose: 'uses the secret' });
new TeamSecret(stack, 'Token', {
  description: 'token between two services', network, key: secrets.keys.secretsmanager, reader, writerArns: [executionRoleArn(environment)], rotateEvery: Duration.days(7),
});
const template = Template.fromStack(stack);

test('a secret of the team\'s own is generated in the account, unnamed and kept', () => {
  template.hasResource('AWS::SecretsManager::Secret', {
    DeletionPolicy: 'Retain',
    Properties: { GenerateSecretString: { PasswordLength: 43, ExcludePunctuation: true }, KmsKeyId: Match.anyValue(), Name: Match.absent() },
  });
});

test('is rotated by a function that knows only this secret', () => {
  template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { BULKHEAD_ROTATED_SECRET: { Ref: Match.stringLikeRegexp('^TokenSecret') } } } });
  template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', { RotationRules: { AutomaticallyAfterDays: 7 } });
  const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
  expect(policies).not.toMatch(/secretsmanager:[A-Za-z*]+"[^}]*"Resource":"\*"/);
});

test('whose function Secrets Manager calls for this secret only', () => {
  template.hasResourceProperties('AWS::Lambda::Permission', {
    Principal: 'secretsmanager.amazonaws.com', SourceAccount: '111111111111', SourceArn: { Ref: Match.stringLikeRegexp('^TokenSecret') },
  });
});

test('is read by its reader and its rotation through the endpoint, and written by the rotation and CloudFormation', () => {
  const [policy] = Object.values(template.findResources('AWS::SecretsManager::ResourcePolicy'));
  const statements = policy?.Properties.ResourcePolicy.Statement as { Sid: string; Condition: Record<string, Record<string, unknown[]>> }[];
  expect(statements.map(({ Sid }) => Sid)).toEqual(['OnlyTheReaderReads', 'OnlyThroughTheEndpoint', 'OnlyOperatorAndDeploymentWrite']);
  expect(statements[0]!.Condition['ArnNotEquals']!['aws:PrincipalArn']).toHaveLength(2);
  expect(statements[2]!.Condition['ArnNotEquals']!['aws:PrincipalArn']).toHaveLength(2);
});
