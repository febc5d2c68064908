import type { Access } from './access';
import { checkValue } from './check-value';
import { refused } from './command-error';
import { Fingerprints } from './fingerprints';
import { SecretStore } from './secret-store';
import { nameOfSecret, type SecretTarget } from './target';

export type PutOutcome = 'stored' | 'already stored';

/**
 * Stores the first value of a secret.
 *
 * Claimed, stored, confirmed, in this order: whatever is interrupted, the same command with the same value ends where
 * it would have, and a value is never in use without its claim.
 *
 * @throws CommandError where the value must not be used here, or another one is stored already
 */
export const putSecret = async (target: SecretTarget, value: string, access: Access): Promise<PutOutcome> => {
  const secret = checkValue(value, target);
  const store = await SecretStore.open(await access.operator(target), target);
  const fingerprints = new Fingerprints(await access.fingerprints(target));
  const own = await fingerprints.of(value, target);
  const { current, pending } = await store.stages();
  if (current !== undefined && current !== own.version) {
    throw refused(`${nameOfSecret(target)} has a value already; replace it with \`secrets rotate\`, which keeps the old one until nobody uses it`);
  }
  if (pending !== undefined && pending !== own.version) {
    throw refused(`${nameOfSecret(target)} is being rotated; finish that with \`secrets rotate … --resume\` or end it with \`--abandon\``);
  }
  await fingerprints.claim(own, target);
  if (current === undefined) await store.put(own.version, secret, 'AWSCURRENT');
  await fingerprints.confirm(own, target);
  return current === undefined ? 'stored' : 'already stored';
};
