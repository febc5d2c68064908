import { awsError, look, stacks, type FakeOptions } from './support/fake-world';
import { contextOf } from '../delivery/support/contexts';
import { fleet } from '../fixtures/fleet';
import { boundaryDocument } from '../../lib/delivery/bootstrap';
import { bootstrapTemplate } from '../../lib/delivery';
import { bootstrapCheck } from '../../lib/doctor/checks/bootstrap';
import { bootstrapTrustCheck } from '../../lib/doctor/checks/bootstrap-trust';
import { boundaryCheck } from '../../lib/doctor/checks/boundary';
import { foreignPrincipals } from '../../lib/doctor/principals';

const standing = (answers: FakeOptions['answers'] = {}): FakeOptions =>
  ({ answers: { GetParameter: { Parameter: { Value: '33' } }, DescribeStacks: stacks({ 'CDKToolkit-staging': 'CREATE_COMPLETE' }), ...answers } });

test('its own bootstrap in its version is in order', async () => {
  expect(await look(bootstrapCheck, standing())).toMatchObject({ verdict: 'ok', text: expect.stringContaining('version 33, qualifier staging') });
});

test.each<[string, FakeOptions['answers'], string, RegExp]>([
  ['that is of another version', { GetParameter: { Parameter: { Value: '21' } } }, 'wrong', /version 21 .*want 33 → bootstrap the account again: npm run bulkhead -- bootstrap staging/],
  ['that is not there', { GetParameter: awsError('ParameterNotFound'), DescribeStacks: { Stacks: [] } }, 'not yet', /version is not there.*\n.*CDKToolkit-staging is not there/],
  ['whose stack failed', { DescribeStacks: stacks({ 'CDKToolkit-staging': 'UPDATE_ROLLBACK_FAILED' }) }, 'wrong', /CDKToolkit-staging is UPDATE_ROLLBACK_FAILED/],
  ['beside which the CDK\'s own stands', { GetRole: { Role: {} } }, 'wrong', /cdk-hnb659fds-cfn-exec-role-111111111111-me-central-1 → nothing uses it/],
  ['whose version may not be read', { GetParameter: awsError('AccessDenied') }, 'unknown', /is denied/],
])('a bootstrap %s is told', async (_, answers, verdict, says) => {
  expect(await look(bootstrapCheck, standing(answers))).toMatchObject({ verdict, text: expect.stringMatching(says) });
});

test('a gated environment is bootstrapped open the first time, and closed from then on', async () => {
  const missing = { environment: 'production', answers: { GetParameter: awsError('ParameterNotFound'), DescribeStacks: { Stacks: [] } } };
  expect((await look(bootstrapCheck, missing)).text).toContain('bootstrap production --open');
  expect((await look(bootstrapCheck, { ...missing, answers: { ...missing.answers, GetParameter: { Parameter: { Value: '1' } } } })).text).toContain('again: npm run bulkhead -- bootstrap production\n');
});

const boundary = { PermissionsBoundaryArn: 'arn:aws:iam::111111111111:policy/bulkhead-boundary' };
const wanted = Object.fromEntries(Object.values(bootstrapTemplate(contextOf('staging')).Resources).filter(({ Type }) => Type === 'AWS::IAM::Role')
  .map(({ Properties }) => [Properties['RoleName'] as string, Properties['AssumeRolePolicyDocument'] as { Statement: object[] }]));
const role = (change: (trust: { Statement: object[] }) => object = trust => trust, PermissionsBoundary: object | undefined = boundary) => ({ RoleName }: { RoleName: string }) =>
  ({ Role: { AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(change(wanted[RoleName]!))), PermissionsBoundary } });
const lookAtTrust = (answer: unknown) => look(bootstrapTrustCheck, { answers: { GetRole: answer as never } });

test('roles as the bootstrap wrote them are in order, in whatever order their members come', async () => {
  expect(await lookAtTrust(role(({ Statement: [statement], ...rest }) => ({ Statement: Object.fromEntries(Object.entries(statement!).reverse()), ...rest })))).toMatchObject({ verdict: 'ok' });
});

test.each<[string, unknown, RegExp]>([
  ['another account', role(trust => ({ ...trust, Statement: [...trust.Statement, { Effect: 'Allow', Principal: { AWS: '666666666666' } }] })), /trusts 666666666666 → find out/],
  ['everybody', role(trust => ({ ...trust, Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' }] })), /trusts everybody/],
  ['its own account with fewer conditions', role(trust => ({ ...trust, Statement: trust.Statement.map(statement => ({ ...statement, Condition: undefined })) })), /the trust of cdk-staging-deploy-role\S+ is not what the bootstrap wrote/],
])('a role that trusts %s is wrong', async (_, answer, says) => {
  expect(await lookAtTrust(answer)).toMatchObject({ verdict: 'wrong', text: expect.stringMatching(says) });
});

test('a role without the boundary is wrong', async () => {
  expect(await lookAtTrust(role(undefined, {}))).toMatchObject({ verdict: 'wrong', text: expect.stringContaining('has no boundary') });
});

test.each([
  [{ AWS: 'arn:aws:iam::111111111111:root' }, []],
  [{ AWS: ['111111111111', 'arn:aws:sts::222222222222:assumed-role/r/s'] }, ['arn:aws:sts::222222222222:assumed-role/r/s']],
  [{ AWS: '*' }, ['everybody']],
  [{ AWS: 'AROAEXAMPLEOFDELETED' }, ['AROAEXAMPLEOFDELETED']],
  [{ Service: 'cloudformation.amazonaws.com' }, []],
  [{ Service: 'ec2.amazonaws.com' }, ['ec2.amazonaws.com']],
  [{ Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com' }, ['arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com']],
])('of %j, foreign are %j', (Principal, foreign) => {
  expect(foreignPrincipals({ Statement: { Effect: 'Allow', Principal } }, '111111111111')).toEqual(foreign);
});

test('whoever a trust lets in by naming who is not meant is everybody', () => {
  expect(foreignPrincipals({ Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: '222222222222' } }] }, '111111111111')).toEqual(['everybody']);
});

const { administrationRole } = fleet.organization;
const policy = (environment: string, open: boolean) => ({
  environment,
  answers: {
    GetPolicy: { Policy: { DefaultVersionId: 'v3' } },
    GetPolicyVersion: { PolicyVersion: { Document: encodeURIComponent(JSON.stringify(boundaryDocument(contextOf(environment), { open, administrationRole }))) } },
  },
});

test('the boundary as it was written is in order', async () => {
  expect(await look(boundaryCheck, policy('production', false))).toMatchObject({ verdict: 'ok', text: expect.stringContaining('v3') });
});

test('a boundary that still leaves a gated environment open is to be closed', async () => {
  expect(await look(boundaryCheck, policy('production', true))).toMatchObject({ verdict: 'not yet', text: expect.stringMatching(/close it: npm run bulkhead -- bootstrap production$/) });
});

test('any other boundary is wrong', async () => {
  const other = { ...policy('production', false).answers, GetPolicyVersion: { PolicyVersion: { Document: encodeURIComponent('{"Version":"2012-10-17","Statement":[]}') } } };
  expect(await look(boundaryCheck, { environment: 'production', answers: other })).toMatchObject({ verdict: 'wrong', text: expect.stringContaining('bootstrap production --print') });
});

test('no boundary is not yet one', async () => {
  expect((await look(boundaryCheck)).verdict).toBe('not yet');
});
