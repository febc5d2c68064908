import { ListEventBusesCommand, ListRulesCommand, ListTargetsByRuleCommand, type Rule } from '@aws-sdk/client-eventbridge';
import { gather, json, pages, policy } from './gather';
import { only } from './spelling';
import type { Aws, Live, Reader } from '../types';

const rule = (aws: Aws, { Name = '', Arn = '', EventBusName = 'default', ManagedBy }: Rule): Promise<Live> => gather({
  // the name of a rule is its own within a bus, and CloudFormation writes both where the bus is not the default one.
  type: 'AWS::Events::Rule', id: EventBusName === 'default' ? Name : `${EventBusName}|${Name}`, attributes: { Arn },
  ...ManagedBy !== undefined && { owner: `AWS: rule of ${ManagedBy}` },
}, {
  Targets: () => pages(async NextToken => {
    const { Targets = [], NextToken: next } = await aws.events.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName, NextToken }));
    return { items: Targets.map(({ Arn: target, RoleArn }) => json({ Arn: target, RoleArn })), next };
  }),
});

export const eventBuses: Reader = {
  kinds: [
    { type: 'AWS::Events::EventBus', aspects: { Policy: { as: 'policy', carrier: { type: 'AWS::Events::EventBusPolicy', names: 'EventBusName', holds: 'Statement' }, changedBy: 'PutPermission' } } },
    { type: 'AWS::Events::Rule', aspects: { Targets: { as: 'set', loosens: 'more', same: only('Arn', 'RoleArn'), changedBy: 'PutTargets' } } },
  ],
  read: async aws => {
    const buses = await pages(async NextToken => {
      const { EventBuses, NextToken: next } = await aws.events.send(new ListEventBusesCommand({ NextToken }));
      return { items: EventBuses, next };
    });
    const rules = await Promise.all(buses.map(({ Name: EventBusName }) => pages(async NextToken => {
      const { Rules, NextToken: next } = await aws.events.send(new ListRulesCommand({ EventBusName, NextToken }));
      return { items: Rules, next };
    })));
    return [
      ...buses.map(({ Name = '', Arn = '', Policy }): Live => ({
        type: 'AWS::Events::EventBus', id: Name, attributes: { Arn, Name }, properties: json({ Policy: policy(Policy) }),
        // every account has it; whom it lets in is looked at all the same.
        ...Name === 'default' && Policy === undefined && { owner: 'AWS: the default bus of the account' },
      })),
      ...await Promise.all(rules.flat().map(each => rule(aws, each))),
    ];
  },
};
