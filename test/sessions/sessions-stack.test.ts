import { Match, Template } from 'aws-cdk-lib/assertions';
import { stagesOf } from '../fixtures/stages';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

const stages = Object.entries(stagesOf());
const actionsOf = ({ Action }: Statement): string[] => [Action].flat();

describe.each(stages)('sessions of %s', (name, stage) => {
  const template = Template.fromStack(stage.sessions);
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));

  test('are created by functions in the egress subnets, behind the group that reaches the providers alone', () => {
    const network = stage.network;
    expect(functions).toHaveLength(2);
    for (const [, { Properties: { VpcConfig } }] of functions) {
      expect(VpcConfig.SubnetIds).toEqual(network.egressSubnets.map(({ subnetId }) => stage.sessions.resolve(subnetId) as unknown));
      expect(VpcConfig.SecurityGroupIds).toEqual([stage.sessions.resolve(network.providerSecurityGroup.securityGroupId)]);
    }
  });

  test('are created by the one role that reads the API keys, and the functions know ARNs and names only', () => {
    const role = stage.sessions.resolve(stage.secrets.sessionsRole.roleArn) as unknown;
    for (const [, { Properties }] of functions) {
      expect(Properties.Role).toEqual(role);
      expect(JSON.stringify(Properties.Environment)).not.toMatch(/sk_|resolve:/);
    }
    // where the key is, is public; reading it is granted in the stack of the secrets, to this role.
    expect(statements.flatMap(actionsOf).filter(action => action.startsWith('secretsmanager:'))).toEqual([]);
  });

  test('can be made by whoever may invoke the function, and nobody is let in by a policy of its own', () => {
    expect(stage.sessions.resolve(stage.sessions.invokeStatements().map(statement => statement.toStatementJson() as unknown))).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^CreateFunction/), 'Arn'] } },
    ]);
    for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Permission'))) {
      expect(Properties).toMatchObject({ Principal: 'events.amazonaws.com', SourceArn: expect.anything() });
    }
    template.resourceCountIs('AWS::Lambda::Url', 0);
  });

  test('become events through the reconciler alone, though both functions wear one role', () => {
    const inbox = statements.filter(statement => actionsOf(statement).some(action => action.startsWith('s3:'))
      || (actionsOf(statement).some(action => action.startsWith('dynamodb:')) && JSON.stringify(statement.Resource).includes('Inbox')));
    expect(inbox.length).toBeGreaterThan(2);
    for (const { Condition } of inbox) {
      expect(Condition).toMatchObject({ ArnEquals: { 'lambda:SourceFunctionArn': { 'Fn::GetAtt': [expect.stringMatching(/^ReconcileFunction/), 'Arn'] } } });
    }
  });

  test('are remembered in an encrypted table that outlives its stack', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' }, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: stage.environment.config.credentials === 'live', TimeToLiveSpecification: { AttributeName: 'expiresOn', Enabled: true },
      },
    });
  });

  test('know their own flows and domain only', () => {
    const settings = Object.values(template.findResources('AWS::SSM::Parameter')).map(({ Properties }) => Properties)
      .filter(({ Name }) => (Name as string | undefined)?.startsWith('/bulkhead/sessions/bindings/'));
    expect(settings.map(({ Name }) => Name as string).sort()).toEqual(['/bulkhead/sessions/bindings/self', '/bulkhead/sessions/bindings/uae-kyc']);
    const text = JSON.stringify(settings);
    expect(text).toContain(`api.self-${name}.example.net`);
    expect(text).toContain(`flow-${name}`);
    for (const [other] of stages.filter(([one]) => one !== name)) expect(text).not.toMatch(new RegExp(`\\b(?:flow|journey|api\\.(?:self|uae))-${other}\\b`));
  });

  test('that never ended are looked for every five minutes', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(5 minutes)', Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReconcileFunction'), 'Arn'] } })],
    });
  });
});
