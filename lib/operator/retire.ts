import type { Access } from './access';
import { callFailed, CommandError, nameOf, refused, undecided } from './command-error';
import { lastSeen } from './last-seen';
import { SecretStore } from './secret-store';
import { nameOfSecret, type SecretTarget } from './target';
import { providers, type ProviderName } from '../providers';

const hour = 3_600_000;

/** How long the old version must not have been seen: a day, and longer than the sender's longest pause between two attempts. */
export const overlapOf = (provider: ProviderName): number => {
  const { retries } = providers[provider].deliveryPolicy;
  const pauses = retries.map((seconds, index) => seconds - (retries[index - 1] ?? 0));
  return Math.max(24, Math.ceil(Math.max(...pauses) / 3600) + 1) * hour;
};

export interface RetireOptions {
  /** Takes the old version away whatever is still signed with it, as after a leak. */
  readonly now: boolean;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

export type RetireOutcome = 'retired' | 'nothing to retire';

/**
 * Takes the version before the current one away, once nothing shows that anybody still uses it.
 *
 * For a signing secret that is what the receiver counted; for the others, that a day has passed since the change.
 */
export const retireSecret = async (target: SecretTarget, access: Access, { now, clock }: RetireOptions): Promise<RetireOutcome> => {
  const operator = await access.operator(target);
  const store = await SecretStore.open(operator, target);
  const { current, pending, previous, changedAt } = await store.stages();
  const name = nameOfSecret(target);
  const overlap = overlapOf(target.provider);
  const patience = `retire it after ${overlap / hour} quiet hours, or take it away with --now`;
  if (previous === undefined) return 'nothing to retire';
  if (pending !== undefined) throw refused(`${name} is being rotated; finish that with \`secrets rotate … --resume\` or end it with \`--abandon\``);
  if (!now) {
    const time = clock();
    if (changedAt === undefined) throw undecided(`${name}: Secrets Manager does not say when it was changed; try again`);
    if (time - changedAt.getTime() < overlap) throw refused(`${name} was changed ${hours(time - changedAt.getTime())} ago; ${patience}`);
    if (target.kind === 'signing-secret') {
      const seen = await lastSeen(target, operator, [current, previous].filter(version => version !== undefined), time).catch((error: unknown) => {
        throw callFailed(error, `${name}: the receiver's counts cannot be read`) ?? new CommandError(2, `${name}: the receiver's counts cannot be read (${nameOf(error)}); try again`, { cause: error });
      });
      const old = seen.get(previous);
      if (old !== undefined && time - old.getTime() < overlap) {
        throw refused(`${name}: the old version verified a delivery ${hours(time - old.getTime())} ago; ${patience}`);
      }
      if (current === undefined || !seen.has(current)) {
        throw undecided(`${name}: no delivery has been verified by the new version yet, so nothing shows that the provider uses it; `
          + 'send a test delivery from its dashboard, or take the old version away with --now');
      }
    }
  }
  await store.move('AWSPREVIOUS', { from: previous });
  return 'retired';
};

const hours = (milliseconds: number): string => (milliseconds < hour ? 'less than an hour' : `${Math.floor(milliseconds / hour)} h`);
