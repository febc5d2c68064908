import { policyOf } from '../../lib/organization/policy';
import { resourceControls } from '../../lib/organization/resource-control-policy';
import { refusals } from './evaluate';

const account = '111111111111';
const managementRole = 'arn:aws:iam::999999999999:role/BulkheadAdministrator';
const ci = { repository: 'example/verification', environment: 'staging' };
const policy = policyOf('test', resourceControls({ account, managementRole, ci }));
const withoutCi = policyOf('test', resourceControls({ account, managementRole }));

const subject = 'token.actions.githubusercontent.com:sub';
const principal = (owner: string, role = 'Anyone') => ({
  'aws:PrincipalAccount': owner, 'aws:PrincipalArn': `arn:aws:iam::${owner}:role/${role}`, 'aws:PrincipalIsAWSService': 'false',
});
const service = { 'aws:PrincipalIsAWSService': 'true' };
const reads = [
  's3:GetObject', 'sqs:ReceiveMessage', 'kms:Decrypt', 'secretsmanager:GetSecretValue', 'logs:GetLogEvents', 'dynamodb:GetItem',
  'ecr:BatchGetImage',
];

describe.each(reads)('%s', (action) => {
  test('is refused to a principal of another environment', () => {
    expect(refusals(policy, { action, keys: principal('333333333333') })).toEqual(['OwnPrincipalsOnly']);
  });

  test('is refused to the management account', () => {
    expect(refusals(policy, { action, keys: principal('999999999999', 'BulkheadAdministrator') })).toEqual(['OwnPrincipalsOnly']);
  });

  test('is refused to anonymous callers', () => {
    expect(refusals(policy, { action })).toEqual(['OwnPrincipalsOnly']);
  });

  test('is left to the policies of the account for its own principals', () => {
    expect(refusals(policy, { action, keys: principal(account) })).toEqual([]);
  });

  test('is open to an AWS service that acts for this account, and to one that names no account', () => {
    expect(refusals(policy, { action, keys: { ...service, 'aws:SourceAccount': account } })).toEqual([]);
    expect(refusals(policy, { action, keys: service })).toEqual([]);
  });

  test('is refused to an AWS service that acts for another account', () => {
    expect(refusals(policy, { action, keys: { ...service, 'aws:SourceAccount': '333333333333' } })).toEqual(['NoConfusedDeputy']);
  });
});

describe('a role of the environment', () => {
  const action = 'sts:AssumeRole';

  test('is not assumed from another environment', () => {
    expect(refusals(policy, { action, keys: principal('333333333333') })).toEqual(['OwnRolesOnly']);
  });

  test('is assumed from its own account, by Lambda, and by the one management role', () => {
    expect(refusals(policy, { action, keys: principal(account) })).toEqual([]);
    expect(refusals(policy, { action, keys: service })).toEqual([]);
    expect(refusals(policy, { action, keys: principal('999999999999', 'BulkheadAdministrator') })).toEqual([]);
  });

  test('is not assumed by any other role of the management account', () => {
    expect(refusals(policy, { action, keys: principal('999999999999') })).toEqual(['OwnRolesOnly']);
  });

  test('is not assumed by a role of the same name elsewhere', () => {
    expect(refusals(policy, { action, keys: principal('333333333333', 'BulkheadAdministrator') })).toEqual(['OwnRolesOnly']);
  });
});

describe('a workflow', () => {
  const action = 'sts:AssumeRoleWithWebIdentity';
  const workflow = (sub: string) => ({ action, keys: { [subject]: sub } });

  test('deploys the environment it is bound to', () => {
    expect(refusals(policy, workflow('repo:example/verification:environment:staging'))).toEqual([]);
  });

  test.each([
    'repo:example/verification:environment:production',
    'repo:example/verification:ref:refs/heads/main',
    'repo:example/verification:pull_request',
    'repo:example/other:environment:staging',
    'repo:stranger/verification:environment:staging',
  ])('is refused as %s', (sub) => {
    expect(refusals(policy, workflow(sub))).toEqual(['OwnWorkflowOnly']);
  });

  test('is refused when GitHub did not issue its identity', () => {
    expect(refusals(policy, { action })).toEqual(['NoOtherWebIdentity']);
  });

  test('is refused altogether where none is configured', () => {
    expect(refusals(withoutCi, workflow('repo:example/verification:environment:staging'))).toEqual(['NoOtherWebIdentity']);
  });
});

test('no action is a bare wildcard, which AWS refuses', () => {
  expect(policy.Statement.flatMap(({ Action }) => [Action].flat())).not.toContain('*');
  expect(policy.Statement.every(({ Principal }) => Principal === '*')).toBe(true);
});
