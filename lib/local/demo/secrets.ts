import { randomBytes } from 'node:crypto';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { ClientSettings } from '../clients';
import { providers } from '../../providers';
import type { BindingSettings, StoredSecret } from '../../../lambda/webhook/contract';
import type { RunningEnvironment } from './world';

/** Kinds of provider-issued secrets that an account publishes the ARNs of. */
export type SecretKind = 'signing-secret' | 'api-key' | 'dashboard';

/** A secret of one binding, where its account says it is. */
export interface SecretPlace {
  readonly binding: string;
  readonly kind: SecretKind;
  readonly arn: string;
}

const parametersBelow = async (settings: ClientSettings, path: string): Promise<readonly { name: string; value: string }[]> => {
  const client = new SSMClient(settings);
  try {
    const found: { name: string; value: string }[] = [];
    for (let token: string | undefined, first = true; first || token; first = false) {
      const page = await client.send(new GetParametersByPathCommand({ Path: path, Recursive: true, NextToken: token }));
      found.push(...(page.Parameters ?? []).map(({ Name = '', Value = '' }) => ({ name: Name.slice(path.length + 1), value: Value })));
      token = page.NextToken;
    }
    return found;
  } finally {
    client.destroy();
  }
};

/** The secrets of an environment, read from what its account publishes. */
export const publishedSecrets = async ({ administration }: RunningEnvironment): Promise<readonly SecretPlace[]> =>
  (await parametersBelow(administration, '/bulkhead/secrets')).map(({ name, value: arn }) => {
    const [binding = '', kind] = name.split('/');
    return { binding, kind: kind as SecretKind, arn };
  });

/** The public settings of an environment's bindings, as its receiver reads them. */
export const publishedBindings = async ({ administration }: RunningEnvironment): Promise<readonly BindingSettings[]> =>
  (await parametersBelow(administration, '/bulkhead/webhook/bindings')).map(({ value }) => JSON.parse(value) as BindingSettings);

/** A value as the provider would issue it for an environment's credential class; each call gives another one. */
export const issueSecret = (kind: SecretKind, { provider, scheme }: BindingSettings, credentials: StoredSecret['class']): StoredSecret => {
  const material = randomBytes(32);
  const issued: Readonly<Record<SecretKind, string>> = {
    'signing-secret': `whsec_${material.toString(scheme === 'uae-press' ? 'hex' : 'base64')}`,
    'api-key': `${providers[provider].apiKeyPrefixes?.[credentials] ?? ''}${material.toString('hex')}`,
    'dashboard': material.toString('base64url'),
  };
  return { value: issued[kind], class: credentials, provider };
};

/** Stores a value as the operator of an account does. */
export const storeSecret = async (settings: ClientSettings, arn: string, secret: StoredSecret): Promise<void> => {
  const client = new SecretsManagerClient(settings);
  try {
    await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(secret) }));
  } finally {
    client.destroy();
  }
};

/** Tries to read a secret: `read`, or the name of the error that refused it. The value itself is dropped. */
export const tryToRead = async (settings: ClientSettings, arn: string): Promise<string> => {
  const client = new SecretsManagerClient({ ...settings, maxAttempts: 1 });
  try {
    await client.send(new GetSecretValueCommand({ SecretId: arn }));
    return 'read';
  } catch (error) {
    return (error as Error).name;
  } finally {
    client.destroy();
  }
};
