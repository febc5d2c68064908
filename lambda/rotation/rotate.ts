import { randomBytes } from 'node:crypto';
import {
  DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { isNamed } from '../webhook/aws';
import { issuedBytes } from './contract';

/** What Secrets Manager sends, once for each step, and again when a step failed. */
export interface RotationEvent {
  readonly SecretId: string;
  /** Id of the version that is to become the current one. */
  readonly ClientRequestToken: string;
  readonly Step: string;
}

/** The rotation under way: the secret, the version that is made, and the stages of all versions. */
interface Rotation {
  readonly client: Pick<SecretsManagerClient, 'send'>;
  readonly secretArn: string;
  readonly version: string;
  readonly current: string | undefined;
}

type Step = (rotation: Rotation) => Promise<void>;

const valueOf = async ({ client, secretArn, version }: Rotation, stage: 'AWSPENDING' | 'AWSCURRENT'): Promise<string | undefined> => {
  try {
    const answer = await client.send(new GetSecretValueCommand({
      SecretId: secretArn, VersionStage: stage, ...stage === 'AWSPENDING' && { VersionId: version },
    }));
    return answer.SecretString;
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
};

const createSecret: Step = async rotation => {
  if (await valueOf(rotation, 'AWSPENDING') !== undefined) return;
  try {
    await rotation.client.send(new PutSecretValueCommand({
      SecretId: rotation.secretArn,
      ClientRequestToken: rotation.version,
      SecretString: randomBytes(issuedBytes).toString('base64url'),
      VersionStages: ['AWSPENDING'],
    }));
  } catch (error) {
    // the same step ran twice at once: the other one's value stands.
    if (!isNamed(error, 'ResourceExistsException')) throw error;
  }
};

/** There is no other system to tell: whoever uses the secret fetches it. */
const setSecret: Step = async () => {};

const testSecret: Step = async rotation => {
  const [pending, current] = await Promise.all([valueOf(rotation, 'AWSPENDING'), valueOf(rotation, 'AWSCURRENT')]);
  if (pending === undefined || !/^[\w-]+$/.test(pending) || Buffer.from(pending, 'base64url').length < issuedBytes) {
    throw new Error('the pending version is not of the issued form');
  }
  if (pending === current) throw new Error('the pending version equals the current one');
};

const finishSecret: Step = async ({ client, secretArn, version, current }) => {
  await client.send(new UpdateSecretVersionStageCommand({
    SecretId: secretArn, VersionStage: 'AWSCURRENT', MoveToVersionId: version, RemoveFromVersionId: current,
  }));
};

const steps: Readonly<Record<string, Step>> = { createSecret, setSecret, testSecret, finishSecret };

/**
 * Takes one step of a rotation; each may run any number of times.
 *
 * @param own ARN of the one secret that the function rotates
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export const rotate = async (event: RotationEvent, client: Pick<SecretsManagerClient, 'send'>, own: string): Promise<void> => {
  const { SecretId: secretArn, ClientRequestToken: version, Step: name } = event;
  if (secretArn !== own) throw new Error('this function rotates another secret');
  const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
  if (step === undefined) throw new Error('unknown step');
  const { RotationEnabled: enabled, VersionIdsToStages: versions = {} } = await client.send(new DescribeSecretCommand({ SecretId: secretArn }));
  if (enabled !== true) throw new Error('rotation is not enabled');
  const stages = versions[version];
  if (stages === undefined) throw new Error('the version is not known to the secret');
  // a late repetition of a step after the end of its rotation.
  if (stages.includes('AWSCURRENT')) return;
  if (!stages.includes('AWSPENDING')) throw new Error('the version is not pending');
  const [current] = Object.entries(versions).find(([, held]) => held.includes('AWSCURRENT')) ?? [];
  await step({ client, secretArn, version, current });
};
