import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { gather, json, once, pages, policy } from './gather';
import { asText, keyId } from './spelling';
import { isObject, type Json } from '../../audit/assembly/shape';
import { canonical } from '../../doctor/policy-text';
import type { Aspect, Aws, Live, Location, Reader } from '../types';

const parsed = (text: string | undefined): Json | undefined => (text === undefined ? undefined : JSON.parse(text) as Json);

export const lastOf = (separator: string) => (text: string): string => text.slice(text.lastIndexOf(separator) + 1);

const queue = async (aws: Aws, url: string, { account, region }: Location): Promise<Live> => {
  const answer = once(() => aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] })));
  const attribute = (name: string) => async () => ((await answer()).Attributes as Record<string, string> | undefined)?.[name];
  const id = lastOf('/')(url);
  return gather({ type: 'AWS::SQS::Queue', id, attributes: { Arn: `arn:aws:sqs:${region}:${account}:${id}`, QueueName: id, QueueUrl: url } }, {
    Policy: async () => policy(await attribute('Policy')()),
    KmsMasterKeyId: attribute('KmsMasterKeyId'),
    RedrivePolicy: async () => parsed(await attribute('RedrivePolicy')()),
    RedriveAllowPolicy: async () => parsed(await attribute('RedriveAllowPolicy')()),
  });
};

const key: Aspect = { as: 'value', loosens: 'any', same: keyId, changedBy: 'SetQueueAttributes' };

export const queues: Reader = {
  kinds: [{
    type: 'AWS::SQS::Queue', key: lastOf('/'), aspects: {
      Policy: { as: 'policy', carrier: { type: 'AWS::SQS::QueuePolicy', names: 'Queues', holds: 'PolicyDocument' }, changedBy: 'SetQueueAttributes' },
      KmsMasterKeyId: key,
      RedrivePolicy: { as: 'value', same: asText, loosens: 'any', changedBy: 'SetQueueAttributes' },
      RedriveAllowPolicy: { as: 'value', same: asText, loosens: 'any', changedBy: 'SetQueueAttributes' },
    },
  }],
  read: async (aws, where) => {
    const urls = await pages(async NextToken => {
      const { QueueUrls, NextToken: next } = await aws.sqs.send(new ListQueuesCommand({ MaxResults: 1000, NextToken }));
      return { items: QueueUrls, next };
    });
    return Promise.all(urls.map(url => queue(aws, url, where)));
  },
};

/**
 * What SNS writes by itself where nobody gives a policy: the owner's own rights.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
const isDefault = (statement: Json, { account }: Location): boolean =>
  isObject(statement) && statement.Sid === '__default_statement_ID'
  && canonical(statement.Condition) === canonical({ StringEquals: { 'AWS:SourceOwner': account } });

const ownTopic = (document: Json | undefined, where: Location): Json | undefined => {
  if (!isObject(document) || !Array.isArray(document.Statement)) return document;
  const Statement = document.Statement.filter(statement => !isDefault(statement, where));
  return Statement.length === 0 ? undefined : { ...document, Statement };
};

const topic = async (aws: Aws, arn: string, where: Location): Promise<Live> => {
  const answer = once(() => aws.sns.send(new GetTopicAttributesCommand({ TopicArn: arn })));
  const attribute = (name: string) => async () => (await answer()).Attributes?.[name];
  const subscriptions = () => pages(async NextToken => {
    const { Subscriptions = [], NextToken: next } = await aws.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn, NextToken }));
    return { items: Subscriptions.map(({ Protocol, Endpoint }) => json({ Protocol, Endpoint })), next };
  });
  return gather({ type: 'AWS::SNS::Topic', id: arn, attributes: { TopicArn: arn, TopicName: lastOf(':')(arn) } }, {
    Policy: async () => ownTopic(policy(await attribute('Policy')()), where), KmsMasterKeyId: attribute('KmsMasterKeyId'), Subscription: subscriptions,
  });
};

export const topics: Reader = {
  kinds: [{
    type: 'AWS::SNS::Topic', aspects: {
      Policy: { as: 'policy', carrier: { type: 'AWS::SNS::TopicPolicy', names: 'Topics', holds: 'PolicyDocument' }, changedBy: 'SetTopicAttributes' },
      KmsMasterKeyId: { ...key, changedBy: 'SetTopicAttributes' },
      Subscription: { as: 'set', loosens: 'more', carrier: { type: 'AWS::SNS::Subscription', names: 'TopicArn' }, same: destination, changedBy: 'Subscribe' },
    },
  }],
  read: async (aws, where) => {
    const found = await pages(async NextToken => {
      const { Topics, NextToken: next } = await aws.sns.send(new ListTopicsCommand({ NextToken }));
      return { items: Topics, next };
    });
    return Promise.all(found.map(({ TopicArn = '' }) => topic(aws, TopicArn, where)));
  },
};

/** Where a subscription delivers to; how it does is no matter of who gets it. */
function destination(entry: Json): Json {
  const { Protocol = null, Endpoint = null } = entry as { Protocol?: Json; Endpoint?: Json };
  return { Protocol, Endpoint };
}
