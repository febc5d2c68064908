import { readConfigured, type Configured } from './configured';
import { withArchived, withoutRetired } from './entries';
import { fileSystem, replaceFlowsFile, withFlows, type FileSystem } from './flows-file';
import type { DashboardOf } from './live';
import { wrongEnvironment } from './source';
import type { EnvironmentConfig, FlowEntry, FlowsConfig } from '../../environment';
import { refused, unusable } from '../../operator/command-error';
import { environmentNamed } from '../../operator/named';
import { providers, sessionApis, type ProviderName } from '../../providers';
import { dashboards as descriptions } from '../../providers/dashboards';

export interface RetireOptions {
  readonly environment: string;
  /** Id of the flow. */
  readonly flow: string;
  readonly configured: Configured;
  readonly dashboards: DashboardOf;
  /** Whether a person has archived it on the provider's dashboard. */
  readonly archived: boolean;
  /** Whether to take it away although its last events may still come. */
  readonly now: boolean;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly say: (line: string) => void;
  readonly files?: FileSystem;
}

export type RetireOutcome = 'archived' | 'removed';

const secondsADay = 86_400;

/** Longest life of a session where its provider does not document one. */
const longestSession = secondsADay;

/** Days after which a flow that takes no new sessions sends no event by itself: its last session's life and the sender's last retry, rounded up. */
export const quietAfter = (provider: ProviderName): number => {
  const session = (sessionApis[provider]?.create.longestLife ?? longestSession * 1000) / 1000;
  // a day more, because the day of archiving had begun.
  return Math.ceil((session + (providers[provider].deliveryPolicy.retries.at(-1) ?? 0)) / secondsADay) + 1;
};

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

const find = (flows: FlowsConfig, environment: string, flow: string): { readonly binding: string; readonly entries: readonly FlowEntry[]; readonly entry: FlowEntry } => {
  for (const [binding, entries] of Object.entries(flows[environment] ?? {})) {
    const entry = entries.find(({ id }) => id === flow);
    if (entry) return { binding, entries, entry };
  }
  throw unusable(`bin/flows.json has no flow of this id in '${environment}'`);
};

/** Has it archived, by the dashboard or by a person. */
const archive = async (config: EnvironmentConfig, binding: string, provider: ProviderName, { flow, dashboards, archived, say }: RetireOptions): Promise<void> => {
  const dashboard = await dashboards(config.name, binding);
  if (!dashboard) {
    if (archived) return;
    throw refused(`${flow} has to be archived on the dashboard of ${providers[provider].title} (${descriptions[provider].words.archive}); `
      + 'do it once the backend creates sessions with its successor only, then repeat with --archived');
  }
  const found = (await dashboard.list()).find(({ id }) => id === flow);
  const foreign = found && wrongEnvironment(config, provider, found);
  if (foreign !== undefined) throw refused(`the flow ${flow} ${foreign}; it was left as it is`);
  if (found && found.status !== 'archived') await dashboard.archive(flow);
  say(`${flow} is archived`);
};

/**
 * Ends a replaced flow in two steps: archived, so that no session begins with it; and, when none of its events can come
 * any more, taken out of bin/flows.json, so that the environment refuses it. Until then both ids stay allowed.
 *
 * @throws CommandError where it is in use, or where it is too early
 */
export const retireFlow = async (options: RetireOptions): Promise<RetireOutcome> => {
  const { environment, flow, configured, clock, now, say, files = fileSystem } = options;
  const { fleet, file } = readConfigured(configured);
  const config = environmentNamed(fleet, environment);
  const { binding, entries, entry: { replaced } } = find(file.flows, environment, flow);
  const provider = config.providers[binding]!.provider;
  if (!replaced) throw refused(`${flow} is in use in '${environment}'; promote its successor first`);
  if (replaced.archivedOn === undefined) {
    await archive(config, binding, provider, options);
    replaceFlowsFile(file, withFlows(file, environment, binding, withArchived(entries, flow, dayOf(clock()))), files);
    say(`its events are accepted until it is retired again, on ${dayOf(clock() + quietAfter(provider) * secondsADay * 1000)} or later`);
    return 'archived';
  }
  const quiet = Date.parse(replaced.archivedOn) + quietAfter(provider) * secondsADay * 1000;
  if (clock() < quiet && !now) {
    throw refused(`${flow} was archived on ${replaced.archivedOn}; its last events can come until ${dayOf(quiet)}, and would be acknowledged and lost: wait, or repeat with --now`);
  }
  replaceFlowsFile(file, withFlows(file, environment, binding, withoutRetired(entries, flow)), files);
  say(`${flow} is taken out of bin/flows.json; after the next deploy its events are acknowledged and go nowhere, replays by the provider too`);
  return 'removed';
};
