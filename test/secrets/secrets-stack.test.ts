import { Match, Template } from 'aws-cdk-lib/assertions';
import { fleet, flows } from '../fixtures/fleet';
import { stagesOf } from '../fixtures/stages';
import { pending } from '../../lib/environment';

const templates = Object.fromEntries(Object.entries(stagesOf()).map(([name, { secrets }]) => [name, Template.fromStack(secrets)]));

describe.each(Object.entries(templates))('the secrets of %s', (name, template) => {
  const secrets = Object.entries(template.findResources('AWS::SecretsManager::Secret'));

  test('are three for each provider binding: API key, signing secret, dashboard credentials', () => {
    expect(secrets.map(([, { Properties }]) => Properties.Description).sort()).toEqual([
      'API key', 'dashboard credentials', 'webhook signing secret',
    ].flatMap(what => ['self', 'uae-kyc'].map(binding => `${what} of ${binding} in ${name}`)).sort());
  });

  test('have neither name nor value, the environment\'s key, and outlive their stack', () => {
    for (const [, resource] of secrets) {
      expect(Object.keys(resource.Properties).sort()).toEqual(['Description', 'KmsKeyId', 'Tags']);
      expect(resource).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^SecretsKey/), 'Arn'] } },
      });
    }
  });

  test('are each guarded by a policy that is not public and denies reading in statements of their own', () => {
    const policies = Object.values(template.findResources('AWS::SecretsManager::ResourcePolicy'));
    expect(policies.map(({ Properties }) => Properties.SecretId.Ref).sort()).toEqual(secrets.map(([id]) => id).sort());
    for (const { Properties: { BlockPublicPolicy, ResourcePolicy, SecretId } } of policies) {
      expect(BlockPublicPolicy).toBe(true);
      const reading = ResourcePolicy.Statement.filter(({ Action }: { Action: unknown }) => Action === 'secretsmanager:GetSecretValue');
      expect(reading.map(({ Effect, Condition }: { Effect: string; Condition: object }) => [Effect, Object.keys(Condition)])).toEqual([
        ['Deny', ['ArnNotEquals']],
        ...SecretId.Ref.includes('Dashboard') ? [] : [['Deny', ['StringNotEquals']], ['Deny', ['ArnEquals', 'StringNotEquals']]],
      ]);
    }
  });

  test('are written by the operator and CloudFormation only', () => {
    template.allResourcesProperties('AWS::SecretsManager::ResourcePolicy', {
      ResourcePolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Effect: 'Deny',
          Action: Match.arrayWith(['secretsmanager:DeleteSecret', 'secretsmanager:PutResourcePolicy', 'secretsmanager:PutSecretValue']),
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^OperatorRole'), 'Arn'] }, Match.stringLikeRegexp('cfn-exec-role')] } },
        })]),
      },
    });
  });

  test('are read by one role each, and each role reads one kind', () => {
    const readers = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement
      .filter(({ Effect, Action }: { Effect: string; Action: unknown }) => Effect === 'Allow' && JSON.stringify(Action).includes('GetSecretValue'))
      .flatMap(({ Resource }: { Resource: { Ref: string } | { Ref: string }[] }) => [Resource].flat()
        .map(({ Ref }) => `${Properties.Roles[0].Ref.replace(/Role\w*$/, '')} reads ${/ApiKey|SigningSecret|Dashboard/.exec(Ref)?.[0]}`)));
    expect([...new Set(readers)].sort()).toEqual([
      'Operator reads Dashboard', 'Receiver reads SigningSecret', 'SecretProbe reads ApiKey', 'SecretProbe reads SigningSecret', 'Sessions reads ApiKey',
    ]);
    expect(readers).toHaveLength(10);
  });

  test('are read by the probe only where they are staged', () => {
    const [probe] = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { PolicyName: Match.stringLikeRegexp('^SecretProbeRole') } }));
    const reads = probe?.Properties.PolicyDocument.Statement.filter(({ Action }: { Action: unknown }) => Action === 'secretsmanager:GetSecretValue');
    expect(reads.length).toBeGreaterThan(0);
    for (const { Condition } of reads) expect(Condition).toEqual({ StringEquals: { 'secretsmanager:VersionStage': 'AWSPENDING' } });
    for (const { Properties } of Object.values(template.findResources('AWS::SecretsManager::ResourcePolicy'))) {
      const denials = Properties.ResourcePolicy.Statement.filter(({ Sid }: { Sid: string }) => Sid === 'ProbeReadsWhatIsStaged');
      if (Properties.SecretId.Ref.includes('Dashboard')) expect(denials).toEqual([]);
      else expect(denials).toEqual([expect.objectContaining({ Condition: expect.objectContaining({ StringNotEquals: { 'secretsmanager:VersionStage': 'AWSPENDING' } }) })]);
    }
  });

  test('are operated by a role of a fixed name, which reads no value that a function uses', () => {
    template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'bulkhead-operator', MaxSessionDuration: 3600 });
    const policies = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { PolicyName: Match.stringLikeRegexp('^OperatorRole') } }));
    const actions = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement).flatMap(({ Action }: { Action: string | string[] }) => [Action].flat());
    expect([...new Set(actions)].sort()).toEqual([
      'cloudwatch:GetMetricData', 'kms:Decrypt', 'kms:GenerateDataKey', 'lambda:InvokeFunction', 'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue', 'secretsmanager:ListSecretVersionIds', 'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecretVersionStage', 'ssm:GetParameter',
    ]);
  });

  test('are published by ARN, and the settings of a binding with its own flows only', () => {
    const parameters = Object.values(template.findResources('AWS::SSM::Parameter')).map(({ Properties }) => Properties.Name).filter(Boolean);
    expect(parameters.sort()).toEqual(['self', 'uae-kyc'].flatMap(binding => [
      `/bulkhead/secrets/${binding}/api-key`, `/bulkhead/secrets/${binding}/dashboard`, `/bulkhead/secrets/${binding}/signing-secret`,
      `/bulkhead/webhook/bindings/${binding}`,
    ]).concat('/bulkhead/operator/probe').sort());
    const settings = JSON.stringify(template.findResources('AWS::SSM::Parameter', { Properties: { Name: '/bulkhead/webhook/bindings/self' } }));
    expect(settings).toContain(`flow-${name}`);
  });
});

test('the dashboard credentials are for a person, whose session ends within the hour', () => {
  for (const template of Object.values(templates)) {
    template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{ Principal: { AWS: Match.anyValue() } }] }, MaxSessionDuration: 3600 });
  }
});

test('flows that onboarding still owes publish as null, so that the receiver decides nothing', () => {
  const { staging } = stagesOf(fleet, { ...flows, staging: { ...flows['staging'], self: [{ id: pending('the dashboard') }] } });
  if (!staging) throw new Error('no staging');
  const settings = Template.fromStack(staging.secrets).findResources('AWS::SSM::Parameter', { Properties: { Name: '/bulkhead/webhook/bindings/self' } });
  expect(JSON.stringify(settings)).toContain('\\"flowIds\\":null');
});
