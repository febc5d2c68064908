// what the commands need of the delivery, behind one import that is loaded when one of them runs.
import { environmentOrder, planOf, stacksOf, type TeardownPlan } from './teardown';
import type { FleetConfig } from '../environment';
import { unusable } from '../operator/command-error';
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
export const digestOf = (assembly: string): string => {
  try {
    return assemblyDigest(assembly).digest;
  } catch (error) {
    throw unusable((error as Error).message, { cause: error });
  }
};

/**
 * Plans for one environment, or for all in the order in which they go.
 *
 * @throws CommandError where the fleet has no such environment, or the assembly none of its stacks
 */
export const planFor = (fleet: FleetConfig, assembly: string, name?: string): TeardownPlan[] => {
  const asked = environmentOrder(fleet).filter(config => name === undefined || config.name === name);
  if (asked.length === 0) throw unusable(`there is no environment '${name}'; give one of ${fleet.environments.map(config => `'${config.name}'`).join(', ')}`);
  const stacks = stacksOf(assembly);
  const plans = asked.flatMap(config => planOf(config, stacks) ?? []);
  if (plans.length === 0) throw unusable(`'${assembly}' has no stacks of ${name === undefined ? 'any environment' : `'${name}'`}; run npx cdk synth --quiet first`);
  return plans;
};
