import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { pending, type FleetConfig } from '../../lib/environment';
import { OrganizationStack } from '../../lib/organization';
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

  test('creates no account that is known already', () => {
    template.resourceCountIs('AWS::Organizations::Account', 0);
  });

  test('is deployed to the management account only', () => {
    const rules = JSON.stringify(template.toJSON().Rules);
    expect(rules).toContain('999999999999');
    expect(rules).toContain('AWS::AccountId');
  });
});

describe('every environment', () => {
  test.each(fleet.environments)('$name has one policy for its principals and one for its resources', ({ account }) => {
    const own = policies.filter(({ TargetIds }) => TargetIds.includes(account));
    expect(own.map(({ Type }) => Type).sort()).toEqual(['RESOURCE_CONTROL_POLICY', 'SERVICE_CONTROL_POLICY']);
    expect(own.every(({ TargetIds }) => TargetIds.length === 1)).toBe(true);
  });

  test.each(fleet.environments)('$name appears in no policy of another environment', ({ account }) => {
    const others = policies.filter(({ TargetIds }) => !TargetIds.includes(account));
    expect(others).toHaveLength(4);
    expect(JSON.stringify(others)).not.toContain(account);
  });

  test('has policies that Organizations takes', () => {
    expect(policies).toHaveLength(6);
    for (const { Content } of policies) expect(JSON.stringify(Content).length).toBeLessThanOrEqual(5120);
  });
});

describe('an organization whose accounts do not exist yet', () => {
  const born = templateOf(unborn);
  const accounts = born.findResources('AWS::Organizations::Account');

  test('creates them in their units, one after the other, and keeps them for good', () => {
    expect(Object.values(accounts).map(({ Properties }) => Properties.Email)).toEqual([
      'staging@example.com', 'pre-production@example.com', 'production@example.com', 'audit@example.com',
    ]);
    const ids = Object.keys(accounts);
    expect(Object.values(accounts).map(({ DependsOn }) => DependsOn?.[0])).toEqual([undefined, ...ids.slice(0, -1)]);
    for (const { DeletionPolicy, UpdateReplacePolicy, Properties } of Object.values(accounts)) {
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
      expect(Properties.ParentIds).toHaveLength(1);
    }
  });

  test('prints their ids for bin/environments.ts', () => {
    for (const id of ['StagingAccountId', 'PreProductionAccountId', 'ProductionAccountId', 'AuditAccountId']) {
      born.hasOutput(id, { Description: Match.stringLikeRegexp('write it into bin/environments.ts') });
    }
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
