import { privateZones, STORE } from '../facts/stores';
import type { Identifier } from '../facts/types';
import { catalogue } from './catalogue';
import { mentioned, pairs } from './mentioned';
import { between, groupBy, homeOf, placeName } from './tell';
import type { Context, Draft, GroupOfInvariants } from './types';

const invariants = catalogue('configuration', {
  disjoint: {
    kind: 'relation',
    evidence: 'data',
    title: 'no flow, subscription, webhook host, address, tenant, store or key of a service is configured in two environments',
    fix: 'register the environment with the provider by itself and configure what it was given',
  },
  declared: {
    kind: 'relation',
    evidence: 'data',
    title: 'no environment holds what the environments file declares to be another\'s',
    fix: 'remove it, or correct the declaration',
  },
  suppressions: {
    kind: 'relation',
    evidence: 'change',
    title: 'every suppression is in use and has not expired',
    fix: 'remove the suppression, or have its owner renew it',
  },
  organization: {
    kind: 'hygiene',
    evidence: 'data',
    title: 'every environment has a provider organization of its own',
    fix: 'use one organization per environment where the provider separates by it',
  },
});

const ORGANIZATION = 'provider organization';

const disjoint = (context: Context): Draft[] => {
  const zones = privateZones(context.world, context.resolver);
  const isInside = (host: string) => host.split('.').some((_, at, labels) => zones.has(labels.slice(at).join('.')));
  return groupBy(
    context.facts.identifiers.filter(({ what, text }) => what !== 'declared identifier' && !(what === STORE && isInside(text))),
    ({ what, text }) => `${what}\0${text}`,
  ).flatMap(group => {
    const { what } = group[0]!;
    return pairs(
      context,
      what === ORGANIZATION ? 'configuration.organization' : 'configuration.disjoint',
      group,
      ({ text }) => text,
      text => `the same ${what} ${text}`,
    );
  });
};

/** Words that the environments file gives to one environment, found in another's part. */
const declared = (context: Context): Draft[] => {
  const owners = new Map(
    context.environments.flatMap(environment => environment.identifiers.map(word => [word, environment] as const)),
  );
  if (owners.size === 0) return [];
  const words: Identifier[] = [
    ...context.facts.identifiers,
    ...context.facts.domains.map(({ place, text }) => ({ place, text, what: 'name' })),
  ];
  const unique = groupBy(
    words.filter(({ text, place }) => owners.has(text) && owners.get(text) !== place.environment),
    ({ place, text }) => [place.document.file, place.path.join('.'), text].join('\0'),
  );
  return unique.map(group => {
    const [{ place, text }] = group as [Identifier, ...Identifier[]];
    const owner = owners.get(text)!;
    const home = homeOf(owner);
    return between(context, {
      invariant: 'configuration.declared',
      environments: [place.environment, owner],
      direction: { from: place.environment.name, to: owner.name },
      message: `${placeName(place)} of ${place.environment.name} holds ${text}, which is declared to be ${owner.name}'s`,
      steps: [
        { place, value: text, note: 'stands here' },
        ...(home ? [{ place: home, note: `declared as ${owner.name}'s in the environments file` }] : []),
      ],
    });
  });
};

export const configuration: GroupOfInvariants = { invariants, decide: context => [...disjoint(context), ...declared(context), ...mentioned(context, 'configuration.declared')] };
