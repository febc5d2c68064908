// what a provider gave to one environment, in the configuration of another.
import { family, type Entry, type Planting } from '../../family';
import type { Mutant } from '../../types';

const variables = (side: Planting['own'], lab: Planting['lab'], id: string, values: Record<string, unknown>) =>
  lab.add(side, id, 'AWS::Lambda::Function', { Environment: { Variables: values } });

const shared = (what: string, values: Record<string, unknown>, more: Partial<Entry> = {}): Entry => ({
  what,
  ...more,
  plant: ({ lab, own, other }) => {
    for (const side of [own, other]) variables(side, lab, 'Planted', values);
  },
});

export const disjoint: Mutant[] = family('configuration', 'disjoint', { expected: ['configuration.disjoint'] }, [
  shared('one flow id', { FLOW_ID: 'flow-7f3a9c' }),
  shared('one flow id in a list', { FLOW_IDS: 'a1,flow-7f3a9c,b2' }),
  shared('one flow id in JSON', { FLOWS: JSON.stringify({ self: [{ flowId: 'flow-7f3a9c' }] }) }),
  shared('one subscription', { SUBSCRIPTION_ID: 'sub_8812aa' }),
  shared('one journey', { JOURNEY_ID: 'journey-31' }),
  shared('one workflow by a dashed name', { 'workflow-id': '64f0c1' }),
  shared('one webhook host', { WEBHOOK_HOST: 'hooks.example.org' }),
  shared('one callback URL', { CALLBACK_URL: 'https://hooks.example.org/v1' }),
  shared('one address', { EGRESS_IP: '203.0.113.7' }),
  shared('one organization of the provider', { ORGANIZATION_ID: 'org-41' }, { hygiene: true, expected: ['configuration.organization'] }),
  {
    what: 'one flow id in parameters',
    plant: ({ lab, own, other }) => {
      for (const side of [own, other])
        lab.add(side, 'Planted', 'AWS::SSM::Parameter', { Name: `/${side.slug}/flow-id`, Type: 'String', Value: 'flow-7f3a9c' });
    },
  },
  {
    what: 'one flow id, here a variable and there a parameter',
    plant: ({ lab, own, other }) => {
      variables(own, lab, 'Planted', { FLOW_ID: { 'Fn::Join': ['-', ['flow', '7f3a9c']] } });
      lab.add(other, 'Planted', 'AWS::SSM::Parameter', { Name: '/x/flow-id', Type: 'String', Value: 'flow-7f3a9c' });
    },
  },
  {
    what: 'the other\'s flow ids',
    plant: ({ lab, own, other }) => variables(own, lab, 'Planted', { FLOW_IDS: `journey-${other.slug},flow-${other.slug}` }),
  },
  {
    what: 'a container\'s flow id',
    plant: ({ lab, own, other }) => {
      for (const side of [own, other])
        lab.add(side, 'Planted', 'AWS::ECS::TaskDefinition', {
          ContainerDefinitions: [{ Name: 'a', Environment: [{ Name: 'FLOW_ID', Value: 'flow-7f3a9c' }] }],
        });
    },
  },
]);
