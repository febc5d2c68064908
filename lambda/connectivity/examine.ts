import { canaryBeside, judgeAddress, judgeName } from './borders';
import type { Control } from './borders';
import { endpointServices, onboarding } from './contract';
import type { ConnectivityRequest, ConnectivitySettings, EndpointService, RouteCheck, RouteResult } from './contract';
import { judgeEndpoint } from './endpoints';
import type { Call } from './endpoints';
import { walkToProvider } from './provider-routes';
import type { Ways } from './provider-routes';
import { unknown, within } from './result';

export interface Examination {
  readonly settings: ConnectivitySettings;
  readonly region: string;
  readonly ways: Ways;
  readonly calls: Readonly<Record<EndpointService, Call>>;
  /** Milliseconds that the own routes, and then the borders, may take; the function has more than both. */
  readonly patience: number;
}

const services = Object.keys(endpointServices) as EndpointService[];

const controlOf = (own: readonly RouteResult[], { bindings }: ConnectivitySettings): Control => {
  const held = (check: RouteCheck) => own.some(result => result.check === check && result.verdict === 'holds');
  return {
    resolved: held('provider-name') || held('endpoint-address'),
    connected: held('provider-reached'),
    onboarded: bindings.some(({ apiDomain, addresses }) => apiDomain !== null && addresses !== null),
  };
};

/** Every check of one run, each with one verdict; whatever hangs ends as unknown. */
export const examineRoutes = async ({ foreign }: ConnectivityRequest, { settings, region, ways, calls, patience }: Examination): Promise<RouteResult[]> => {
  const bounded = (check: RouteCheck, subject: string, work: Promise<readonly RouteResult[]>) => within(patience, work, [unknown(check, subject, 'time')]);
  const own = (await Promise.all([
    ...settings.bindings.map(binding => bounded('provider-answer', binding.binding, walkToProvider(binding, ways))),
    ...services.map(service => bounded('endpoint-call', service, judgeEndpoint(service, calls[service], { region, cidr: settings.cidr, resolve: ways.resolve }))),
  ])).flat();
  const control = controlOf(own, settings);
  const canary = canaryBeside(settings.bindings.flatMap(({ addresses }) => addresses ?? []));
  const borders = (await Promise.all([canary, ...foreign].flatMap(place => [
    bounded('foreign-name', place.id, judgeName(place, ways.resolve, control).then(result => [result])),
    bounded('foreign-address', place.id, judgeAddress(place, ways.connect, control)),
  ]))).flat();
  return [...own, ...borders];
};

/** How many of a run's checks ended in a way that somebody has to look at. */
export const isOpenQuestion = ({ verdict, reason }: RouteResult): boolean => verdict === 'unknown' && reason !== onboarding;
