import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventField, type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { ArnPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { keyAdministration } from '../../secrets/service-key';

export interface PolicyAlarmProps {
  /**
   * Who is told; AWS asks the address to confirm once.
   * @default - nobody yet: the topic has no subscriber
   */
  readonly email?: string;
}

/** Calls after which an environment may be bound by less than before, or its record may end. */
const watched = [
  'AttachPolicy', 'CreatePolicy', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'UpdatePolicy',
  'CloseAccount', 'DeleteOrganization', 'LeaveOrganization', 'MoveAccount', 'RemoveAccountFromOrganization',
  'DeregisterDelegatedAdministrator', 'DisableAWSServiceAccess', 'EnableAWSServiceAccess', 'RegisterDelegatedAdministrator',
  'DeleteTrail', 'PutEventSelectors', 'StopLogging', 'UpdateTrail',
  // switching this alarm off sets it off.
  'DeleteRule', 'DisableRule', 'PutRule', 'RemoveTargets',
];

export const watchedCalls: EventPattern = {
  source: ['aws.cloudtrail', 'aws.events', 'aws.organizations'],
  detailType: ['AWS API Call via CloudTrail'],
  detail: { eventName: watched },
};

/**
 * Tells people of every change of the organization's policies, members and record, within a minute or so.
 *
 * It stands in the management account, for nowhere else these calls are reported. A deploy of the organization sets it off as
 * well: then the message is its receipt.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_monitoring.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class PolicyAlarm extends Construct {
  constructor(scope: Construct, id: string, { email }: PolicyAlarmProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const events = new ServicePrincipal('events.amazonaws.com');
    const key = new Key(this, 'Key', {
      description: 'encrypts the messages about changes of the organization',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'AdministrationWithoutUse', principals: [new ArnPrincipal(`arn:aws:iam::${account}:root`)], actions: [...keyAdministration], resources: ['*'],
          }),
          new PolicyStatement({
            sid: 'EventRulesOfThisAccount',
            principals: [events],
            actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            resources: ['*'],
            conditions: { StringEquals: { 'aws:SourceAccount': account } },
          }),
        ],
      }),
    });
    const topic = new Topic(this, 'Topic', { displayName: 'Bulkhead organization', masterKey: key, enforceSSL: true });
    const field = (path: string) => EventField.fromPath(path);
    const message = RuleTargetInput.fromText(
      `the organization: ${field('$.detail.eventName')} by ${field('$.detail.userIdentity.arn')} at ${field('$.time')}; see docs/runbooks/organization-change.md`,
    );
    const rule = new Rule(this, 'Rule', {
      description: 'changes of the organization\'s policies, members and record',
      eventPattern: watchedCalls,
      // CDK's own target would let every rule of every account in.
      targets: [{ bind: () => ({ arn: topic.topicArn, input: message }) }],
    });
    topic.addToResourcePolicy(new PolicyStatement({
      sid: 'TheRuleOfThisAlarm',
      principals: [events],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn }, StringEquals: { 'aws:SourceAccount': account } },
    }));
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
  }
}
