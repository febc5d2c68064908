import type { Dashboard } from './dashboard';
import { DashboardApi, dashboardAddress } from './dashboard-api';
import type { DashboardOf } from './live';
import { dashboardToken } from './token';
import type { FleetConfig } from '../../environment';
import { unusable } from '../../operator/command-error';

/** Where a token comes from: somebody who is asked, or where it was stored. */
export type TokenOf = (environment: string, binding: string) => Promise<string>;

/** Dashboards at one address, each opened once with the token of its environment and binding; none without an address. */
export const openDashboards = ({ environments }: FleetConfig, address: string | undefined, tokenOf: TokenOf): DashboardOf => {
  if (address === undefined) return () => Promise.resolve(undefined);
  const url = dashboardAddress(address);
  const opened = new Map<string, Dashboard>();
  return async (name, binding) => {
    const key = JSON.stringify([name, binding]);
    const config = environments.find(environment => environment.name === name);
    const registration = config?.providers[binding];
    if (!config || !registration) return undefined;
    const dashboard = opened.get(key) ?? new DashboardApi(url, dashboardToken(await tokenOf(name, binding), config, binding, registration.provider));
    opened.set(key, dashboard);
    return dashboard;
  };
};

/** Tokens from standard input, a line for each environment in the order in which they are named; one line serves them all. */
export const pipedTokens = (names: readonly string[], read: () => Promise<string>): TokenOf => {
  let lines: Promise<string[]> | undefined;
  return async name => {
    lines ??= read().then(text => text.split('\n').map(line => line.trim()).filter(line => line !== ''));
    const given = await lines;
    const line = given.length === 1 ? given[0] : given[names.indexOf(name)];
    if (line === undefined) throw unusable(`standard input has no token for '${name}'; give a line for each of ${names.map(each => `'${each}'`).join(', ')}`);
    return line;
  };
};

/** Reads `name=id` as often as it was given. */
export const readIds = (given: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(given.map(text => {
  // a name may hold the sign, an id may not.
  const at = text.lastIndexOf('=');
  if (at < 1) throw unusable('--id takes the flow\'s name and its new id: --id \'age check=…\'');
  return [text.slice(0, at), text.slice(at + 1)];
}));
