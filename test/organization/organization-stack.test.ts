import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { pending, type FleetConfig } from '../../lib/environment';
import { OrganizationStack } from '../../lib/organization';
import { policiesOf, type BoundEnvironment } from '../../lib/organization/environment-policies';
import { fleet } from '../fixtures/fleet';

const templateOf = (config: FleetConfig) => Template.fromStack(new OrganizationStack(new App(), 'Organization', { fleet: config }));
const template = templateOf(fleet);
const policies = Object.values(template.findResources('AWS::Organizations::Policy')).map(({ Properties }) => Properties);

const unborn: FleetConfig = {
  organization: { ...fleet.organization, auditAccount: { create: { email: 'audit@example.com' } } },
  environments: fleet.environments.map(environment => (
    { ...environment, account: { create: { email: `${environment.name}@example.com` } } })),
};

describe('the organization', () => {
  test('has a unit for every environment and for the audit, below one of its own', () => {
    template.hasResourceProperties('AWS::Organizations::OrganizationalUnit', { Name: 'Bulkhead', ParentId: 'r-ab12' });
    for (const name of ['staging', 'pre-production', 'production', 'audit']) {
      template.hasResourceProperties('AWS::Organizations::OrganizationalUnit', { Name: name, ParentId: { 'Fn::GetAtt': Match.anyValue() } });
    }
  });

  test('is changed one after the other, for Organizations refuses what comes meanwhile', () => {
    const resources = Object.entries(template.toJSON().Resources as Record<string, { Type: string; DependsOn?: string[] }>)
      .filter(([, { Type }]) => Type.startsWith('AWS::Organizations::'));
    expect(resources).toHaveLength(5 + policies.length);
    expect(resources.slice(1).map(([, { DependsOn }]) => DependsOn)).toEqual(resources.slice(0, -1).map(([id]) => [id]));
  });

  test('is deployed to the management account only', () => {
    const rules = JSON.stringify(template.toJSON().Rules);
    expect(rules).toContain('999999999999');
    expect(rules).toContain('AWS::AccountId');
  });
});

describe('every environment', () => {
  test.each(fleet.environments)('$name has its policies, whole, attached to its account and to no other', (environment) => {
    const own = policies.filter(({ TargetIds }) => TargetIds.includes(environment.account));
    expect(own.map(({ Name, Type, Content, TargetIds }) => ({ Name, Type, Content, TargetIds }))).toEqual(
      policiesOf(environment as BoundEnvironment, fleet.organization).map(({ name, type, content }) => (
        { Name: name, Type: type, Content: JSON.parse(JSON.stringify(content)), TargetIds: [environment.account] })));
    expect(new Set(own.map(({ Type }) => Type))).toEqual(
      new Set(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY', 'DECLARATIVE_POLICY_EC2']));
  });
});

describe('an organization whose accounts do not exist yet', () => {
  const born = templateOf(unborn);

  test('leaves them to the command that prepares it, whose accounts no rollback touches', () => {
    born.resourceCountIs('AWS::Organizations::Account', 0);
  });

  test('binds nobody before the bootstrap', () => {
    born.resourceCountIs('AWS::Organizations::Policy', 0);
  });
});

test('a root that is not known yet is asked for', () => {
  const asking = templateOf({ ...fleet, organization: { ...fleet.organization, rootId: pending('aws organizations list-roots') } });
  asking.hasParameter('OrganizationRootId', { Type: 'String', AllowedPattern: '^r-[0-9a-z]{4,32}$' });
  asking.hasResourceProperties('AWS::Organizations::OrganizationalUnit', { Name: 'Bulkhead', ParentId: { Ref: 'OrganizationRootId' } });
});
