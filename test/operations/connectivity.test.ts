import { Match, Template } from 'aws-cdk-lib/assertions';
import { connectivityFunctionName, type endpointServices, scheduledRequest, type ConnectivitySettings } from '../../lambda/connectivity/contract';
import { readSettings } from '../../lambda/connectivity/settings';
import { pending, type EnvironmentContext } from '../../lib/environment';
import { reachedBindings } from '../../lib/operations/connectivity-settings';
import { stagesOf } from '../fixtures/stages';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const stages = stagesOf();

const statementsOf = (template: Template, id: RegExp): Statement[] =>
  Object.entries(template.findResources('AWS::IAM::Policy')).filter(([name]) => id.test(name))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[]);

describe.each(Object.entries(stages))('the look at the ways of %s', (name, stage) => {
  const template = Template.fromStack(stage.operations);
  const [, { Properties: examiner }] = Object.entries(template.findResources('AWS::Lambda::Function')).find(([id]) => id.startsWith('Connectivity'))!;

  test('is taken from where the providers are called, behind their group and no other', () => {
    expect(examiner.FunctionName).toBe(connectivityFunctionName);
    expect(examiner.VpcConfig).toEqual({
      SubnetIds: stage.network.egressSubnets.map(({ subnetId }) => stage.operations.resolve(subnetId) as unknown),
      SecurityGroupIds: [stage.operations.resolve(stage.network.providerSecurityGroup.securityGroupId)],
    });
  });

  test('asks every service for one thing, through its own endpoint alone', () => {
    const calls = statementsOf(template, /^ConnectivityFunctionPolicy/).filter(({ Action }) => !JSON.stringify(Action).includes('logs:'));
    expect(calls.map(({ Action }) => Action).sort()).toEqual([
      'dynamodb:DescribeTable', 'events:DescribeEventBus', 's3:GetBucketLocation', 'secretsmanager:DescribeSecret', 'ssm:GetParameter',
    ]);
    for (const { Action, Resource, Condition } of calls) {
      const [service = ''] = String(Action).split(':');
      expect(Condition).toEqual({ StringEquals: { 'aws:SourceVpce': stage.operations.resolve(stage.network.endpointIds[service as keyof typeof endpointServices]) as unknown } });
      expect(Resource).not.toBe('*');
    }
    expect(new Set(Object.values(stage.network.endpointIds)).size).toBe(5);
  });

  test('reads no secret and has no key, whoever it may call', () => {
    const allowed = statementsOf(template, /^Connectivity(?:Function|Role)/).filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
    expect(allowed.filter(action => /GetSecretValue|^(?:kms|sts|lambda):/.test(action))).toEqual([]);
    expect(allowed.filter(action => /:(?:Put|Update|Delete|Create)/.test(action)).sort()).toEqual([
      'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'logs:CreateLogStream', 'logs:PutLogEvents',
    ]);
    expect(JSON.stringify(examiner.Environment)).not.toMatch(/sk_|whsec_|resolve:/);
  });

  test('is told of its own environment alone', () => {
    const filled = stage.operations.resolve(examiner.Environment.Variables.BULKHEAD_CONNECTIVITY_SETTINGS) as { 'Fn::Join': [string, unknown[]] };
    const settings: ConnectivitySettings = readSettings(filled['Fn::Join'][1].map(part => (typeof part === 'string' ? part : 'x')).join(''));
    expect(settings.bindings.map(({ binding, apiDomain }) => `${binding} ${apiDomain}`)).toEqual([`self api.self-${name}.example.net`, `uae-kyc api.uae-${name}.example.net`]);
  });

  test('is taken every quarter of an hour, of the canary alone, and once', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(15 minutes)',
      Targets: [Match.objectLike({ Input: JSON.stringify(scheduledRequest), RetryPolicy: { MaximumRetryAttempts: 0 } })],
    });
  });

  test('may be asked for by the operator, and by the integration for evidence', () => {
    const [operator, integration] = [statementsOf(template, /^ConnectivityOperatorPolicy/), statementsOf(Template.fromStack(stage.delivery), /^CiRole/)];
    for (const statements of [operator, integration]) {
      expect(statements).toContainEqual(expect.objectContaining({ Action: ['ec2:DescribeNatGateways', 'ec2:DescribeRouteTables'], Resource: '*' }));
    }
    expect(operator).toContainEqual(expect.objectContaining({ Action: ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ConnectivityFunction/), 'Arn'] } }));
    expect(JSON.stringify(integration)).toMatch(new RegExp(`:function:${connectivityFunctionName}"`));
  });

  test('alarms on a border that is open at once, on a closed route after two runs, and on silence', () => {
    const alarm = (properties: object) => template.hasResourceProperties('AWS::CloudWatch::Alarm', properties);
    alarm({ MetricName: 'RouteCrossed', Statistic: 'Maximum', Period: 300, Threshold: 1, TreatMissingData: 'notBreaching' });
    alarm({ MetricName: 'RouteFailed', Statistic: 'Minimum', Period: 1800, Threshold: 1, TreatMissingData: 'notBreaching' });
    alarm({ MetricName: 'RouteUnknown', Statistic: 'Minimum', Period: 3600, Threshold: 1, TreatMissingData: 'notBreaching' });
    alarm({ MetricName: 'RouteRun', Statistic: 'Sum', Period: 3600, Threshold: 0, ComparisonOperator: 'LessThanOrEqualToThreshold', TreatMissingData: 'breaching' });
  });
});

test('what onboarding owes is left open, and what nobody calls is left out', () => {
  const { environment } = stages['staging']!;
  const [self, uae] = ['self', 'uae-kyc'].map(name => environment.config.providers[name]!) as [NonNullable<typeof environment.config.providers[string]>, NonNullable<typeof environment.config.providers[string]>];
  const changed: EnvironmentContext = { ...environment, config: { ...environment.config, providers: {
    'self': { ...self, apiDomain: pending('onboarding') },
    'uae-kyc': { ...uae, apiAddresses: ['203.0.113.1/32', pending('onboarding')] },
    'hooks': { ...self, provider: 'standard-webhooks' },
  } } };
  expect(reachedBindings(changed)).toEqual([
    { binding: 'self', provider: 'self', apiDomain: null, addresses: ['203.0.113.10/32'] },
    { binding: 'uae-kyc', provider: 'uae-kyc', apiDomain: 'api.uae-staging.example.net', addresses: null },
  ]);
});
