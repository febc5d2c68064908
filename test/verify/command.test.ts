// the command without AWS: whose credentials it takes, and what it prints.
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { awsError } from '../doctor/support/fake-world';
import { account, environment, forget, look, proof, sibling, standing } from './support/account';
import { becomeVerifier, document, page, readProof } from '../../lib/verify';
import { oneOf } from '../../lib/verify/baseline';

afterAll(forget);

const sts = mockClient(STSClient);
const own = { Account: account, Arn: `arn:aws:sts::${account}:assumed-role/person/me` };
const role = `arn:aws:iam::${account}:role/bulkhead-verifier`;

beforeEach(() => { sts.reset(); });

test('who may becomes the verifier of the environment', async () => {
  sts.on(GetCallerIdentityCommand).resolves(own).on(AssumeRoleCommand).resolves({ Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c', Expiration: new Date(0) } });
  expect(await becomeVerifier(environment)).toEqual({ arn: role, settings: { region: 'me-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' } } });
  expect(sts.commandCalls(AssumeRoleCommand)[0]!.args[0].input).toMatchObject({ RoleArn: role });
});

test('who is it already assumes nothing', async () => {
  sts.on(GetCallerIdentityCommand).resolves({ Account: account, Arn: `arn:aws:sts::${account}:assumed-role/bulkhead-verifier/ci` });
  expect((await becomeVerifier(environment)).instead).toBeUndefined();
  expect(sts.commandCalls(AssumeRoleCommand)).toEqual([]);
});

test('who may not reads with their own rights, and is told', async () => {
  sts.on(GetCallerIdentityCommand).resolves(own).on(AssumeRoleCommand).rejects(awsError('AccessDenied'));
  expect(await becomeVerifier(environment)).toMatchObject({ arn: own.Arn, instead: `${role} may not be assumed (AccessDenied): reading with your own rights` });
});

test('credentials of another account are used for nothing but saying whose they are', async () => {
  sts.on(GetCallerIdentityCommand).resolves({ Account: sibling, Arn: 'arn' });
  await expect(becomeVerifier(environment)).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(new RegExp(`account ${sibling}, but 'staging' is account ${account}; .*--profile`)) });
  expect(sts.calls()).toHaveLength(1);
});

test('without credentials there is no answer', async () => {
  sts.on(GetCallerIdentityCommand).rejects(awsError('CredentialsProviderError'));
  await expect(becomeVerifier(environment)).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('log in to account') });
});

test('what is no assembly, or one of other environments, is unusable', () => {
  expect(() => readProof('/nonexistent', {})).toThrow(expect.objectContaining({ exitCode: 3, message: expect.stringContaining('npx cdk synth') }));
  expect(() => oneOf(proof, { ...environment, account: '777777777777' })).toThrow(expect.objectContaining({ exitCode: 3 }));
});

test('the page ends with what came of it', () => {
  expect(page(environment, look(standing()))).toMatch(/resources: \d+ read and compared[\s\S]*compared by their template alone: [\s\S]*EQUAL: the deployed state is what was proven$/);
});

test('the page shows the chain and the remedy, and lets no name move the cursor', () => {
  const fake = standing();
  fake.live.push({ type: 'AWS::IAM::Role', id: 'eve\u001b[2J', properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${sibling}:root` }, Action: 'sts:AssumeRole' }] } } });
  const text = page(environment, look(fake));
  expect(text).toMatch(/opens a path\n {2}eve\ufffd\[2J \(AWS::IAM::Role\)\n {4}no template owns it\n {4}VIOLATED: .*\n {6}1\. \[Staging\] .*[\s\S]* {4}→ find out who made it/);
  expect(text).not.toContain('\u001b');
  expect(text).toMatch(/DIFFERS: 1 opens a path, 0 loosens, 0 differs$/);
});

test('a machine gets the same, with the version of its form', () => {
  const verification = look(standing());
  expect(JSON.parse(document(environment, verification, role, 0))).toMatchObject({
    version: 1, environment: 'staging', account, region: 'me-central-1', by: role, at: '1970-01-01T00:00:00.000Z', exitCode: 0, audited: 'PROVEN', drifts: [], unread: [],
    stacks: verification.stacks,
  });
});
