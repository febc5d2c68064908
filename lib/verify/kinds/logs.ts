import { DescribeDestinationsCommand, DescribeLogGroupsCommand, DescribeResourcePoliciesCommand, DescribeSubscriptionFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { gather, json, pages, policy } from './gather';
import { keyId, only } from './spelling';
import type { Aws, Live, Reader } from '../types';

const group = (aws: Aws, name: string, arn: string, key: string | undefined): Promise<Live> => gather({
  type: 'AWS::Logs::LogGroup', id: name, attributes: { Arn: arn },
  // services name their groups so where nobody gives them one.
  ...name.startsWith('/aws/') && { owner: 'AWS: log group that a service made' },
}, {
  KmsKeyId: () => key,
  Subscriptions: () => pages(async nextToken => {
    const { subscriptionFilters = [], nextToken: next } = await aws.logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName: name, nextToken }));
    return { items: subscriptionFilters.map(({ destinationArn, roleArn }) => json({ DestinationArn: destinationArn, RoleArn: roleArn })), next };
  }),
});

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

export const logPolicies: Reader = {
  kinds: [
    { type: 'AWS::Logs::ResourcePolicy', aspects: { PolicyDocument: { as: 'policy', changedBy: 'PutResourcePolicy' } } },
    { type: 'AWS::Logs::Destination', aspects: { DestinationPolicy: { as: 'policy', changedBy: 'PutDestinationPolicy' } } },
  ],
  read: async aws => {
    const [policies, destinations] = await Promise.all([
      pages(async nextToken => {
        const { resourcePolicies, nextToken: next } = await aws.logs.send(new DescribeResourcePoliciesCommand({ nextToken }));
        return { items: resourcePolicies, next };
      }),
      pages(async nextToken => {
        const { destinations: items, nextToken: next } = await aws.logs.send(new DescribeDestinationsCommand({ nextToken }));
        return { items, next };
      }),
    ]);
    return [
      ...policies.map(({ policyName = '', policyDocument }): Live => ({
        type: 'AWS::Logs::ResourcePolicy', id: policyName, properties: json({ PolicyDocument: policy(policyDocument) }),
        // CloudWatch Logs writes these for services that deliver their own logs.
        ...policyName.startsWith('AWSLogDelivery') && { owner: 'AWS: delivery of a service\'s logs' },
      })),
      ...destinations.map(({ destinationName = '', accessPolicy, arn = '' }): Live => ({
        type: 'AWS::Logs::Destination', id: destinationName, attributes: { Arn: arn }, properties: json({ DestinationPolicy: policy(accessPolicy) }),
      })),
    ];
  },
};
