import { contextOf, type EnvironmentContext, type FleetConfig, type FlowsConfig } from '../environment';
import { unusable } from '../operator/command-error';
import { environmentNamed } from '../operator/named';

/** @throws CommandError where the fleet has no such environment, or its account is not known yet */
export const deliveryTarget = (fleet: FleetConfig, flows: FlowsConfig, name: string): EnvironmentContext => {
  const config = environmentNamed(fleet, name);
  const environment = contextOf(config, flows);
  if (!environment) throw unusable(`the account of '${name}' is not known yet; \`bulkhead org prepare\` prints its id, which then stands in bin/environments.ts`);
  return environment;
};
