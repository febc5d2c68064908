import type { EnvironmentConfig, FleetConfig } from '../../environment';
import { refused, unusable } from '../../operator/command-error';

/** The two environments of a plan or a promotion. */
export interface Route {
  readonly from: EnvironmentConfig;
  readonly to: EnvironmentConfig;
}

const environmentOf = ({ environments }: FleetConfig, name: string): EnvironmentConfig => {
  const found = environments.find(environment => environment.name === name);
  if (!found) throw unusable(`there is no environment '${name}'; give one of ${environments.map(environment => `'${environment.name}'`).join(', ')}`);
  return found;
};

/** @throws CommandError where the fleet has no such environment */
export const routeOf = (fleet: FleetConfig, from: string, to: string): Route => ({ from: environmentOf(fleet, from), to: environmentOf(fleet, to) });

/** Why nothing is promoted this way; nothing where it is the configured one. */
export const wrongWay = ({ from, to }: Route): string | undefined => {
  if (to.promotedFrom === from.name) return undefined;
  return to.promotedFrom === undefined
    ? `'${to.name}' has no promotion source: its flows are made there; promote into an environment that names one in promotedFrom`
    : `'${to.name}' is promoted from '${to.promotedFrom}', not from '${from.name}'; promote along promotedFrom`;
};

/** @throws CommandError where the configuration names another source */
export const refuseWrongWay = (route: Route): void => {
  const reason = wrongWay(route);
  if (reason !== undefined) throw refused(reason);
};
