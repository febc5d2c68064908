import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { ReadStage } from './signing-keys';

/** Few attempts and short waits: a sender that is kept waiting tries again anyway, and 503 is the better answer. */
export const clientOptions = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
} as const;

/** A few megabytes take longer than an item. */
export const bodyClientOptions = {
  ...clientOptions,
  requestHandler: { ...clientOptions.requestHandler, requestTimeout: 5_000 },
  // the service's one host name instead of a name per bucket: a DNS firewall can allow it exactly.
  forcePathStyle: true,
} as const;

export const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** The class of an error, fit for a log: names are AWS's or ours, messages may quote anything. */
export const nameOf = (error: unknown): string =>
  error instanceof Error && /^[A-Za-z]{1,64}$/.test(error.name) ? error.name : 'UnknownError';

/** Reads a parameter's text. */
export const readParameter = async (client: Pick<SSMClient, 'send'>, name: string): Promise<string> => {
  const answer = await client.send(new GetParameterCommand({ Name: name }));
  const text = answer.Parameter?.Value;
  if (typeof text !== 'string') throw new Error('malformed parameter answer');
  return text;
};

/** Reads the stages of one secret. */
export const stageReader = (client: Pick<SecretsManagerClient, 'send'>, secretArn: string): ReadStage => async stage => {
  try {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretArn, VersionStage: stage }));
    const createdAt = answer.CreatedDate?.getTime() ?? NaN;
    if (typeof answer.VersionId !== 'string' || Number.isNaN(createdAt)) throw new Error('malformed secret answer');
    return { id: answer.VersionId, value: answer.SecretString, createdAt };
  } catch (error) {
    // a secret nobody has stored yet and a stage without a version look the same: there is nothing.
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
};
