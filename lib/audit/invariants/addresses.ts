import type { Block } from '../facts/types';
import { between, groupBy, placeName } from './tell';
import type { Context, Draft } from './types';

const overlap = (a: Block, b: Block) => a.first <= b.last && b.first <= a.last;

const byFirst = (a: Block, b: Block): number =>
  a.first < b.first || (a.first === b.first && a.last < b.last) ? -1 : a.first === b.first && a.last === b.last ? 0 : 1;

/**
 * Pairs of two kinds of blocks that have addresses in common. Sorted by their first address, they are neighbours: time
 * grows with blocks, not with pairs.
 */
const overlapping = <K>(blocks: readonly Block[], kindOf: (block: Block) => K, each: (one: Block, other: Block) => void): void => {
  const open = new Map<K, Block[]>();
  for (const block of [...blocks].sort(byFirst)) {
    const own = kindOf(block);
    for (const [kind, members] of open) {
      if (kind === own) continue;
      const left = members.filter(({ last }) => last >= block.first);
      for (const other of left) each(other, block);
      if (left.length > 0) open.set(kind, left);
      else open.delete(kind);
    }
    const same = open.get(own);
    if (same) same.push(block);
    else open.set(own, [block]);
  }
};

/** From this prefix on a block is a part of the world, not the whole of it. */
const PART = 2;

/** Networks of two environments that have addresses in common. */
export const overlappingNetworks = (context: Context): Draft[] => {
  const found = new Map<string, Draft>();
  overlapping(
    context.facts.blocks.filter(({ role }) => role === 'vpc'),
    ({ place }) => place.environment,
    (a, b) => {
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
    context.facts.blocks.filter(({ bits }) => bits >= PART),
    ({ role }) => role === 'vpc',
    (a, b) => {
      const [network, way] = a.role === 'vpc' ? [a, b] : [b, a];
      if (network.place.environment === way.place.environment) return;
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
