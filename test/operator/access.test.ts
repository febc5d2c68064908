import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { openAccess } from '../../lib/operator/access';
import { target } from './support/operator-world';

const sts = mockClient(STSClient);
const credentials = { AccessKeyId: 'key', SecretAccessKey: 'secret', SessionToken: 'session', Expiration: new Date(0) };

beforeEach(() => {
  sts.reset();
  sts.on(AssumeRoleCommand).resolves({ Credentials: credentials });
});

const identities = (...accounts: string[]) => {
  const answer = sts.on(GetCallerIdentityCommand);
  accounts.reduce((chain, Account) => chain.resolvesOnce({ Account }), answer);
};

test('a person of the account becomes its operator', async () => {
  identities('111111111111', '111111111111');
  await openAccess().operator(target());
  expect(sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input.RoleArn).toBe('arn:aws:iam::111111111111:role/bulkhead-operator');
});

test('the same person takes the environment\'s own role in the audit account', async () => {
  identities('111111111111', '888888888888');
  await openAccess().fingerprints(target());
  expect(sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input.RoleArn).toBe('arn:aws:iam::888888888888:role/bulkhead-fingerprints-staging');
});

test.each(['operator', 'fingerprints'] as const)('credentials of another account are refused before any role is assumed (%s)', async role => {
  identities('333333333333');
  await expect(openAccess()[role](target())).rejects.toMatchObject({
    exitCode: 1, message: expect.stringContaining('these credentials belong to account 333333333333, but \'staging\' is account 111111111111'),
  });
  expect(sts.commandCalls(AssumeRoleCommand)).toHaveLength(0);
});

test('a session of another account is refused', async () => {
  identities('111111111111', '333333333333');
  await expect(openAccess().operator(target())).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('is one of account 333333333333') });
});

test.each([
  ['no credentials at all', 'CredentialsProviderError', 'there are no usable AWS credentials for \'staging\' (CredentialsProviderError); log in to account 111111111111, for instance with aws sso login, and name the profile with --profile'],
  ['an ended session', 'ExpiredToken', 'there are no usable AWS credentials for \'staging\' (ExpiredToken); log in to account 111111111111, for instance with aws sso login, and name the profile with --profile'],
])('%s is told without AWS\'s own message', async (_, name, message) => {
  sts.on(GetCallerIdentityCommand).rejects(Object.assign(new Error('CANARY'), { name }));
  await expect(openAccess().operator(target())).rejects.toMatchObject({ exitCode: 3, message });
});

test('a role that may not be assumed is named', async () => {
  identities('111111111111');
  sts.on(AssumeRoleCommand).rejects(Object.assign(new Error('CANARY'), { name: 'AccessDenied' }));
  await expect(openAccess().operator(target())).rejects.toMatchObject({
    exitCode: 3, message: expect.stringMatching(/^the role arn:aws:iam::111111111111:role\/bulkhead-operator may not be assumed(?!.*CANARY).*AccessDenied/),
  });
});
