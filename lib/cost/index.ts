import { costOfZone, fixedCost } from './monthly';
import { templatesByAccount } from './read';
import type { EnvironmentCost } from './table';
import type { FleetConfig } from '../environment';

export { costTable, type EnvironmentCost } from './table';
export { fixedCost, type CostLine, type FixedCost } from './monthly';

/** Fixed monthly costs of every environment that an assembly has templates for. */
export const costsOf = (fleet: FleetConfig, assembly: string): readonly EnvironmentCost[] => {
  const templates = templatesByAccount(assembly);
  return fleet.environments.flatMap(({ name, account, network }) => {
    const own = typeof account === 'string' ? templates.get(account) : undefined;
    if (!own) return [];
    const cost = fixedCost(own);
    const zones = network.availabilityZones.length;
    return [{ environment: name, zones, perZone: costOfZone(cost, zones), ...cost }];
  });
};
