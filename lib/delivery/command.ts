// what the commands need of the delivery, behind one import that is loaded when one of them runs.
import { environmentOrder, planOf, stacksOf, type TeardownPlan } from './teardown';
import type { FleetConfig } from '../environment';
import { fromAssembly } from '../operator/assembly';
import { unusable } from '../operator/command-error';
import { environmentNamed } from '../operator/named';
import { assemblyDigest } from '../promotion/assembly-digest';

export { bootstrapTemplate } from './bootstrap';
export { bootstrapEnvironment } from './bootstrap/run';
export { compareAssemblies, comparisonText } from './ci/diff';
export { statesOf, writeFiles } from './ci/files';
export { workflowFiles } from './ci/workflows';
export { bootstrapNames } from './names';
export { deliveryTarget } from './target';
export { planText } from './teardown';

/** @throws CommandError where the folder is no cloud assembly */
export const digestOf = (assembly: string): string => fromAssembly(assembly, () => assemblyDigest(assembly).digest);

/**
 * Plans for one environment, or for all in the order in which they go.
 *
 * @throws CommandError where the fleet has no such environment, or the assembly none of its stacks
 */
export const planFor = (fleet: FleetConfig, assembly: string, name?: string): TeardownPlan[] => {
  if (name !== undefined) environmentNamed(fleet, name);
  const asked = environmentOrder(fleet).filter(config => name === undefined || config.name === name);
  const plans = fromAssembly(assembly, () => {
    const stacks = stacksOf(assembly);
    return asked.flatMap(config => planOf(config, stacks, fleet.organization.administrationRole) ?? []);
  });
  if (plans.length === 0) throw unusable(`'${assembly}' has no stacks of ${name === undefined ? 'any environment' : `'${name}'`}; run npx cdk synth --quiet first`);
  return plans;
};
