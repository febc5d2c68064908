import type { FleetConfig } from '../../../environment';

/** Environments in the order in which something is promoted through them, the last of which is reached by a release. */
export const promotionRoute = ({ environments }: FleetConfig): readonly string[] => {
  const sourceOf = new Map(environments.map(({ name, promotedFrom }) => [name, promotedFrom]));
  const sources = new Set(sourceOf.values());
  const routes = environments.filter(({ name }) => !sources.has(name)).map(({ name }) => {
    const route = [name];
    for (let source = sourceOf.get(name); source !== undefined; source = sourceOf.get(source)) route.unshift(source);
    return route;
  });
  // a fleet may have several; the longest shows the most.
  return routes.reduce((longest, route) => (route.length > longest.length ? route : longest), []);
};
