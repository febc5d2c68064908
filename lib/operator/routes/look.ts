import { promises as dns } from 'node:dns';
import { foreignPlaces, type NamedPlace, type WorldResolver } from './foreign-places';
import { lookAtWaysOut, type WaysOutAccess } from './ways-out';
import { connectivityFunctionName, endpointServices, routeChecks, type ConnectivityAnswer, type ConnectivityRequest, type RouteResult } from '../../../lambda/connectivity/contract';
import type { EnvironmentConfig, EnvironmentContext, FleetConfig } from '../../environment';
import { sessionApis } from '../../providers';
import { nameOf, refused, undecided, unusable } from '../command-error';
import { invoke } from '../invoke';

export type RouteAccess = WaysOutAccess;

/** As this machine knows names; one that only answers inside of some network is left without an address. */
export const askTheWorld: WorldResolver = async name => {
  try {
    return await new dns.Resolver({ timeout: 2_000, tries: 1 }).resolve4(name);
  } catch {
    return [];
  }
};

const verdicts: ReadonlySet<string> = new Set<RouteResult['verdict']>(['holds', 'fails', 'unknown']);

const isResult = (value: unknown): value is RouteResult => {
  const { check, subject, verdict, reason } = (value ?? {}) as Partial<Record<keyof RouteResult, unknown>>;
  return typeof check === 'string' && Object.hasOwn(routeChecks, check) && [subject, reason].every(text => typeof text === 'string')
    && typeof verdict === 'string' && verdicts.has(verdict);
};

/** What an answer says nothing about although it should: a function that was deployed from another configuration does not know of it. */
const unseen = ({ providers }: EnvironmentConfig, places: readonly NamedPlace[], { results }: ConnectivityAnswer): string[] => {
  const asked: [string, string, string][] = [
    ...Object.entries(providers).filter(([, { provider }]) => sessionApis[provider] !== undefined).map(([binding]): [string, string, string] => ['provider', binding, binding]),
    ...Object.keys(endpointServices).map((service): [string, string, string] => ['endpoint', service, service]),
    ...places.map(({ id, words }): [string, string, string] => ['foreign', id, words]),
  ];
  return asked.filter(([kind, id]) => !results.some(({ check, subject }) => check.startsWith(`${kind}-`) && subject === id)).map(([,, words]) => words);
};

const examinerOf = ({ account, region }: Look['environment']): string => `arn:aws:lambda:${region}:${account}:function:${connectivityFunctionName}`;

export interface Look {
  readonly fleet: FleetConfig;
  readonly environment: Pick<EnvironmentContext, 'account' | 'region' | 'config'>;
  readonly access: RouteAccess;
  /** @default - as this machine knows names */
  readonly resolve?: WorldResolver;
}

/**
 * Has the environment's own function look at its ways now, and looks itself from which addresses they leave.
 *
 * @throws CommandError where the answer is none, or another environment's
 */
export const lookAtRoutes = async ({ fleet, environment, access, resolve = askTheWorld }: Look): Promise<RouteResult[]> => {
  const { name, network } = environment.config;
  const places = await foreignPlaces(fleet, name, resolve);
  const request: ConnectivityRequest = { version: 1, foreign: places.map(({ words: _, ...place }) => place) };
  const examiner = examinerOf(environment);
  let looked: [ConnectivityAnswer, RouteResult];
  try {
    looked = await Promise.all([invoke<ConnectivityAnswer>(access, examiner, request), lookAtWaysOut(access, examiner, network)]);
  } catch (error) {
    if (nameOf(error) !== 'ResourceNotFoundException') throw error;
    throw unusable(`'${name}' has no ${connectivityFunctionName} yet; deploy its Operations stack first`, { cause: error });
  }
  const [answer, waysOut] = looked;
  if (answer.environment !== name) throw refused(`${connectivityFunctionName} answers for another environment than '${name}'; nothing of it counts`);
  if (!Array.isArray(answer.results) || answer.results.length === 0 || !answer.results.every(isResult)) {
    throw undecided(`${connectivityFunctionName} of '${name}' answers in another form; deploy the environment of this version first`);
  }
  const missing = unseen(environment.config, places, answer);
  if (missing.length > 0) throw undecided(`${connectivityFunctionName} of '${name}' has not looked at ${missing.join(', ')}; deploy the environment of this configuration first`);
  const words = new Map(places.map(place => [place.id, place.words]));
  return [...answer.results.map(result => ({ ...result, subject: words.get(result.subject) ?? result.subject })), waysOut];
};
