import type { Dashboard, DashboardFlow } from './dashboard';
import { DashboardConflict } from './dashboard-api';
import { configurationDigest, digestOf } from './digest';
import type { MadeFlow } from './entries';
import type { FlowStep } from './plan';
import { refused, undecided } from '../../operator/command-error';

export interface EstablishOptions {
  /** What the provider calls the target's environment. */
  readonly environment: string;
  /** Ids that bin/flows.json has anywhere: none of them is the new one. */
  readonly taken: ReadonlySet<string>;
  /** Whether the flow before may be archived first, where the dashboard has room for one only. */
  readonly archiveFirst: boolean;
  /** Today, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly say: (line: string) => void;
}

/** Content decides the key, and what is replaced: a later return to the same configuration is another flow. */
const keyOf = (to: string, { binding, source, target }: FlowStep, salt: readonly string[]): string =>
  `bulkhead-${digestOf([to, binding, source.id, source.digest, target?.id ?? null, salt]).slice('sha256:'.length, 'sha256:'.length + 48)}`;

const isThis = ({ name, source }: FlowStep, { configuration }: DashboardFlow): boolean =>
  configuration.name === name && configurationDigest(configuration) === source.digest;

/** Flows that came to an end before they were written down; each makes a further key, and nobody archives that many. */
const mostArchived = 8;

const create = async (dashboard: Dashboard, to: string, step: FlowStep, environment: string): Promise<DashboardFlow> => {
  const salt: string[] = [];
  while (salt.length < mostArchived) {
    const made = await dashboard.create(environment, step.source.configuration, keyOf(to, step, salt));
    // a repeated key may be given the first answer again, however long ago that was.
    const flow = (await dashboard.list()).find(({ id }) => id === made.id) ?? made;
    if (flow.status !== 'archived') return flow;
    salt.push(flow.id);
  }
  throw refused(`the dashboard answers with archived flows only for '${step.name}' of '${step.binding}'; make the flow there by hand and write its id into bin/flows.json`);
};

/** Makes room for the new flow by archiving the one that it replaces, and no other. */
const makeRoom = async (dashboard: Dashboard, step: FlowStep, options: EstablishOptions, conflict: DashboardConflict): Promise<void> => {
  const { product } = step.source.configuration;
  const inTheWay = (await dashboard.list()).filter(flow =>
    flow.environment === options.environment && flow.status === 'published' && flow.configuration.product === product);
  const old = inTheWay.find(({ id }) => id === step.target?.id);
  if (!old || inTheWay.length > 1) {
    const ids = inTheWay.filter(({ id }) => id !== old?.id).map(({ id }) => id).join(', ');
    throw ids ? refused(`the dashboard keeps one active flow per product, and ${ids} is not the one that this promotion replaces; archive it there first`) : conflict;
  }
  if (!options.archiveFirst) {
    throw refused(`the dashboard keeps one active flow per product: ${old.id} has to be archived first, and until the backend has the new id no session can be created. `
      + 'Repeat with --archive-first right before the deploy; open sessions are not affected');
  }
  await dashboard.archive(old.id);
  options.say(`archived ${old.id}`);
};

/**
 * Has the flow of a step in the target, published: found if an earlier run has made it, made otherwise.
 *
 * Everything that was done is seen on the dashboard, so that a run that was interrupted is simply run again.
 */
export const establish = async (dashboard: Dashboard, to: string, step: FlowStep, options: EstablishOptions): Promise<MadeFlow> => {
  const { environment, taken, say } = options;
  const own = (flows: readonly DashboardFlow[]) => flows.filter(flow => flow.environment === environment);
  const withRoom = async (call: () => Promise<DashboardFlow>): Promise<DashboardFlow> => {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof DashboardConflict)) throw error;
      await makeRoom(dashboard, step, options, error);
      return call();
    }
  };
  // what is published comes first, then the smaller id: two runs choose the same.
  const [found] = own(await dashboard.list()).filter(flow => flow.status !== 'archived' && !taken.has(flow.id) && isThis(step, flow))
    .sort((one, other) => Number(other.status === 'published') - Number(one.status === 'published') || (one.id < other.id ? -1 : 1));
  const draft = found ?? await withRoom(() => create(dashboard, to, step, environment));
  const problem = taken.has(draft.id) ? 'which bin/flows.json has already'
    : draft.environment !== environment ? `in its environment '${draft.environment}' instead of '${environment}'`
      : !isThis(step, draft) ? 'with another configuration than the one that was sent' : undefined;
  if (problem !== undefined) throw refused(`the dashboard gives the flow ${draft.id}, ${problem}; nothing was written: archive it there and look into it`);
  say(found ? `found ${draft.id}, ${draft.status}` : `created ${draft.id}`);
  const published = draft.status === 'published' ? draft : await withRoom(() => dashboard.publish(draft.id));
  if (published.id !== draft.id || published.status !== 'published' || published.environment !== environment || !isThis(step, published)) {
    throw undecided(`the dashboard does not show ${draft.id} as published with what was sent; nothing was written: look into it and run the command again`);
  }
  if (published !== draft) say(`published ${published.id}`);
  // also when an earlier run had archived it and then stopped.
  const flows = own(await dashboard.list());
  const gone = step.target !== undefined && flows.some(({ id, status }) => id === step.target?.id && status === 'archived');
  return { id: published.id, ...published.version !== undefined && { version: published.version }, ...gone && { archivedOn: options.today() } };
};
