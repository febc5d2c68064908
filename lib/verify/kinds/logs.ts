import {
  DescribeAccountPoliciesCommand, DescribeDestinationsCommand, DescribeLogGroupsCommand, DescribeResourcePoliciesCommand, DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { gather, json, pages, policy } from './gather';
import { keyId, only } from './spelling';
import { isObject, type Json, type JsonObject } from '../../audit/assembly/shape';
import { statementsOf } from '../policy/statements';
import type { Aws, Live, Location, Reader } from '../types';

const group = async (aws: Aws, name: string, arn: string, key: string | undefined): Promise<Live> => {
  const read = await gather({ type: 'AWS::Logs::LogGroup', id: name, attributes: { Arn: arn } }, {
    KmsKeyId: () => key,
    Subscriptions: () => pages(async nextToken => {
      const { subscriptionFilters = [], nextToken: next } = await aws.logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName: name, nextToken }));
      return { items: subscriptionFilters.map(({ destinationArn, roleArn }) => json({ DestinationArn: destinationArn, RoleArn: roleArn })), next };
    }),
  });
  const copied = Array.isArray(read.properties.Subscriptions) && read.properties.Subscriptions.length > 0;
  // services name their groups so where nobody gives them one; none of them sends a group anywhere.
  return name.startsWith('/aws/') && !copied ? { ...read, owner: 'AWS: log group that a service made' } : read;
};

export const logGroups: Reader = {
  kinds: [{
    type: 'AWS::Logs::LogGroup', aspects: {
      KmsKeyId: { as: 'value', same: keyId, loosens: 'any', changedBy: 'DisassociateKmsKey' },
      Subscriptions: {
        as: 'set', loosens: 'more', carrier: { type: 'AWS::Logs::SubscriptionFilter', names: 'LogGroupName' }, same: only('DestinationArn', 'RoleArn'), changedBy: 'PutSubscriptionFilter',
      },
    },
  }],
  read: async aws => {
    const groups = await pages(async nextToken => {
      const { logGroups: items, nextToken: next } = await aws.logs.send(new DescribeLogGroupsCommand({ nextToken }));
      return { items, next };
    });
    return Promise.all(groups.map(({ logGroupName = '', arn = '', kmsKeyId }) => group(aws, logGroupName, arn, kmsKeyId)));
  },
};

/** Whether a policy lets in nobody but what delivers the account's own logs. */
const isDelivery = (name: string, document: Json | undefined, { account }: Location): boolean =>
  name.startsWith('AWSLogDelivery') && statementsOf(document).every(({ effect, says: { Principal = [], NotPrincipal = [] }, statement: { Condition } }) => effect === 'Deny' || (
    NotPrincipal.length === 0 && Principal.length === 1 && Principal[0] === 'Service delivery.logs.amazonaws.com'
    && isObject(Condition) && isObject(Condition.StringEquals) && [Condition.StringEquals['aws:SourceAccount']].flat().every(one => one === account)));

export const logPolicies: Reader = {
  kinds: [
    { type: 'AWS::Logs::ResourcePolicy', aspects: { PolicyDocument: { as: 'policy', changedBy: 'PutResourcePolicy' } } },
    { type: 'AWS::Logs::AccountPolicy', aspects: {} },
    { type: 'AWS::Logs::Destination', aspects: { DestinationPolicy: { as: 'policy', changedBy: 'PutDestinationPolicy' } } },
  ],
  read: async (aws, where) => {
    const [policies, destinations, ofAccount] = await Promise.all([
      pages(async nextToken => {
        const { resourcePolicies, nextToken: next } = await aws.logs.send(new DescribeResourcePoliciesCommand({ nextToken }));
        return { items: resourcePolicies, next };
      }),
      pages(async nextToken => {
        const { destinations: items, nextToken: next } = await aws.logs.send(new DescribeDestinationsCommand({ nextToken }));
        return { items, next };
      }),
      // one of these copies every group of the account.
      pages(async nextToken => {
        const { accountPolicies: items, nextToken: next } = await aws.logs.send(new DescribeAccountPoliciesCommand({ policyType: 'SUBSCRIPTION_FILTER_POLICY', nextToken }));
        return { items, next };
      }),
    ]);
    return [
      ...policies.map(({ policyName = '', policyDocument }): Live => {
        const PolicyDocument = policy(policyDocument);
        return {
          type: 'AWS::Logs::ResourcePolicy', id: policyName, properties: json({ PolicyDocument }),
          // CloudWatch Logs writes these for services that deliver their own logs; anybody may name a policy so.
          ...isDelivery(policyName, PolicyDocument, where) && { owner: 'AWS: delivery of a service\'s logs' },
        };
      }),
      ...ofAccount.map(({ policyName = '', policyDocument = '{}' }): Live => ({ type: 'AWS::Logs::AccountPolicy', id: policyName, properties: JSON.parse(policyDocument) as JsonObject })),
      ...destinations.map(({ destinationName = '', accessPolicy, arn = '' }): Live => ({
        type: 'AWS::Logs::Destination', id: destinationName, attributes: { Arn: arn }, properties: json({ DestinationPolicy: policy(accessPolicy) }),
      })),
    ];
  },
};
