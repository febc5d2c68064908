import { changeOf, changeText, type EnvironmentChange } from './change';
import type { DeployedOf } from './deployed';
import { fixedCost } from './monthly';
import { templatesByAccount, templatesOf } from './read';
import { basis } from './table';
import type { EnvironmentConfig } from '../environment';
import { fromAssembly } from '../operator/assembly';
import { unusable } from '../operator/command-error';

/** What a release costs each month: how that changes, or what it comes to where nothing was named that it is compared with. */
export type PlannedCost =
  | ({ readonly comparedWith: string } & EnvironmentChange)
  | { readonly environment: string; readonly to: number; readonly unpriced: Readonly<Record<string, number>> };

export interface CostQuestion {
  readonly config: EnvironmentConfig;
  /** Assembly that is to be released. */
  readonly assembly: string;
  /** Assembly that is compared with. */
  readonly before?: string;
  /** Whether it is compared with what is deployed. */
  readonly deployed?: boolean;
  readonly profile?: string;
}

const templatesIn = (assembly: string, account: string) => fromAssembly(assembly, () => templatesByAccount(assembly).get(account));

/** @throws CommandError where the assembly has nothing for the environment, or its account is not known yet */
export const plannedCost = async (
  { config, assembly, before, deployed = false, profile }: CostQuestion,
  read: (of: DeployedOf, also: ReadonlySet<string>) => ReturnType<typeof import('./deployed').readTemplates>,
): Promise<PlannedCost> => {
  const { name, account, region } = config;
  if (typeof account !== 'string') throw unusable(`the account of '${name}' is not known yet, so nothing of it is synthesized; \`bulkhead org prepare\` prints its id`);
  const after = templatesIn(assembly, account);
  if (!after) throw unusable(`'${assembly}' has no templates of '${name}'; run npx cdk synth --quiet first`);
  if (deployed) {
    const stacks = new Set([...templatesOf(assembly)].flatMap(({ stack, account: of }) => (stack !== undefined && of === account ? [stack] : [])));
    return { comparedWith: 'what is deployed', ...changeOf(name, await read({ name, account, region, profile }, stacks), after) };
  }
  if (before !== undefined) return { comparedWith: before, ...changeOf(name, templatesIn(before, account) ?? [], after) };
  const { total, unpriced } = fixedCost(after);
  return { environment: name, to: total, unpriced };
};

/** The same for a person. */
export const plannedCostText = (cost: PlannedCost): string => ('comparedWith' in cost
  ? `${changeText(cost)}\n  compared with ${cost.comparedWith}; ${basis}`
  : `fixed costs of '${cost.environment}': ${cost.to.toFixed(2)} US dollars a month${Object.keys(cost.unpriced).length > 0 ? ', at least' : ''}; `
    + '--deployed or --before <dir> says how that changes');
