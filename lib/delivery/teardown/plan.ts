import { protectionsOf, type Protection } from './protections';
import { deletedBy, remaindersOf, type Remainder } from './remains';
import { deletionOrder, type PlannedStack } from './stacks';
import { stepsOf, type Step } from './steps';
import { bootstrapNames, organizationRole } from '../names';
import { fixedCost, type CostLine } from '../../cost';
import { contextOf, type EnvironmentConfig, type FleetConfig } from '../../environment';

/** What taking one environment down means, step by step. */
export interface TeardownPlan {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** Whether real people's data and live keys are in it. */
  readonly live: boolean;
  readonly steps: readonly Step[];
  /** Stacks in the order in which they go, with what goes with each. */
  readonly stacks: readonly { readonly name: string; readonly deletes: Readonly<Record<string, number>> }[];
  readonly protections: readonly Protection[];
  readonly remains: readonly Remainder[];
  /** What is left outside the stacks, and with whom. */
  readonly outside: readonly string[];
  /** What goes on costing until it is removed, in US dollars a month; storage, logs and requests come on top. */
  readonly costs: { readonly lines: readonly CostLine[]; readonly monthly: number };
}

const outsideOf = (config: EnvironmentConfig, stack: string): string[] => [
  `the bootstrap stack ${stack}: its bucket and its key are kept when it goes, and every version of every asset with them`,
  `the account ${config.account as string}: closing it takes 90 days, in which it can be reopened, and its root e-mail address stays taken`,
  'the policies that Organizations holds for the account: they bind until the environment is out of bin/environments.ts and Organization is deployed',
  'the organization\'s trail: what it recorded stays in the audit account',
  'the account\'s budget: it tells what the rest goes on costing, until Budgets is deployed without the environment',
  `the fingerprints of its secrets and the role that compares them, in the audit account, until Audit is deployed without '${config.name}'`,
  `the delegation of ${config.domain.zone}: NS records in the parent zone, which is not ours; a delegation without a zone can be taken over`,
  `${Object.keys(config.providers).join(', ')}: webhook subscriptions, API keys, allow-listed addresses and dashboard users at the provider`,
  ...config.ci ? [`the environment '${config.ci.environment}' of ${config.ci.repository} on GitHub, and its workflow files until \`bulkhead ci init\` is run again`] : [],
];

/** The plan for one environment; nothing if the assembly has none of its stacks. */
export const planOf = (config: EnvironmentConfig, stacks: readonly PlannedStack[], administrationRole = organizationRole): TeardownPlan | undefined => {
  const context = contextOf(config, {});
  const own = stacks.filter(({ account }) => account === context?.account);
  if (!context || own.length === 0) return undefined;
  const order = deletionOrder(own);
  const remains = order.flatMap(remaindersOf);
  const protections = order.flatMap(protectionsOf);
  const left = order.map(({ resources, ...stack }) => {
    const kept = new Set(remaindersOf({ resources, ...stack }).filter(({ why }) => why === 'kept').map(({ id }) => id));
    return Object.fromEntries(Object.entries(resources).filter(([id]) => kept.has(id)));
  });
  // the key of the assets is the bootstrap's, and stays as well.
  const { lines, total } = fixedCost([...left, { AssetsKey: { Type: 'AWS::KMS::Key' } }]);
  return {
    environment: config.name,
    account: context.account,
    region: config.region,
    live: config.credentials === 'live',
    steps: stepsOf(context, administrationRole, order, protections, remains),
    stacks: order.map(stack => ({ name: stack.name, deletes: deletedBy(stack) })),
    protections,
    remains,
    outside: outsideOf(config, bootstrapNames(context).stack),
    costs: { lines, monthly: total },
  };
};

/** Environments in the order in which they go: what is promoted into goes before what it is promoted from. */
export const environmentOrder = ({ environments }: FleetConfig): EnvironmentConfig[] => {
  const depth = (config: EnvironmentConfig, seen: readonly string[] = []): number => {
    const source = environments.find(({ name }) => name === config.promotedFrom);
    return source && !seen.includes(source.name) ? 1 + depth(source, [...seen, config.name]) : 0;
  };
  return [...environments].sort((a, b) => depth(b) - depth(a));
};
