import { Match, Template } from 'aws-cdk-lib/assertions';
import { creditMetrics } from '../../lambda/credits/contract';
import { sessionMetrics } from '../../lambda/sessions/contract';
import { creditAlarms } from '../../lib/operations/credit-alarms';
import type { CreditMetering } from '../../lib/operations/credit-metering';
import { creditsSettings } from '../../lib/operations/credit-settings';
import type { EnvironmentConfig, FlowConfiguration } from '../../lib/environment';
import { stagesOf } from '../fixtures/stages';

const stages = stagesOf();
const templateOf = (name: string) => Template.fromStack(stages[name]!.operations);
const alarmsOf = (name: string) => Object.values(templateOf(name).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties as Record<string, unknown>);
const metricsOf = (name: string) => alarmsOf(name).flatMap(({ MetricName }) => (MetricName as string | undefined) ?? []);

test('where credits are consumed, the balance, the rate, refusals and differences alarm', () => {
  expect(metricsOf('production')).toEqual(expect.arrayContaining([
    creditMetrics.remaining, creditMetrics.today, creditMetrics.difference, sessionMetrics.noCredits,
  ]));
  expect(metricsOf('production')).not.toContain(sessionMetrics.charge);
  expect(alarmsOf('production')).toContainEqual(expect.objectContaining({
    MetricName: creditMetrics.remaining, ComparisonOperator: 'LessThanOrEqualToThreshold', Threshold: 2_000, Statistic: 'Minimum',
  }));
  expect(alarmsOf('production')).toContainEqual(expect.objectContaining({ MetricName: creditMetrics.today, Threshold: 1_000 }));
});

describe('a told balance', () => {
  const specs = (change: (config: EnvironmentConfig) => EnvironmentConfig['billing'], bindings = {}) => {
    const { config } = stages['production']!.environment;
    const metering = { function: { metricErrors: () => undefined }, deadLetters: { metricApproximateNumberOfMessagesVisible: () => undefined } } as unknown as CreditMetering;
    return creditAlarms({ ...config, billing: change(config), providers: { ...config.providers, ...bindings } }, metering, ['self']).map(({ id, threshold }) => `${id} ${threshold}`);
  };
  const costs = { passport: 25, liveness: 10 };

  test('that differs by a twentieth of the allotment alarms', () => {
    expect(alarmsOf('production')).toContainEqual(expect.objectContaining({
      MetricName: creditMetrics.balanceDifference, ComparisonOperator: 'GreaterThanOrEqualToThreshold', Threshold: 500, Statistic: 'Maximum',
    }));
  });

  test('is compared binding by binding where the allotment is', () => {
    expect(specs(() => ({ kind: 'credits', costs, allotment: { self: 1_000 } }))).toEqual(expect.arrayContaining([
      'CreditsRemainingSelf 200', 'CreditsBurnSelf 100', 'CreditBalanceDifferenceSelf 50',
    ]));
    expect(specs(() => ({ kind: 'credits', costs })).join()).not.toMatch(/Remaining|Burn|Balance/);
  });

  test('has no alarm where a provider tells none, or where two tell the same', () => {
    const { providers } = stages['production']!.environment.config;
    const shared = (bindings: object) => specs(({ billing }) => billing, bindings).join();
    expect(shared({})).toMatch('CreditBalanceDifference');
    expect(shared({ 'uae-kyc': { ...providers['uae-kyc'], charged: ['liveness'] } })).not.toMatch('CreditBalanceDifference');
    expect(shared({ 'self-again': providers['self'] })).not.toMatch('CreditBalanceDifference');
    expect(shared({ 'self-elsewhere': { ...providers['self'], organizationId: 'another' } })).toMatch('CreditBalanceDifference');
  });
});

test.each(['staging', 'pre-production'])('in %s the alarm is the reverse: any charge at all', name => {
  expect(metricsOf(name).filter(metric => metric === sessionMetrics.charge)).toHaveLength(2);
  for (const metric of [creditMetrics.remaining, creditMetrics.today, creditMetrics.difference, creditMetrics.balanceDifference]) expect(metricsOf(name)).not.toContain(metric);
});

test('what is counted is what the configuration says is charged', () => {
  const configuration = (product: string): FlowConfiguration => ({ version: 1, name: 'adults', product, ruleSet: {}, documents: [], settings: {} });
  const settings = (name: string) => creditsSettings({
    ...stages[name]!.environment,
    flows: { self: [{ id: 'flow_1', configuration: configuration('liveness') }, { id: 'flow_2', configuration: configuration('iris') }, { id: 'flow_3' }] },
  });
  expect(settings('staging')).toEqual({ version: 1, bindings: {} });
  expect(settings('production')).toEqual({
    version: 1, bindings: { self: { provider: 'self', costs: { passport: 25, liveness: 10 }, flows: { flow_1: 'liveness' } } }, allotment: 10_000,
  });
});

test.each(Object.keys(stages))('the function that counts in %s reads how verifications ended, and no body', name => {
  const [, policy] = Object.entries(templateOf(name).findResources('AWS::IAM::Policy')).find(([id]) => id.startsWith('CreditsFunctionPolicy'))!;
  const statements = policy.Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown; Condition?: object }[];
  const ofInbox = statements.filter(({ Resource }) => JSON.stringify(Resource).match(/InboxTable[0-9A-F]+Arn/));
  expect(ofInbox).toEqual([expect.objectContaining({
    Action: 'dynamodb:GetItem',
    Condition: {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['verification', 'event', 'type', 'status', 'occurredAt', 'flow', 'expiresAt', 'erasedAt'] },
      'Null': { 'dynamodb:Attributes': 'false' },
      'StringEqualsIfExists': { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    },
  })]);
  expect(JSON.stringify(statements)).not.toContain('s3:');
});

test('the dashboard shows sessions, and credits where they are consumed', () => {
  for (const name of Object.keys(stages)) {
    templateOf(name).hasResourceProperties('AWS::CloudWatch::Dashboard', {
      DashboardBody: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(name === 'production' ? creditMetrics.remaining : sessionMetrics.charge)])] },
    });
  }
});
