import { InvalidFleet } from './invalid-fleet';
import { isPending } from './pending';
import { separateAccounts, separateCi, separateNames } from './rules/accounts';
import {
  completeBindings, enoughKeys, rotationSlots, separateFlows, separateRegistrations, separateSubscriptions,
} from './rules/bindings';
import { agreeingClasses, charges, promotion, sandboxMode } from './rules/classes';
import { addressLimits, separateAddresses, separateBlocks, separateHosts, zones } from './rules/network';
import { secretMaterial } from './rules/secrets';
import type { Rule } from './rules/subject';
import { environmentSchema, flowsSchema, organizationSchema } from './schema';
import { readShape } from './shape';
import type { FleetConfig, FlowsConfig } from './types';

const rules: readonly Rule[] = [
  separateNames, separateAccounts, separateCi,
  separateBlocks, separateAddresses, zones, addressLimits, separateHosts,
  agreeingClasses, sandboxMode, charges, promotion,
  completeBindings, separateFlows, separateSubscriptions, separateRegistrations, enoughKeys,
];

/** A configuration that may be provisioned, with what its owner should know. */
export interface ValidFleet {
  readonly fleet: FleetConfig;
  readonly flows: FlowsConfig;
  readonly warnings: readonly string[];
  /** Values that onboarding still owes: `<place>: <source>`. */
  readonly open: readonly string[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const openValues = (value: unknown, place: string): string[] => {
  if (!isObject(value) && !Array.isArray(value)) return [];
  if (isObject(value) && isPending(value)) return [`${place}: ${value.pending}`];
  return Object.entries(value).flatMap(([key, inner]) => openValues(inner, Array.isArray(value) ? `${place}[${key}]` : `${place}.${key}`));
};

/**
 * Reads `bin/environments.ts` and `bin/flows.json` as they are at run time, whatever their types claim.
 *
 * @throws InvalidFleet with every problem at once
 */
export const validateFleet = (fleetInput: unknown, flowsInput: unknown): ValidFleet => {
  const problems: string[] = [];
  const keep = <T>(result: { value: T } | { problems: string[] }): T[] => {
    if ('value' in result) return [result.value];
    problems.push(...result.problems);
    return [];
  };

  const input = isObject(fleetInput) ? fleetInput : {};
  problems.push(...Object.keys(input).filter(key => key !== 'organization' && key !== 'environments')
    .map(key => `the fleet has the unknown key '${key}'; remove it or correct its spelling`));
  const list = Array.isArray(input['environments']) ? input['environments'] as unknown[] : [];
  if (list.length === 0) problems.push('the fleet has no environments; export { organization, environments: […] } from bin/environments.ts');
  problems.push(...secretMaterial('bin/environments.ts', fleetInput), ...secretMaterial('bin/flows.json', flowsInput));

  const [organization] = keep(readShape(organizationSchema, 'the organization', input['organization']));
  const environments = list.flatMap((item, index) =>
    keep(readShape(environmentSchema, isObject(item) && typeof item['name'] === 'string' ? `'${item['name']}'` : `environment ${index + 1}`, item)));
  const [flows] = keep(readShape(flowsSchema, 'bin/flows.json', flowsInput));

  // rules compare sound environments only; what has no sound shape is reported above.
  const subject = { organization, environments, flows: flows ?? {} };
  const relevant = environments.length === list.length && flows ? rules : rules.filter(rule => rule !== completeBindings && rule !== promotion);
  problems.push(...relevant.flatMap(rule => rule(subject)));

  if (problems.length > 0 || !organization || !flows) throw new InvalidFleet([...new Set(problems)]);
  return {
    fleet: { organization, environments },
    flows,
    warnings: rotationSlots(subject),
    open: [
      ...openValues(organization, 'organization'),
      ...environments.flatMap(environment => openValues(environment, environment.name)),
      ...openValues(flows, 'flows'),
    ],
  };
};
