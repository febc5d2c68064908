import { isPending, type FleetConfig } from '../../environment';
import { refused } from '../../operator/command-error';
import { requireManagement, type PrepareAccess } from './clients';
import { observe } from './observe';
import { realClock, type Clock } from './patience';
import { perform } from './perform';
import { memberFor, placesOf } from './places';
import { planOf, type Step } from './plan';
import type { OrganizationState } from './state';

export interface PrepareOptions {
  /** Prints what would be done and changes nothing. */
  readonly plan?: boolean;
  /** Whether the open steps may be taken; asked once, before the first. */
  readonly confirm: (open: readonly Step[]) => Promise<boolean>;
  /** Receives what is about to be done, a line a step. */
  readonly say: (line: string) => void;
  /** How long AWS may take over accounts and regions. */
  readonly waitMinutes?: number;
  readonly clock?: Clock;
}

export interface Prepared {
  readonly steps: readonly Step[];
  /** 0: what this command does is done; 2: something is still to come that it does not do alone. */
  readonly exitCode: 0 | 2;
}

const defaultWaitMinutes = 20;
const pollMs = 10_000;

/** What no step can mend. */
const requireSound = ({ organization: known }: OrganizationState, fleet: FleetConfig): void => {
  if (!known) return;
  const { managementAccount, rootId, organizationId } = fleet.organization;
  if (known.managementAccount !== managementAccount) {
    throw refused(`account ${managementAccount} is a member of the organization ${known.id}, whose management account is ${known.managementAccount}; `
      + 'write that account into bin/environments.ts, or let this one leave');
  }
  if (!known.allFeatures) {
    throw refused(`the organization ${known.id} has consolidated billing only; aws organizations enable-all-features, and let every invited account approve`);
  }
  if (!isPending(rootId) && rootId !== known.rootId) {
    throw refused(`organization.rootId is '${rootId}', but the root is ${known.rootId}; correct bin/environments.ts`);
  }
  if (organizationId !== undefined && !isPending(organizationId) && organizationId !== known.id) {
    throw refused(`organization.organizationId is '${organizationId}', but this organization is ${known.id}; correct bin/environments.ts`);
  }
  const closed = placesOf(fleet).map(({ account }) => memberFor(known.accounts, account)).find(member => member && !member.active);
  if (closed) throw refused(`account ${closed.id} (${closed.email}) is closed or suspended; give another account or address in bin/environments.ts`);
};

/**
 * Brings an organization to where its accounts can be bootstrapped, one step after the other, each said before it is done.
 *
 * Nothing is remembered between runs: every run looks at what there is. Stopped anywhere, it carries on when it is run again;
 * run once more, it changes nothing.
 *
 * @throws CommandError where no step can help
 */
export const prepareOrganization = async (access: PrepareAccess, fleet: FleetConfig, options: PrepareOptions): Promise<Prepared> => {
  const { clock = realClock, waitMinutes = defaultWaitMinutes, say } = options;
  const deadline = clock.now() + waitMinutes * 60_000;
  await requireManagement(access, fleet.organization.managementAccount);
  const look = async (): Promise<Step[]> => {
    const state = await observe(access, fleet, clock);
    requireSound(state, fleet);
    return planOf(fleet, state);
  };

  let steps = await look();
  const performed = new Set<string>();
  let confirmed = false;
  let waitedFor = '';
  while (!options.plan) {
    // what was done and does not show yet is waited for: Organizations answers from several copies.
    const next = steps.find(({ id, change }) => change && !performed.has(id));
    if (next?.change) {
      if (!confirmed && !await options.confirm(steps.filter(({ status }) => status === 'open' || status === 'later'))) throw refused('nothing was changed');
      confirmed = true;
      say(next.does);
      await perform(access, next.change, clock, deadline);
      performed.add(next.id);
    } else {
      const waiting = steps.filter(({ status }) => status === 'waiting' || status === 'open').map(({ does }) => does);
      if (waiting.length === 0 || clock.now() >= deadline) break;
      if (waitedFor !== waiting.join('\n')) waiting.forEach(does => say(`waiting: ${does}`));
      waitedFor = waiting.join('\n');
      await clock.sleep(pollMs);
    }
    steps = await look();
  }
  const unfinished = steps.some(({ status, holds }) => (status === 'yours' ? holds : status !== 'done'));
  return { steps, exitCode: unfinished && !options.plan ? 2 : 0 };
};
