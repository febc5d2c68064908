import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { EnvironmentTarget } from '../../../lib/operator/target';
import { fingerprintNames } from '../../../lib/organization/fingerprint-link';
import { secretKinds } from '../../../lib/secrets/settings';

/** Settings of a client in an account of the embedded AWS; until policies are enforced, an account id is an access key. */
export const settingsOf = (endpoint: string, account: string, region: string) =>
  ({ endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'local' } });

/** What the stack of the audit account would have made. */
export const prepareAudit = async (endpoint: string, { account, region }: EnvironmentTarget['audit']): Promise<void> => {
  const settings = settingsOf(endpoint, account, region);
  const kms = new KMSClient(settings);
  const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }));
  await kms.send(new CreateAliasCommand({ AliasName: fingerprintNames.keyAlias, TargetKeyId: key!.KeyId }));
  const keys = [fingerprintNames.partitionKey, fingerprintNames.sortKey];
  await new DynamoDBClient(settings).send(new CreateTableCommand({
    TableName: fingerprintNames.table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map(name => ({ AttributeName: name, AttributeType: 'S' as const })),
    KeySchema: keys.map((name, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' as const : 'RANGE' as const })),
  }));
};

/** The secrets of one binding, as the stack of an environment would have made and published them. */
export const prepareSecrets = async (endpoint: string, { account, config: { region } }: EnvironmentTarget): Promise<void> => {
  const settings = settingsOf(endpoint, account, region);
  const ssm = new SSMClient(settings);
  for (const kind of secretKinds) {
    const { ARN } = await new SecretsManagerClient(settings).send(new CreateSecretCommand({ Name: kind }));
    await ssm.send(new PutParameterCommand({ Name: `/bulkhead/secrets/self/${kind}`, Value: ARN, Type: 'String' }));
  }
};
