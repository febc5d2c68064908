import { costOfZone, fixedCost, cents } from './monthly';
import { templatesByAccount } from './read';
import type { EnvironmentCost } from './table';
import type { FleetConfig } from '../environment';

export { changeOf, changeText, type EnvironmentChange } from './change';
export { costTable, type EnvironmentCost } from './table';
export { fixedCost, type CostLine, type FixedCost } from './monthly';
export type { Resources } from './priced';
export { templatesByAccount, templatesOf } from './read';

/** Fixed monthly costs of every environment that an assembly has templates for. */
export const costsOf = (fleet: FleetConfig, assembly: string): readonly EnvironmentCost[] => {
  const templates = templatesByAccount(assembly);
  const most = Math.max(...fleet.environments.map(({ network }) => network.availabilityZones.length));
  return fleet.environments.flatMap(({ name, account, network }) => {
    const own = typeof account === 'string' ? templates.get(account) : undefined;
    if (!own) return [];
    const cost = fixedCost(own);
    const zones = network.availabilityZones.length;
    const perZone = costOfZone(cost, zones);
    return [{ environment: name, zones, perZone, saved: cents(perZone * (most - zones)), ...cost }];
  });
};
