import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { contextOf } from '../../delivery/support/contexts';
import { openDelivery } from '../../../lib/promotion/release';

const [sts, ssm] = [mockClient(STSClient), mockClient(SSMClient)];
const production = contextOf('production');
const client = { endpoint: 'http://127.0.0.1:1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };

beforeEach(() => {
  sts.reset();
  ssm.reset();
});

const callerOf = (account: string) => sts.on(GetCallerIdentityCommand).resolves({ Account: account, Arn: `arn:aws:sts::${account}:assumed-role/bulkhead-ci/run` });

test('credentials of another account are used for nothing but saying whose they are', async () => {
  callerOf('111111111111');
  await expect(openDelivery(production, { client })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('account 111111111111') });
  expect(sts.calls()).toHaveLength(1);
  expect(ssm.calls()).toHaveLength(0);
});

test('what the templates have put somewhere is found, and what lies in another account is refused', async () => {
  callerOf(production.account);
  const access = await openDelivery(production, { client });
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'bucket' } });
  expect(await access.place('releasesBucket')).toBe('bucket');
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'arn:aws:kms:me-central-1:111111111111:key/1' } });
  await expect(access.place('evidenceKey')).rejects.toMatchObject({ exitCode: 1 });
  ssm.on(GetParameterCommand).resolves({});
  await expect(access.place('gate')).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('deploy its Delivery stack') });
});
