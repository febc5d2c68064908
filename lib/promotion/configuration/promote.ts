import type { Dashboard } from './dashboard';
import { withPromoted, type MadeFlow } from './entries';
import { establish } from './establish';
import { fileSystem, replaceFlowsFile, withFlows, type FileSystem } from './flows-file';
import { dashboardSteps, madeByHand, readFlowId } from './guided';
import { readLive, type DashboardOf } from './live';
import { changes, planPromotion, type FlowStep, type Plan } from './plan';
import { refuseWrongWay, routeOf, type Route } from './route';
import { currentFlows, flowsOf, isPending, type FlowsConfig } from '../../environment';
import { refused, undecided } from '../../operator/command-error';
import { providerEnvironment } from '../../providers/dashboards';
import { readConfigured, type Configured } from './configured';

/** What a promotion works with; tests drive each part. */
export interface PromoteOptions {
  readonly from: string;
  readonly to: string;
  /** @default - every binding of the source */
  readonly binding?: string;
  readonly configured: Configured;
  readonly dashboards: DashboardOf;
  /** Ids of flows that people have made, by the flow's name. */
  readonly ids: Readonly<Record<string, string>>;
  /** Asks for the id of a flow that a person is about to make; absent where nobody can be asked. */
  readonly ask?: (what: string) => Promise<string>;
  /** Digest of the plan whose high risks somebody has reviewed. */
  readonly accept?: string;
  readonly archiveFirst: boolean;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly say: (line: string) => void;
  /** Told before anything is changed. */
  readonly show: (plan: Plan) => void;
  readonly files?: FileSystem;
}

/** Ids of every environment with their owners: none of them is a new flow's. */
const takenIds = (flows: FlowsConfig): ReadonlyMap<string, string> => new Map(Object.entries(flows).flatMap(([environment, bindings]) =>
  Object.entries(bindings).flatMap(([binding, entries]) => entries.flatMap(({ id }) => (isPending(id) ? [] : [[id, `'${environment}' ('${binding}')`] as const])))));

const refuseUnready = (plan: Plan, accept: string | undefined): void => {
  const [obstacle] = [...plan.obstacles].sort((one, other) => one.exitCode - other.exitCode);
  if (obstacle) throw obstacle.exitCode === 1 ? refused(obstacle.text) : undecided(obstacle.text);
  const high = changes(plan).flatMap(({ differences }) => differences.filter(({ risk }) => risk === 'high')).length;
  if (accept !== undefined && accept !== plan.digest) {
    throw refused(`--accept names the plan ${/^[0-9a-f]{16}$/.test(accept) ? accept : '(no digest)'}, but this is ${plan.digest}: something changed since; review it again`);
  }
  if (high > 0 && accept === undefined) {
    throw refused(`${high} ${high === 1 ? 'difference is' : 'differences are'} of high risk; if that is meant, repeat with --accept ${plan.digest}`);
  }
};

const today = (clock: () => number): string => new Date(clock()).toISOString().slice(0, 10);

const byPerson = async ({ to }: Route, step: FlowStep, taken: ReadonlyMap<string, string>, options: PromoteOptions): Promise<MadeFlow> => {
  const { ids, ask, say, clock } = options;
  const given = Object.hasOwn(ids, step.name) ? ids[step.name] : undefined;
  if (given === undefined) {
    say(`'${step.name}' of '${step.binding}' has to be made on the provider's dashboard for '${to.name}':`);
    dashboardSteps(to, step).forEach((line, index) => say(`  ${index + 1}. ${line}`));
    if (!ask) throw undecided(`the id of the new flow is needed; repeat with --id '${step.name}=<id>'`);
  }
  const id = readFlowId(given ?? await ask!(`id of the new flow '${step.name}' in '${to.name}'`), step, taken);
  return madeByHand(id, step, () => today(clock));
};

const byDashboard = (dashboard: Dashboard, route: Route, step: FlowStep, taken: ReadonlyMap<string, string>, options: PromoteOptions): Promise<MadeFlow> =>
  establish(dashboard, route.to.name, step, {
    environment: providerEnvironment(step.provider, route.to) ?? route.to.name,
    taken: new Set(taken.keys()),
    archiveFirst: options.archiveFirst,
    today: () => today(options.clock),
    say: line => options.say(`'${step.name}' of '${step.binding}' in '${route.to.name}': ${line}`),
  });

export type PromoteOutcome = { readonly promoted: readonly string[]; readonly plan: Plan };

/**
 * Makes the flows of the target what those of the source are, one at a time, each written down before the next is begun:
 * interrupted anywhere it is run again, and run twice it changes nothing.
 *
 * @throws CommandError where something speaks against it; then nothing was changed
 */
export const promote = async (options: PromoteOptions): Promise<PromoteOutcome> => {
  const { from, to, configured, files = fileSystem } = options;
  const { fleet, file } = readConfigured(configured);
  const route = routeOf(fleet, from, to);
  refuseWrongWay(route);
  const input = { fleet, flows: file.flows, from, to, binding: options.binding };
  const plan = planPromotion({ ...input, live: await readLive(input, options.dashboards) });
  options.show(plan);
  refuseUnready(plan, options.accept);
  const promoted: string[] = [];
  for (const step of changes(plan)) {
    // read again: the flow before has been written into it.
    const { file: current } = readConfigured(configured);
    const taken = takenIds(current.flows);
    const dashboard = await options.dashboards(to, step.binding);
    const made = dashboard ? await byDashboard(dashboard, route, step, taken, options) : await byPerson(route, step, taken, options);
    const names = currentFlows(flowsOf(current.flows, from, step.binding)).flatMap(({ configuration }) => configuration?.name ?? []);
    const entries = withPromoted(flowsOf(current.flows, to, step.binding), step, from, made, names);
    replaceFlowsFile(current, withFlows(current, to, step.binding, entries), files);
    promoted.push(`${step.binding} '${step.name}'`);
    options.say(`'${step.name}' of '${step.binding}' in '${to}': ${made.id} is written into bin/flows.json${step.target ? `; ${step.target.id} stays allowed until it is retired` : ''}`);
  }
  return { promoted, plan };
};
