import type { Domain } from '../facts/types';
import { pairs } from './mentioned';
import { between, groupBy, placeName } from './tell';
import type { Context, Draft } from './types';

/** One name in two environments. */
export const sameDomain = (context: Context): Draft[] =>
  groupBy(context.facts.domains, ({ text }) => text).flatMap(group =>
    pairs(
      context,
      'network.dns',
      group,
      ({ text }) => text,
      text => `the same name ${text}`,
    ),
  );

/** A name inside the zone of another environment and of none of its own. */
export const foreignZone = (context: Context): Draft[] => {
  const zones = new Map<string, Domain[]>();
  for (const domain of context.facts.domains)
    if (domain.zone) zones.set(domain.text, [...(zones.get(domain.text) ?? []), domain]);
  return context.facts.domains
    .filter(({ zone }) => !zone)
    .flatMap(domain => {
      const labels = domain.text.replace(/^\*\./, '').split('.');
      for (let at = 0; at < labels.length - 1; at += 1) {
        const owners = zones.get(labels.slice(at).join('.'));
        if (
          !owners
          || (at === 0
            && owners.some(owner => owner.place.environment !== domain.place.environment && owner.text === domain.text))
        )
          continue;
        if (owners.some(owner => owner.place.environment === domain.place.environment)) return [];
        const owner = owners[0]!;
        return [
          between(context, {
            invariant: 'network.dns',
            environments: [domain.place.environment, owner.place.environment],
            direction: { from: domain.place.environment.name, to: owner.place.environment.name },
            message: `${domain.text} of ${placeName(domain.place)} (${domain.place.environment.name}) lies in ${owner.text}, a zone of ${owner.place.environment.name}`,
            steps: [
              { place: domain.place, value: domain.text, note: 'the name' },
              { place: owner.place, value: owner.text, note: `zone of ${owner.place.environment.name}` },
            ],
          }),
        ];
      }
      return [];
    });
};
