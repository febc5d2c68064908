import { Match, Template } from 'aws-cdk-lib/assertions';
import { stagesOf } from '../fixtures/stages';

const templates = Object.fromEntries(Object.entries(stagesOf()).map(([name, { operations }]) => [name, Template.fromStack(operations)]));

describe.each(Object.entries(templates))('the alarms of %s', (name, template) => {
  test('go to the environment\'s own destination', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: `alarms-${name}@example.com` });
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmTopic') }] });
  });

  test('are published to an encrypted topic by alarms of this account only', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': Match.stringLikeRegexp('^\\d{12}$') } },
        })]),
      },
    });
  });

  test('watch every binding, the functions, the queue and what waits', () => {
    const watched = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) =>
      [Properties.MetricName, ...((Properties.Dimensions ?? []) as { Name: string; Value: unknown }[]).filter(({ Name }) => Name === 'Binding').map(({ Value }) => Value)].join(' '));
    expect(watched).toEqual(expect.arrayContaining([
      'DeliveryAlarm self', 'DeliveryAlarm uae-kyc', 'OldestUndispatched', 'DeadLetter', 'ApproximateNumberOfMessagesVisible', 'Errors', '5XXError',
    ]));
  });

  test('count the refusals of each binding, and what the API answers by itself', () => {
    const formulas = Object.values(template.findResources('AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => (Properties.Metrics ?? []) as { Expression?: string }[])
      .flatMap(({ Expression }) => Expression ?? []);
    expect(formulas.sort()).toEqual(['FILL(all, 0) - FILL(own, 0)', ...Array<string>(2).fill('FILL(refused, 0) + FILL(rotating, 0)')]);
  });

  test('say what happened', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmDescription: Match.stringLikeRegexp('.{30,}') });
  });
});
