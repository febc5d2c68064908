import type { Core } from '../core';
import type { SandboxEnvironmentName } from '../model/environments';
import { Problem } from '../model/problem';
import type { Organization, UsageDay } from '../model/state';

/** Credits that nothing has been promised yet. */
export const available = ({ balance, held }: Organization): number => balance - held;

/**
 * The hard gate.
 *
 * The code is the documented one: clients tell this answer by its status.
 *
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/reference/troubleshooting.md
 * @throws Problem 402
 */
export const demand = (organization: Organization, required: number): void => {
  const balance = available(organization);
  if (required <= balance) return;
  throw new Problem(402, 'unauthenticated', `insufficient credits: ${required} required, ${balance} left`, { balance, required, planTier: organization.planTier });
};

/** Keeps credits back for an open session, so that sessions together never cost more than there is. */
export const hold = (organization: Organization, credits: number): void => {
  demand(organization, credits);
  organization.held += credits;
};

/** Ends what `hold` began. */
export const settle = (organization: Organization, credits: number, isCharged: boolean): void => {
  organization.held -= credits;
  if (isCharged) organization.balance -= credits;
};

/** Counts a check on its day; in a test environment it costs nothing and is counted all the same. */
export const meter = ({ state, clock }: Core, organization: Organization, environment: SandboxEnvironmentName, kind: string, credits: number): void => {
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const id = [organization.id, day, environment, kind].join(' ');
  const usage: UsageDay = state.usage[id] ??= { day, organization: organization.id, environment, kind, count: 0, credits: 0 };
  usage.count += 1;
  usage.credits += credits;
};
