// what calls AWS; the command line loads it when the command runs.
import { checks } from './checks';
import { openClients, reading, type ClientOptions } from './clients';
import { factsOf } from './facts';
import { publicNameServers } from './name-servers';
import { examine, type Examination, type Watch } from './run';
import type { World } from './types';
import { deliveryTarget } from '../delivery/target';
import type { EnvironmentContext, ValidFleet } from '../environment';
import { openAccess, type Access } from '../operator/access';

export { document, page } from './page';
export { progressOn } from './progress';
export { readCalls } from './read-only';
export type { Examination, Watch } from './run';
export type { Check, CheckResult, Finding, Verdict } from './types';

export interface DoctorOptions extends ClientOptions {
  /** Folder of the assembly, from which is counted what the stacks take. */
  readonly assembly: string;
  readonly watch?: Watch;
  /** @default - the operator of the environment, with the caller's credentials */
  readonly secrets?: Access;
  /** @default - the DNS as this machine sees it */
  readonly nameServers?: World['nameServers'];
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface Diagnosis {
  readonly environment: EnvironmentContext;
  readonly examination: Examination;
}

/**
 * Looks at one environment from outside, before and after a deployment; changes nothing.
 *
 * @throws CommandError where there is no such environment or its account is not known
 */
export const diagnose = async ({ fleet, flows, open }: ValidFleet, name: string, options: DoctorOptions): Promise<Diagnosis> => {
  const { assembly, profile, client, watch, secrets = openAccess({ profile }), nameServers = zone => publicNameServers(zone), now = Date.now } = options;
  const environment = deliveryTarget(fleet, flows, name);
  const aws = openClients(environment, { profile, client }, now);
  const world: World = { environment, fleet, open, aws, secrets: reading(secrets), facts: factsOf(environment, aws, assembly), nameServers, now };
  return { environment, examination: await examine(checks, world, watch) };
};
