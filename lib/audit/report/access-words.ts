import type { AccessCounts, AccessResource, Refusal } from '../model';
import { count, grouped } from './words';

/** What a decision is called, in the order of reports. */
export const decisionTitles: Readonly<Record<keyof AccessCounts, string>> = {
  'allowed': 'allowed',
  'undecided': 'not decided',
  'organization': 'stopped by policies of the organization alone',
  'explicit': 'denied by a statement',
  'boundary': 'kept back by a permissions boundary',
  'unreached': 'admitted, but reached by no policy of the principal',
  'pass-role': 'by a service, which takes roles of its own account alone',
  'front-door': 'at a front door',
  'network': 'at an endpoint, which its own network alone reaches',
  'no-policy': 'at a resource without a policy of its own',
  'own-only': 'at a resource whose policies do not admit the principal',
};

export const kindsOfDecision = Object.keys(decisionTitles) as (keyof AccessCounts)[];

/** Why everybody outside is answered alike. */
export const postureReasons: Readonly<Record<AccessResource['posture'], string>> = {
  'no-policy': 'it has no policy of its own, so that it is for principals of its own account alone',
  'own-only': 'its policies admit principals of its own environment alone',
  'network': 'an endpoint is reached from the network that it is in; who may join that, the network invariants decide',
  'front-door': 'it answers anybody by design: callers bring no credential of an account, and what it calls is judged by itself',
  'open': 'its policies admit somebody outside, but not this principal',
};

export const refusalOfPosture = (posture: AccessResource['posture']): Refusal | 'front-door' => (posture === 'open' ? 'own-only' : posture);

/** What a reader filters by. */
export type Shown = 'allowed' | 'front-door' | 'assumed' | 'undecided' | 'denied';

export const shownAs = (kind: keyof AccessCounts): Shown =>
  (kind === 'allowed' || kind === 'undecided' || kind === 'front-door' ? kind : kind === 'organization' ? 'assumed' : 'denied');

/** The counts of a pair of environments in one line. */
export const countsInWords = (counts: AccessCounts, principals: number, resources: number): string => {
  const told = kindsOfDecision.filter(kind => counts[kind] > 0).map(kind => `${grouped(counts[kind])} ${decisionTitles[kind]}`);
  return `${count(principals, 'principal')} × ${count(resources, 'resource')}: ${told.join('; ') || 'nothing to decide'}`;
};
