import { Template } from 'aws-cdk-lib/assertions';
import { fleet } from '../../fixtures/fleet';
import { stagesOf } from '../../fixtures/stages';
import { ciSubject, validateFleet, InvalidFleet, type CiConfig, type EnvironmentConfig } from '../../../lib/environment';
import { flows } from '../../fixtures/fleet';

const issuer = 'token.actions.githubusercontent.com';

const withCi = (ci: Partial<CiConfig> | undefined) => ({
  ...fleet,
  environments: fleet.environments.map((environment): EnvironmentConfig => {
    const { ci: own, ...rest } = environment;
    return environment.name !== 'staging' ? environment : ci === undefined ? rest : { ...rest, ci: { ...own!, ...ci } };
  }),
});

const deliveryOf = (name: string, of = fleet) => Template.fromStack(stagesOf(of)[name]!.delivery);

const trustOf = (template: Template) => {
  const [role] = Object.values(template.findResources('AWS::IAM::Role', { Properties: { RoleName: 'bulkhead-ci' } }));
  return role!['Properties'].AssumeRolePolicyDocument.Statement as { Action: string; Principal: object; Condition: { StringEquals: Record<string, string> } }[];
};

test.each(['staging', 'pre-production', 'production'])('%s is deployed by its own GitHub environment alone, from the main branch', (name) => {
  const [statement, ...others] = trustOf(deliveryOf(name));
  expect(others).toEqual([]);
  expect(statement).toMatchObject({ Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: { 'Fn::GetAtt': [expect.stringContaining('CiProvider'), 'Arn'] } } });
  expect(statement!.Condition).toEqual({
    StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: `repo:example/verification:environment:${name}`, [`${issuer}:ref`]: 'refs/heads/main' },
  });
});

test('a repository is known by its number where one is configured, and a branch by its name', () => {
  const [statement] = trustOf(deliveryOf('staging', withCi({ repositoryId: '456789', branch: 'release/main' })));
  expect(statement!.Condition.StringEquals).toMatchObject({ [`${issuer}:repository_id`]: '456789', [`${issuer}:ref`]: 'refs/heads/release/main', [`${issuer}:sub`]: 'repo:example/verification:environment:staging' });
});

test('a subject carries both numbers where the owner\'s is given too', () => {
  expect(ciSubject({ repository: 'octo-org/octo-repo', environment: 'production', repositoryId: '456789', ownerId: '123456' }))
    .toBe('repo:octo-org@123456/octo-repo@456789:environment:production');
});

test.each<[string, Partial<CiConfig>, string]>([
  ['an owner\'s number without the repository\'s', { ownerId: '123456' }, 'give repositoryId beside ownerId'],
  ['a number that is none', { repositoryId: 'octo' }, 'give the number that GitHub'],
  ['any branch', { branch: '*' }, 'give the name of a branch, without wildcards'],
])('%s is refused', (_, ci, message) => {
  const refused = (() => {
    try {
      validateFleet(withCi(ci), flows);
    } catch (error) {
      return error as InvalidFleet;
    }
    return undefined;
  })();
  expect(refused?.message).toContain(message);
});

test.each<[string, string]>([
  ['everything', '*:*'], ['identities', 'iam:CreateUser'], ['the organization', 'organizations:*'], ['other roles', 'sts:AssumeRole'], ['what is no action', 'ecs'],
])('a team\'s own stacks may not touch %s', (_, action) => {
  const own = { ...fleet, environments: fleet.environments.map(environment => ({ ...environment, ownStackActions: [action] })) };
  expect(() => validateFleet(own, flows)).toThrow(InvalidFleet);
});

test('by itself it becomes the deploy and the publishing role of its own environment, and who only reads it, and nothing else', () => {
  const policies = Object.values(deliveryOf('production').findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('CiRole'));
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[]);
  expect(statements.filter(({ Action }) => JSON.stringify(Action).includes('sts:'))).toEqual([{
    Sid: 'PublishAndPrepare', Effect: 'Allow', Action: 'sts:AssumeRole',
    Resource: ['deploy', 'file-publishing'].map(purpose => `arn:aws:iam::333333333333:role/cdk-production-${purpose}-role-333333333333-me-central-1`),
  }, {
    Sid: 'BecomeTheVerifier', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::333333333333:role/bulkhead-verifier',
  }]);
  expect(JSON.stringify(statements)).not.toMatch(/"(?:cloudformation|iam|secretsmanager):/);
});

test('without a repository there is no role and no identity provider', () => {
  const template = deliveryOf('staging', withCi(undefined));
  template.resourceCountIs('AWS::IAM::OIDCProvider', 0);
  expect(template.findResources('AWS::IAM::Role', { Properties: { RoleName: 'bulkhead-ci' } })).toEqual({});
});
