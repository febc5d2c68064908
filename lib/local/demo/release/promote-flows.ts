import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changes, exitCodeOf, openDashboards, planPromotion, promote, readLive, type Plan } from '../../../promotion/configuration';
import { CommandError } from '../../../operator/command-error';
import type { FlowsConfig } from '../../../environment';
import type { Journal } from '../journal';
import type { OnboardedFleet } from '../onboard';
import type { ProviderSide } from '../provider/side';
import { exactly, type Say } from '../story';

const step = 'Promotion of a flow';

export interface FlowPromotion {
  readonly onboarded: OnboardedFleet;
  readonly providers: ProviderSide;
  /** Environments in the order of promotion. */
  readonly route: readonly string[];
  /** Folder of the demo's own bin/flows.json. */
  readonly folder: string;
  readonly journal: Journal;
}

/** What a promotion comes to: how many flows were promoted, or why it was refused. */
const outcomeOf = async (work: Promise<{ readonly promoted: readonly string[] }>): Promise<string> => {
  try {
    return `${(await work).promoted.length} promoted`;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return `refused with exit code ${error.exitCode}`;
  }
};

const risksOf = (plan: Plan | undefined): string =>
  (plan ? changes(plan) : []).flatMap(({ differences }) => differences.map(({ path, risk }) => `${path} (${risk})`)).join(', ');

/**
 * Promotes the flows of the first environment through all others in the providers' dashboards, as `bulkhead promote` does, and gives
 * what bin/flows.json says afterwards.
 */
export const promoteFlows = async ({ onboarded, providers, route, folder, journal }: FlowPromotion, say: Say): Promise<FlowsConfig> => {
  const { fleet, flows } = onboarded;
  const flowsPath = join(folder, 'flows.json');
  writeFileSync(flowsPath, `${JSON.stringify(flows, null, 2)}\n`);
  const current = () => JSON.parse(readFileSync(flowsPath, 'utf8')) as FlowsConfig;
  const dashboards = openDashboards(fleet, providers.sandbox.url, (environment, binding) =>
    Promise.resolve(providers.accounts.get(environment)?.find(account => account.binding === binding)?.organization.dashboardToken ?? ''));
  const attempt = async (from: string, to: string, accept?: string) => {
    let plan: Plan | undefined;
    const outcome = await outcomeOf(promote({
      from, to, accept, configured: { fleet, flowsPath }, dashboards, ids: {}, archiveFirst: false, clock: Date.now,
      say: () => undefined, show: shown => { plan = shown; },
    }));
    return { outcome, plan };
  };
  const record = (from: string, to: string, what: string, expected: string, observed: string) =>
    journal.record(exactly({ step, kind: 'flow-promoted', from, to, what, expected, observed }));

  const [first = '', ...targets] = route;
  const last = targets.at(-1);
  if (last !== undefined && targets.length > 1) {
    const { outcome } = await attempt(first, last);
    record(first, last, `a promotion from ${first} past ${targets.slice(0, -1).join(', ')} to ${last}`, 'refused with exit code 1', outcome);
  }
  for (const [index, to] of targets.entries()) {
    const from = route[index] ?? first;
    const unreviewed = await attempt(from, to);
    const { plan } = unreviewed;
    const risky = (plan ? changes(plan) : []).some(({ differences }) => differences.some(({ risk }) => risk === 'high'));
    if (risky) record(from, to, `a promotion from ${from} to ${to} that nobody has reviewed: ${risksOf(plan)}`, 'refused with exit code 1', unreviewed.outcome);
    const made = risky ? await attempt(from, to, plan?.digest) : unreviewed;
    const count = plan ? changes(plan).length : 0;
    record(from, to, `the flows of ${from} promoted to ${to} with consent to exactly this plan`, `${count} promoted`, made.outcome);
    record(from, to, `the same promotion from ${from} to ${to} again`, '0 promoted', (await attempt(from, to)).outcome);
    const input = { fleet, flows: current(), from, to };
    const after = planPromotion({ ...input, live: await readLive(input, dashboards) });
    record(from, to, `the dashboards of ${from} and ${to}, compared`, 'no difference', exitCodeOf(after) === 0 ? 'no difference' : risksOf(after));
    say(`${from} → ${to}: ${count} ${count === 1 ? 'flow' : 'flows'}`);
  }
  return current();
};
