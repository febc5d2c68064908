import { InvalidFleet } from './invalid-fleet';
import { isPending } from './pending';
import { separateAccounts, separateCi, separateNames } from './rules/accounts';
import {
  completeBindings, enoughKeys, rotationSlots, separateFlows, separateRegistrations, separateSubscriptions,
} from './rules/bindings';
import { agreeingClasses, charges, promotion, sandboxMode } from './rules/classes';
import { evidenceKeys } from './rules/evidence';
import { soundFlows } from './rules/flows';
import { staticIngress, waitingIngress } from './rules/ingress';
import { addressLimits, separateAddresses, separateBlocks, separateHosts, zones } from './rules/network';
import { secretMaterial } from './rules/secrets';
import type { Rule } from './rules/subject';
import { environmentSchema, flowsSchema, organizationSchema } from './schema';
import { readShape, type Read } from './shape';
import type { FleetConfig, FlowsConfig } from './types';

const rules: readonly Rule[] = [
  separateNames, separateAccounts, separateCi,
  separateBlocks, separateAddresses, zones, addressLimits, separateHosts, staticIngress,
  agreeingClasses, sandboxMode, charges, promotion, evidenceKeys,
  completeBindings, soundFlows, separateFlows, separateSubscriptions, separateRegistrations, enoughKeys,
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

/** Stands in for parts of an environment without a sound shape; equal to no other environment's, so that no rule takes offence. */
const neutral = (index: number, input: unknown): Record<string, unknown> => ({
  account: { create: { email: `unsound-${index}@example.invalid` } },
  owner: 'unsound',
  alarms: { email: 'unsound@example.invalid' },
  domain: { zone: `unsound-${index}.invalid`, webhookHost: `webhooks.unsound-${index}.invalid`, delegated: false },
  network: {
    cidr: `172.31.${255 - index % 256}.0/24`,
    availabilityZones: isObject(input) && typeof input['region'] === 'string' ? [`${input['region']}a`] : ['me-central-1a'],
    egressAddresses: [{ pending: 'unsound' }],
    prefixLists: { s3: { pending: 'unsound' }, dynamodb: { pending: 'unsound' } },
  },
});

/** Reads the flows entry by entry: one that is unsound keeps no other from being compared. */
const readFlows = (input: unknown): Read<FlowsConfig> => {
  const whole = readShape(flowsSchema, 'bin/flows.json', input);
  if (whole.value || !isObject(input)) return whole;
  const sound = Object.entries(input).filter(([name, bindings]) => flowsSchema.safeParse({ [name]: bindings }).success);
  return { ...whole, value: flowsSchema.safeParse(Object.fromEntries(sound)).data };
};

const ownerOf = (item: unknown, index: number): string =>
  (isObject(item) && typeof item['name'] === 'string' ? `'${item['name']}'` : `environment ${index + 1}`);

/**
 * Reads `bin/environments.ts` and `bin/flows.json` as they are at run time, whatever their types claim.
 *
 * @throws InvalidFleet with every problem at once
 */
export const validateFleet = (fleetInput: unknown, flowsInput: unknown): ValidFleet => {
  const problems: string[] = [];
  const keep = <T>({ value, problems: found }: Read<T>): T | undefined => {
    problems.push(...found);
    return value;
  };

  const input = isObject(fleetInput) ? fleetInput : {};
  problems.push(...Object.keys(input).filter(key => key !== 'organization' && key !== 'environments')
    .map(key => `the fleet has the unknown key '${key}'; remove it or correct its spelling`));
  const list = Array.isArray(input['environments']) ? input['environments'] as unknown[] : [];
  if (list.length === 0) problems.push('the fleet has no environments; export { organization, environments: […] } from bin/environments.ts');
  problems.push(...secretMaterial('bin/environments.ts', fleetInput), ...secretMaterial('bin/flows.json', flowsInput));

  const organization = keep(readShape(organizationSchema, 'the organization', input['organization']));
  const environments = list.flatMap((item, index) =>
    keep(readShape(environmentSchema, ownerOf(item, index), item, neutral(index, item))) ?? []);
  const flows = keep(readFlows(flowsInput));

  // what names another part can be judged only where every part could be read.
  const complete = environments.length === list.length && flows && Object.keys(flows).length === Object.keys(flowsInput as object).length;
  const subject = { organization, environments, flows: flows ?? {} };
  const relevant = complete ? rules : rules.filter(rule => rule !== completeBindings && rule !== promotion);
  problems.push(...relevant.flatMap(rule => rule(subject)));

  if (problems.length > 0 || !organization || !flows) throw new InvalidFleet([...new Set(problems)]);
  return {
    fleet: { organization, environments },
    flows,
    warnings: [...rotationSlots(subject), ...waitingIngress(subject)],
    open: [
      ...openValues(organization, 'organization'),
      ...environments.flatMap(environment => openValues(environment, environment.name)),
      ...openValues(flows, 'flows'),
    ],
  };
};
