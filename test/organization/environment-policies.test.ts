import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleet } from './catalogue';
import { denials } from './evaluate';
import { actors, roleArnOf } from './catalogue/world';
import { guardrailsOf, policiesOf, type BoundEnvironment } from '../../lib/organization/environment-policies';
import type { OrganizationConfig } from '../../lib/environment';

const { organization } = fleet;
const environments = fleet.environments as readonly BoundEnvironment[];
const [staging, , production] = environments as [BoundEnvironment, BoundEnvironment, BoundEnvironment];
const sids = (environment: BoundEnvironment, from: OrganizationConfig = organization) => {
  const { principals, resources } = guardrailsOf(environment, from);
  return [...principals, ...resources].map(({ statement }) => statement.Sid);
};

describe('every environment', () => {
  test.each(environments.map(environment => [environment.name, environment] as const))('%s has policies that Organizations takes', (_, environment) => {
    const policies = policiesOf(environment, organization);
    for (const { type, content } of policies) {
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(type === 'DECLARATIVE_POLICY_EC2' ? 10_000 : 5120);
    }
    const slots = (type: string) => policies.filter(one => one.type === type).length;
    expect(slots('SERVICE_CONTROL_POLICY')).toBeLessThanOrEqual(4);
    expect(slots('RESOURCE_CONTROL_POLICY')).toBeLessThanOrEqual(4);
    expect(slots('DECLARATIVE_POLICY_EC2')).toBe(1);
    expect(new Set(policies.map(({ id }) => id)).size).toBe(policies.length);
  });

  test.each(environments.map(environment => [environment.name, environment] as const))('%s is named in no policy of another one', (_, { name, account }) => {
    const others = environments.filter(one => one.name !== name).flatMap(one => policiesOf(one, organization));
    expect(JSON.stringify(others)).not.toContain(account);
  });

  test('has policies as large as docs/organization.md says', () => {
    const all = environments.map(environment => policiesOf(environment, organization));
    const largest = (type: string) => {
      const sizes = all.map(policies => policies.filter(one => one.type === type).map(({ content }) => JSON.stringify(content).length));
      return sizes[0]!.map((_, at) => Math.max(...sizes.map(of => of[at] ?? 0)).toLocaleString('en'));
    };
    expect(readFileSync(join(__dirname, '..', '..', 'docs', 'organization.md'), 'utf8')).toContain(
      `two service control policies (of ${largest('SERVICE_CONTROL_POLICY').join(' and ')} characters at most) and one resource control policy (${largest('RESOURCE_CONTROL_POLICY').join()})`,
    );
  });

  test('has each statement in exactly one policy', () => {
    const inPolicies = policiesOf(production, organization).flatMap(({ content }) =>
      ((content as { Statement?: { Sid: string }[] }).Statement ?? []).map(({ Sid }) => Sid));
    expect(inPolicies).toEqual(sids(production));
    expect(new Set(inPolicies).size).toBe(inPolicies.length);
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
test('statements are named, and their actions are actions: none is a condition key, and a wildcard stands at the end', () => {
  const conditionKeys = ['secretsmanager:AddReplicaRegions', 'kms:GrantIsForAWSResource', 'kms:BypassPolicyLockoutSafetyCheck', 'lambda:Principal', 'events:TargetArn'];
  const { principals, resources } = guardrailsOf(production, organization);
  for (const { statement: { Sid, Effect, Action, NotAction } } of [...principals, ...resources]) {
    expect(Sid).toMatch(/^[A-Za-z]+$/);
    expect(Effect).toBe('Deny');
    for (const action of [Action ?? NotAction ?? []].flat()) {
      expect(action).toMatch(/^(\*|[a-z0-9-]+:[A-Za-z0-9]*\*?)$/);
      expect(conditionKeys).not.toContain(action);
    }
  }
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
test('resource control policies speak of everyone and name their services', () => {
  for (const { statement } of guardrailsOf(production, organization).resources) {
    expect(statement.Principal).toBe('*');
    expect(statement.NotAction).toBeUndefined();
    for (const action of [statement.Action ?? []].flat()) expect(action).toMatch(/^[a-z0-9]+:/);
  }
});

describe('what the configuration says', () => {
  test('only what is promoted into has to go through the gate', () => {
    expect(sids(staging)).not.toContain('ReleasesThroughTheGate');
    expect(sids(production)).toContain('ReleasesThroughTheGate');
  });

  test('without continuous integration no web identity comes in at all', () => {
    const { ci: _, ...without } = staging;
    const { resources } = guardrailsOf(without, organization);
    const attached = { kind: 'resources', account: staging.account, region: staging.region, statements: resources.map(({ statement }) => statement) } as const;
    const request = { action: 'sts:AssumeRoleWithWebIdentity', resource: roleArnOf('staging', 'bulkhead-ci'), owner: staging.account };
    expect(denials(attached, { ...request, caller: actors('staging').workflow() })).toEqual(['NoOtherWebIdentity']);
    expect(sids(without)).not.toContain('OwnWorkflowOnly');
  });

  test('the number of the repository is compared where it is known, and stands in the subject where GitHub puts it', () => {
    const { repositoryId: _, ...nameOnly } = staging.ci!;
    expect(sids({ ...staging, ci: nameOnly })).not.toContain('OwnRepositoryOnly');
    const withOwner = guardrailsOf({ ...staging, ci: { ...staging.ci!, ownerId: '42' } }, organization).resources;
    expect(JSON.stringify(withOwner)).toContain('repo:example@42/verification@7001:environment:staging');
  });

  test('the one link between accounts exists once the audit account is known', () => {
    const unknown = { ...organization, auditAccount: { create: { email: 'audit@example.com' } } };
    expect(sids(staging, unknown)).not.toContain('OneLinkOneAction');
    const { principals } = guardrailsOf(staging, unknown);
    expect(denials(
      { kind: 'principals', account: staging.account, region: staging.region, statements: principals.map(({ statement }) => statement) },
      { caller: actors('staging').operator, action: 'sts:AssumeRole', resource: roleArnOf('audit', 'bulkhead-fingerprints-staging'), owner: '888888888888' },
    )).toEqual(['OwnResourcesOnly']);
  });

  test('another organization is told apart once this one\'s id is known', () => {
    expect(sids(staging, { ...organization, organizationId: { pending: 'aws organizations describe-organization' } })).not.toContain('NoDeputyOfOtherOrganizations');
    const { organizationId: _, ...without } = organization;
    expect(sids(staging, without)).not.toContain('NoDeputyOfOtherOrganizations');
  });

  test('an account that was not made by the organization may have another administration', () => {
    const administrationRole = 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Administrator_1a2b';
    const { principals } = guardrailsOf(staging, { ...organization, administrationRole });
    const text = JSON.stringify(principals);
    expect(text).toContain(`arn:aws:iam::111111111111:role/${administrationRole}`);
    expect(text).not.toContain('OrganizationAccountAccessRole');
  });

  test('ways in from the internet are blocked, and a front of the team\'s own may be excluded', () => {
    const block = (environment: BoundEnvironment) => (policiesOf(environment, organization).find(({ type }) => type === 'DECLARATIVE_POLICY_EC2')!.content as {
      ec2_attributes: { vpc_block_public_access: { internet_gateway_block: object } };
    }).ec2_attributes.vpc_block_public_access.internet_gateway_block;
    expect(block(staging)).toEqual({ mode: { '@@assign': 'block_ingress' }, exclusions_allowed: { '@@assign': 'disabled' } });
    expect(block({ ...staging, network: { ...staging.network, ingressAddresses: ['198.51.100.7'] } })).toEqual(
      { mode: { '@@assign': 'block_ingress' }, exclusions_allowed: { '@@assign': 'enabled' } });
  });
});

test('a fleet whose statements would not fit is refused at synthesis, with the size', () => {
  const qualifier = 'a'.repeat(6000);
  expect(() => policiesOf({ ...staging, qualifier }, organization)).toThrow(/^statement '\w+' of 'bulkhead-staging-principals' has \d+ characters/);
});
