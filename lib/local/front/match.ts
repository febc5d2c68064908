import type { Route } from './types';

export interface Match {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

const parametersOf = (resource: string, path: string): Record<string, string> | undefined => {
  const wanted = resource.split('/');
  const given = path.split('/');
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(segment);
    const value = given[index];
    if (value === undefined) return undefined;
    if (name?.[1] && name[2] === '+') return { ...parameters, [name[1]]: given.slice(index).join('/') };
    if (name?.[1]) parameters[name[1]] = decodeURIComponent(value);
    else if (segment !== value) return undefined;
  }
  return wanted.length === given.length ? parameters : undefined;
};

/** Fewer parameters first, as the gateway prefers the most specific resource. */
const vagueness = (route: Route) => (route.resource.match(/\{/g) ?? []).length + (route.resource.includes('+}') ? 100 : 0);

/** Finds the route that serves a request. */
export const matchRoute = (routes: readonly Route[], method: string, path: string): Match | undefined => {
  for (const route of [...routes].sort((a, b) => vagueness(a) - vagueness(b))) {
    if (route.method !== method && route.method !== 'ANY') continue;
    const parameters = parametersOf(route.resource, path);
    if (parameters) return { route, pathParameters: Object.keys(parameters).length > 0 ? parameters : null };
  }
  return undefined;
};
