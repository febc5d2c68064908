import { ListSubscriptionsByTopicCommand, type Subscription } from '@aws-sdk/client-sns';
import { deployCommand } from '../words';
import { notYet, ok, wrong, type Check, type Finding, type World } from '../types';

/** Stacks whose topics tell people of alarms. */
const alarming = ['Operations', 'Delivery'];

const subscriptionsOf = async ({ aws }: World, TopicArn: string): Promise<Subscription[]> => {
  const found: Subscription[] = [];
  let token: string | undefined;
  do {
    const page = await aws.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken: token }));
    found.push(...page.Subscriptions ?? []);
    token = page.NextToken;
  } while (token);
  return found;
};

const findingOf = async (world: World, stack: string, topic: string): Promise<Finding> => {
  const { alarms: { email } } = world.environment.config;
  const own = (await subscriptionsOf(world, topic)).filter(({ Endpoint }) => Endpoint === email);
  if (own.some(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'))) return ok(`${stack}: ${email} is confirmed`);
  if (own.some(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation')) {
    return notYet(`${stack}: ${email} has not confirmed`, 'follow the link in the message that AWS sent to it; look among what was taken for spam');
  }
  return wrong(`${stack}: ${email} is not subscribed, and nobody is told`,
    `subscribe it again and confirm: aws sns subscribe --topic-arn ${topic} --protocol email --notification-endpoint ${email} --region ${world.environment.region}`);
};

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const alarmsCheck: Check = {
  id: 'alarms',
  title: 'whoever is told of alarms has confirmed the address',
  asksAws: true,
  run: async world => {
    const { facts, environment } = world;
    const topics = (await Promise.all(alarming.map(async id => {
      const stack = facts.stackName(id);
      const resources = await facts.resources(stack);
      return resources.filter(({ ResourceType }) => ResourceType === 'AWS::SNS::Topic').flatMap(({ PhysicalResourceId }) => (PhysicalResourceId ? [{ stack, topic: PhysicalResourceId }] : []));
    }))).flat();
    if (topics.length === 0) return [notYet('there is no topic of alarms yet', deployCommand(environment))];
    return Promise.all(topics.map(({ stack, topic }) => findingOf(world, stack, topic)));
  },
};
