import { Template } from 'aws-cdk-lib/assertions';
import { stagesOf } from '../../fixtures/stages';
import { boundaryDocument } from '../../../lib/delivery';
import type { PolicyDocument } from '../../../lib/delivery/bootstrap/policy';
import { contextOf } from '../support/contexts';
import { allowed } from '../support/evaluate';

const issuer = 'token.actions.githubusercontent.com';

const account = contextOf('production').account;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a template is foreign JSON
const resources = Template.fromStack(stagesOf()['production']!.delivery).toJSON().Resources as Record<string, { Type: string; Properties: any }>;

const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);

const [roleId, role] = ofType('AWS::IAM::Role').find(([, { Properties }]) => Properties.RoleName === 'bulkhead-ci')!;

const policies = ofType('AWS::IAM::Policy')
  .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === roleId))
  .map(([, { Properties }]) => Properties.PolicyDocument as PolicyDocument);

/** What GitHub states in the token of an untouched release of production. */
const untouched = {
  aud: 'sts.amazonaws.com', sub: 'repo:example/verification:environment:production', ref: 'refs/heads/main', repository: 'example/verification',
};

/** Whether production's account lets a token in: every condition of one statement that trusts GitHub. */
const admits = (claims: Record<string, string>): boolean =>
  (role.Properties.AssumeRolePolicyDocument.Statement as { Condition: Record<string, Record<string, string>> }[]).some(({ Condition }) =>
    Object.entries(Condition).every(([operator, wanted]) => {
      expect(operator).toBe('StringEquals');
      return Object.entries(wanted).every(([key, value]) => claims[key.replace(`${issuer}:`, '')] === value);
    }));

test('an untouched workflow gets into production\'s account', () => {
  expect(admits(untouched)).toBe(true);
});

test.each<[string, Partial<typeof untouched>]>([
  ['leaves the environment out, and its approvers with it', { sub: 'repo:example/verification:ref:refs/heads/main' }],
  ['names the environment that nobody guards', { sub: 'repo:example/verification:environment:staging' }],
  ['runs from a branch of its own', { ref: 'refs/heads/edited' }],
  ['runs in a pull request', { sub: 'repo:example/verification:pull_request', ref: 'refs/pull/1/merge' }],
  ['runs in a fork', { sub: 'repo:somebody/verification:environment:production', repository: 'somebody/verification' }],
  ['asks for a token for somebody else', { aud: 'https://github.com/example' }],
  ['writes the environment in capitals', { sub: 'repo:example/verification:environment:Production' }],
  ['goes on after the environment\'s name', { sub: 'repo:example/verification:environment:production:x' }],
])('an edited workflow that %s does not', (_, edited) => {
  expect(admits({ ...untouched, ...edited })).toBe(false);
});

test.each<[string, string, string]>([
  ['executes a change set', 'cloudformation:ExecuteChangeSet', `arn:aws:cloudformation:me-central-1:${account}:stack/Production-Webhook/1`],
  ['updates a stack', 'cloudformation:UpdateStack', `arn:aws:cloudformation:me-central-1:${account}:stack/Production-Webhook/1`],
  ['replaces the gate\'s code', 'lambda:UpdateFunctionCode', `arn:aws:lambda:me-central-1:${account}:function:bulkhead-gate`],
  ['changes the settings of the gate', 'lambda:UpdateFunctionConfiguration', `arn:aws:lambda:me-central-1:${account}:function:bulkhead-gate`],
  ['becomes the gate', 'sts:AssumeRole', `arn:aws:iam::${account}:role/bulkhead-gate`],
  ['becomes the approver', 'sts:AssumeRole', `arn:aws:iam::${account}:role/bulkhead-approver`],
  ['becomes CloudFormation', 'sts:AssumeRole', `arn:aws:iam::${account}:role/cdk-production-cfn-exec-role-${account}-me-central-1`],
  ['becomes a role of the source', 'sts:AssumeRole', 'arn:aws:iam::222222222222:role/bulkhead-ci'],
  ['changes its own trust', 'iam:UpdateAssumeRolePolicy', `arn:aws:iam::${account}:role/bulkhead-ci`],
  ['reads a secret', 'secretsmanager:GetSecretValue', `arn:aws:secretsmanager:me-central-1:${account}:secret:SelfApiKey-abcdef`],
])('nor does one that gets in, on the right branch and approved: it never %s', (_, action, resource) => {
  const keys = { 'aws:ResourceAccount': /:(\d{12}):/.exec(resource)![1]!, 'aws:PrincipalArn': `arn:aws:iam::${account}:role/bulkhead-ci` };
  expect(allowed(policies, { action, resource, keys }) && allowed([boundaryDocument(contextOf('production'))], { action, resource, keys })).toBe(false);
});

test('it may become what prepares a release, and nothing more by itself', () => {
  for (const purpose of ['deploy', 'file-publishing']) {
    const request = { action: 'sts:AssumeRole', resource: `arn:aws:iam::${account}:role/cdk-production-${purpose}-role-${account}-me-central-1`, keys: { 'aws:ResourceAccount': account } };
    expect(allowed(policies, request)).toBe(true);
  }
});
