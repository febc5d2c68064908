// every principal against every resource, one at a time: what the result holds by class, spelt out where it is asked for.
import { UnusableInput, type AccessPrincipal, type AccessResource, type AccessWay, type AuditResult } from '../model';
import { postureReasons } from './access-words';
import { visible } from './visible';

export interface PairDecision {
  readonly principal: AccessPrincipal;
  readonly resource: AccessResource;
  readonly decision: 'allowed' | 'undecided' | 'denied' | 'front-door';
  readonly reason: string;
  /** The chain, where it is not the same for everybody outside. */
  readonly way?: AccessWay;
}

const wayKey = (from: string, principal: string, to: string, resource: string): string => [from, principal, to, resource].join('\0');

/** The decision about any principal and any resource of another environment. */
export const decider = ({ accessWays }: AuditResult): ((principal: AccessPrincipal, resource: AccessResource) => PairDecision) => {
  const ways = new Map(accessWays.flatMap(way => way.principals.map(principal => [wayKey(way.from, principal, way.to, way.resource), way] as const)));
  return (principal, resource) => {
    const way = ways.get(wayKey(principal.environment, principal.name, resource.environment, resource.name));
    if (way) return { principal, resource, decision: way.decision, reason: way.reason, way };
    const { posture } = resource;
    return { principal, resource, decision: posture === 'front-door' ? 'front-door' : 'denied', reason: postureReasons[posture] };
  };
};

/** Ordered pairs of environments that `FROM:TO` or `all` names. */
export const pairsNamed = ({ access }: AuditResult, wanted: string): readonly { readonly from: string; readonly to: string }[] => {
  const found = wanted === 'all' ? access : access.filter(({ from, to }) => `${from}:${to}` === wanted);
  if (found.length > 0) return found;
  const some = access.slice(0, 3).map(({ from, to }) => visible(`${from}:${to}`)).join(', ');
  throw new UnusableInput(`is no pair of environments${some ? `; there is ${some}, or all` : ''}`, visible(wanted), '--expand');
};

/** Everything that was decided between two environments, pair by pair. */
export function* decisionsBetween(result: AuditResult, from: string, to: string): Generator<PairDecision> {
  const decide = decider(result);
  const resources = result.resources.filter(({ environment }) => environment === to);
  for (const principal of result.principals) {
    if (principal.environment !== from) continue;
    for (const resource of resources) yield decide(principal, resource);
  }
}

const named = <T extends { readonly environment: string; readonly name: string }>(list: readonly T[], wanted: string): T => {
  const found = list.filter(({ environment, name }) => `${environment}:${name}` === wanted || name === wanted);
  if (found.length === 1) return found[0]!;
  const close = (found.length > 0 ? found : list.filter(({ name }) => name.toLowerCase().includes((wanted.split(':').pop() ?? wanted).toLowerCase()))).slice(0, 5);
  throw new UnusableInput(
    `${found.length > 1 ? 'is the name of several; write ENVIRONMENT:NAME' : 'is no principal or resource of this input'}${close.length > 0 ? `; there is ${close.map(({ environment, name }) => visible(`${environment}:${name}`)).join(', ')}` : ''}`,
    visible(wanted), '--explain',
  );
};

/** The pair that `PRINCIPAL > RESOURCE` names. */
export const pairNamed = (result: AuditResult, wanted: string): PairDecision => {
  const [principal = '', resource = ''] = wanted.split(/\s+>\s+/);
  return decider(result)(named(result.principals, principal.trim()), named(result.resources, resource.trim()));
};
