import { contextOf, type EnvironmentContext, type FleetConfig, type FlowsConfig } from '../environment';
import { unusable } from '../operator/command-error';

/** @throws CommandError where the fleet has no such environment, or its account is not known yet */
export const deliveryTarget = ({ environments }: FleetConfig, flows: FlowsConfig, name: string): EnvironmentContext => {
  const config = environments.find(environment => environment.name === name);
  if (!config) throw unusable(`there is no environment '${name}'; give one of ${environments.map(environment => `'${environment.name}'`).join(', ')}`);
  const environment = contextOf(config, flows);
  if (!environment) throw unusable(`the account of '${name}' is not known yet; \`bulkhead org prepare\` prints its id, which then stands in bin/environments.ts`);
  return environment;
};
