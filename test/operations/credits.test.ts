import { Match, Template } from 'aws-cdk-lib/assertions';
import { creditMetrics } from '../../lambda/credits/contract';
import { sessionMetrics } from '../../lambda/sessions/contract';
import { creditsSettings } from '../../lib/operations/credit-settings';
import type { FlowConfiguration } from '../../lib/environment';
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

test.each(['staging', 'pre-production'])('in %s the alarm is the reverse: any charge at all', name => {
  expect(metricsOf(name).filter(metric => metric === sessionMetrics.charge)).toHaveLength(2);
  for (const metric of [creditMetrics.remaining, creditMetrics.today, creditMetrics.difference]) expect(metricsOf(name)).not.toContain(metric);
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
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['verification', 'event', 'type', 'status', 'occurredAt', 'flow', 'expiresAt'] },
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
