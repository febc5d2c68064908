import type { EnvironmentConfig, FleetConfig } from '../../environment';
import { refused } from '../../operator/command-error';
import { environmentNamed } from '../../operator/named';

/** The two environments of a plan or a promotion. */
export interface Route {
  readonly from: EnvironmentConfig;
  readonly to: EnvironmentConfig;
}

/** @throws CommandError where the fleet has no such environment */
export const routeOf = (fleet: FleetConfig, from: string, to: string): Route => ({ from: environmentNamed(fleet, from), to: environmentNamed(fleet, to) });

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
