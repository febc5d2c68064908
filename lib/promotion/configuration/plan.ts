import { byRisk, compare, type Difference } from './compare';
import type { DashboardFlow } from './dashboard';
import { configurationDigest, digestOf } from './digest';
import { sourceFlow, type Obstacle, type SourceFlow } from './source';
import { targetFlow, type TargetFlow } from './target-flow';
import { routeOf, wrongWay, type Route } from './route';
import { currentFlows, flowsOf, isPending, type FleetConfig, type FlowsConfig, type ProviderBinding } from '../../environment';
import { unusable } from '../../operator/command-error';
import { giveOneOf, shown } from '../../operator/named';
import { providers, type ProviderName } from '../../providers';

/** What dashboards had when they were asked: environment → binding → flows; a binding that is absent was not asked for. */
export type Live = Readonly<Record<string, Readonly<Record<string, readonly DashboardFlow[]>>>>;

/** One flow of the source and what would make the target's equal to it. */
export interface FlowStep {
  readonly binding: string;
  readonly provider: ProviderName;
  readonly name: string;
  readonly source: SourceFlow;
  /** Absent where the target has no flow of this name. */
  readonly target?: TargetFlow;
  /** The riskiest first; none where both are equal. */
  readonly differences: readonly Difference[];
}

export interface Plan {
  readonly version: 1;
  readonly from: string;
  readonly to: string;
  /** What a consent names: another plan has another one. */
  readonly digest: string;
  readonly steps: readonly FlowStep[];
  /** Why nothing can be promoted as things are. */
  readonly obstacles: readonly Obstacle[];
  /** What the reviewer should know and the promotion does not change. */
  readonly notices: readonly string[];
}

export interface PlanInput {
  readonly fleet: FleetConfig;
  readonly flows: FlowsConfig;
  readonly from: string;
  readonly to: string;
  /** @default - every binding of the source */
  readonly binding?: string;
  /** @default - no dashboard was asked: bin/flows.json is believed */
  readonly live?: Live;
}

type Part = Pick<Plan, 'steps' | 'obstacles' | 'notices'>;

const riskiest = ({ differences: [first] }: FlowStep): Pick<Difference, 'risk' | 'path'> => first ?? { risk: 'low', path: '' };

const planBinding = ({ from, to }: Route, binding: string, { provider }: ProviderBinding, { flows, live }: PlanInput): Part => {
  const [there, here] = [flowsOf(flows, from.name, binding), flowsOf(flows, to.name, binding)];
  if (there.length === 0 && providers[provider].boundBy !== 'flow') return { steps: [], obstacles: [], notices: [] };
  const counterpart = Object.hasOwn(to.providers, binding) ? to.providers[binding] : undefined;
  if (counterpart?.provider !== provider) {
    const what = counterpart ? `the provider ${counterpart.provider} behind` : 'no binding';
    return { steps: [], notices: [], obstacles: [{ exitCode: 1, text: `'${to.name}' has ${what} '${binding}', which is ${provider} in '${from.name}'; bind both to the same provider` }] };
  }
  const notices: string[] = [];
  const obstacles: Obstacle[] = [];
  const sources = currentFlows(there).flatMap(entry => {
    const read = sourceFlow(from, binding, provider, entry, live?.[from.name]?.[binding]);
    obstacles.push(...read.obstacles);
    return read.flow ? [read.flow] : [];
  });
  const targets = currentFlows(here).flatMap(entry => {
    // a placeholder of onboarding is nothing that could be compared.
    if (isPending(entry.id)) return [];
    const read = targetFlow(to, binding, provider, { ...entry, id: entry.id }, live?.[to.name]?.[binding]);
    notices.push(...read.notices);
    obstacles.push(...read.obstacles);
    return read.flow ? [read.flow] : [];
  });
  const names = new Set(sources.map(({ configuration }) => configuration.name));
  for (const { name, id } of targets.filter(target => !names.has(target.name))) {
    notices.push(`'${name}' of '${binding}' (${id}) is in '${to.name}' only; the promotion leaves it as it is`);
  }
  const steps = sources.map((source): FlowStep => {
    const { name } = source.configuration;
    const target = targets.find(candidate => candidate.name === name);
    return { binding, provider, name, source, ...target && { target }, differences: compare(target?.configuration, source.configuration) };
  });
  return { steps, obstacles, notices };
};

/** What the consent is given to: which flow of the source would take the place of which flow of the target. */
const planDigest = ({ from, to }: Route, steps: readonly FlowStep[]): string => digestOf({
  from: from.name,
  to: to.name,
  steps: steps.filter(({ differences }) => differences.length > 0).map(({ binding, source, target }) => ({
    binding,
    source: [source.id, source.digest],
    target: target ? [target.id, target.configuration ? configurationDigest(target.configuration) : null] : null,
  })),
}).slice('sha256:'.length, 'sha256:'.length + 16);

/**
 * Compares the flows of two environments, whether or not one is promoted into the other: reading is always allowed.
 *
 * @throws CommandError where the fleet has no such environment or binding
 */
export const planPromotion = (input: PlanInput): Plan => {
  const route = routeOf(input.fleet, input.from, input.to);
  const { binding: only } = input;
  if (only !== undefined && !Object.hasOwn(route.from.providers, only)) {
    throw unusable(`'${route.from.name}' has no binding '${shown(only)}'; ${giveOneOf(only, Object.keys(route.from.providers))}`);
  }
  const parts = Object.entries(route.from.providers).filter(([binding]) => (only ?? binding) === binding)
    .map(([binding, registration]) => planBinding(route, binding, registration, input));
  const steps = parts.flatMap(part => part.steps).sort((one, other) =>
    byRisk(riskiest(one), riskiest(other)) || (`${one.binding} ${one.name}` < `${other.binding} ${other.name}` ? -1 : 1));
  const reason = wrongWay(route);
  return {
    version: 1,
    from: route.from.name,
    to: route.to.name,
    digest: planDigest(route, steps),
    steps,
    obstacles: parts.flatMap(part => part.obstacles),
    notices: [...reason !== undefined && route.from !== route.to ? [`\`promote\` will refuse: ${reason}`] : [], ...parts.flatMap(part => part.notices)],
  };
};

/** Steps that change something. */
export const changes = ({ steps }: Plan): FlowStep[] => steps.filter(({ differences }) => differences.length > 0);

/** 0 nothing to do; 1 the target differs or the promotion would be refused; 2 something that is not known decides. */
export const exitCodeOf = (plan: Plan): 0 | 1 | 2 => {
  if (plan.obstacles.some(({ exitCode }) => exitCode === 1)) return 1;
  if (plan.obstacles.length > 0) return 2;
  return changes(plan).length > 0 ? 1 : 0;
};
