import type { Block } from '../facts/types';
import { between, groupBy, placeName } from './tell';
import type { Context, Draft } from './types';

const overlap = (a: Block, b: Block) => a.first <= b.last && b.first <= a.last;

/** Sorted by their first address, blocks that overlap are neighbours: time grows with blocks, not with pairs. */
const overlapping = (blocks: readonly Block[], each: (a: Block, b: Block) => void): void => {
  const sorted = [...blocks].sort((a, b) => a.first - b.first || a.last - b.last);
  let open: Block[] = [];
  for (const block of sorted) {
    open = open.filter(({ last }) => last >= block.first);
    for (const other of open) each(other, block);
    open.push(block);
  }
};

const EVERYWHERE = 2 ** 31;

/** Networks of two environments that have addresses in common. */
export const overlappingNetworks = (context: Context): Draft[] => {
  const found = new Map<string, Draft>();
  overlapping(
    context.facts.blocks.filter(({ role }) => role === 'vpc'),
    (a, b) => {
      if (a.place.environment === b.place.environment) return;
      const key = [placeName(a.place), placeName(b.place), a.text, b.text].join('\0');
      found.set(
        key,
        between(context, {
          invariant: 'network.cidr',
          environments: [a.place.environment, b.place.environment],
          message: `${a.text} of ${placeName(a.place)} (${a.place.environment.name}) and ${b.text} of ${placeName(b.place)} (${b.place.environment.name}) overlap`,
          steps: [a, b].map(({ place, text }) => ({ place, value: text, note: `network of ${place.environment.name}` })),
        }),
      );
    },
  );
  return [...found.values()];
};

/** Ways that lead to addresses of another environment. */
export const foreignRoutes = (context: Context): Draft[] => {
  const found: Draft[] = [];
  const own = new Map(
    groupBy(
      context.facts.blocks.filter(({ role }) => role === 'vpc'),
      ({ place }) => place.environment.name,
    ).map(group => [group[0]!.place.environment.name, group]),
  );
  overlapping(
    context.facts.blocks.filter(({ first, last }) => last - first < EVERYWHERE),
    (a, b) => {
      const [network, way] = a.role === 'vpc' ? [a, b] : [b, a];
      if (network.role !== 'vpc' || way.role === 'vpc' || network.place.environment === way.place.environment) return;
      const [from, to] = [way.place.environment, network.place.environment];
      // a wide rule that covers its own network too names nobody else's; a route into joined networks does.
      const within = way.first >= network.first && way.last <= network.last;
      if (own.get(from.name)?.some(block => overlap(block, way)) || (!within && !way.joins)) return;
      found.push(
        between(context, {
          invariant: 'network.route',
          environments: [from, to],
          direction: { from: from.name, to: to.name },
          message: `${placeName(way.place)} of ${from.name} leads to ${way.text}, where ${to.name} has ${network.text}`,
          steps: [
            { place: way.place, value: way.text, note: 'leads there' },
            { place: network.place, value: network.text, note: `network of ${to.name}` },
          ],
        }),
      );
    },
  );
  return found;
};
