import { timingSafeEqual } from 'node:crypto';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { schemes } from '../../lib/providers';
import { isNamed, nameOf } from '../webhook/aws';
import { readClaim } from '../webhook/claim';
import type { StoredSecret } from '../webhook/contract';
import { record } from '../webhook/log';
import type { Write } from '../webhook/log';
import { readKey } from '../webhook/secret';
import { findSigner } from '../webhook/verify';
import { challengeTag } from './contract';
import type { ProbeFault, ProbeRequest, ProbeVerdict, TestVector } from './contract';
import { faultOf } from './fitness';
import type { Purpose } from './fitness';

export interface ProbeDependencies {
  readonly secretsManager: Pick<SecretsManagerClient, 'send'>;
  readonly environment: string;
  readonly credentials: 'test' | 'live';
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly write: Write;
}

/** Reads what is staged as the environment's functions will, and says whether it is fit; the value stays here. */
export const probe = async (request: ProbeRequest, dependencies: ProbeDependencies): Promise<ProbeVerdict> => {
  const { environment, write, now } = dependencies;
  const { fault, error } = await judge(request, dependencies);
  record(write, now(), {
    level: fault === null ? 'info' : 'error', Environment: environment, kind: request.kind, secretVersion: request.versionId, reason: fault ?? undefined, error,
  }, []);
  return { version: 1, fault };
};

const judge = async (
  request: ProbeRequest, { secretsManager, credentials }: ProbeDependencies,
): Promise<{ readonly fault: ProbeFault | null; readonly error?: string }> => {
  try {
    // the stage must be named: the role may read what is staged and nothing else.
    const staged = await secretsManager.send(new GetSecretValueCommand({ SecretId: request.secretArn, VersionStage: 'AWSPENDING' }));
    if (staged.VersionId !== request.versionId) return { fault: 'other-version' };
    return { fault: faultOfStaged(staged.SecretString, request, { ...request, credentials }) };
  } catch (error) {
    return isNamed(error, 'ResourceNotFoundException') ? { fault: 'absent' } : { fault: 'unavailable', error: nameOf(error) };
  }
};

const faultOfStaged = (stored: string | undefined, { challenge, vector }: ProbeRequest, purpose: Purpose): ProbeFault | null => {
  const fault = faultOf(stored, purpose);
  if (fault !== undefined) return fault;
  const { value } = JSON.parse(stored ?? '') as StoredSecret;
  if (challenge !== undefined && !equal(challengeTag(value, challenge.nonce), challenge.tag)) return 'challenge';
  if (vector !== undefined && (purpose.kind !== 'signing-secret' || !verifies(stored, vector, purpose))) return 'vector';
  return null;
};

const equal = (own: string, theirs: string): boolean =>
  own.length === theirs.length && timingSafeEqual(Buffer.from(own), Buffer.from(theirs.replace(/[^\x20-\x7e]/g, '?')));

/** Whether the provider's own signature fits; its time does not matter here. */
const verifies = (stored: string | undefined, { body, ...headers }: TestVector, purpose: Purpose): boolean => {
  const scheme = schemes[purpose.scheme];
  const claim = readClaim(scheme, headers);
  if ('refused' in claim) return false;
  const key = readKey(stored, { ...purpose, scheme });
  return findSigner(scheme, claim, Buffer.from(body, 'base64'), [key]) !== undefined;
};
