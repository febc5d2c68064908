import { randomBytes } from 'node:crypto';
import type { OperatorAccess } from './access';
import { refused, undecided } from './command-error';
import { invoke } from './invoke';
import { readParameter, type SecretStore } from './secret-store';
import { nameOfSecret, type SecretTarget } from './target';
import { parameterPaths } from '../secrets/settings';
import { challengeTag, type ProbeFault, type ProbeRequest, type ProbeVerdict, type TestVector } from '../../lambda/probe/contract';

/** What may be known of the staged value beside its version: the value itself, or a request that it signs. */
export interface Evidence {
  readonly value?: string;
  readonly vector?: TestVector;
}

const meanings: Readonly<Partial<Record<ProbeFault, string>>> = {
  'absent': 'nothing is staged any more',
  'other-version': 'another version has been staged meanwhile',
  'challenge': 'the function reads another value than the one that was given',
  'vector': 'the captured delivery was not signed with it',
};

/**
 * Has the environment's own function read what is staged, through the endpoint and with the key that the others use.
 *
 * @throws CommandError where it is unfit, or where that could not be found out
 */
export const probeStaged = async (
  target: SecretTarget, access: OperatorAccess, store: SecretStore, version: string, { value, vector }: Evidence,
): Promise<void> => {
  const { kind, provider, scheme } = target;
  // people read these; no function of the environment does.
  if (kind === 'dashboard') return;
  const nonce = randomBytes(16).toString('hex');
  const request: ProbeRequest = {
    version: 1, secretArn: store.arn, versionId: version, kind, provider, scheme, vector,
    ...value !== undefined && { challenge: { nonce, tag: challengeTag(value, nonce) } },
  };
  const { fault } = await invoke<ProbeVerdict>(access, await readParameter(access, `${parameterPaths.operator}/probe`), request);
  if (fault === null) return;
  const rest = 'the current version stays in use; stage the right value after `secrets rotate … --abandon`, or run the command again';
  if (fault === 'unavailable') throw undecided(`${nameOfSecret(target)}: the staged version could not be read by the probe; ${rest}`);
  throw refused(`${nameOfSecret(target)}: the staged version is unfit: ${meanings[fault] ?? fault}; ${rest}`);
};
