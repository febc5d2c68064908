import type { EnvironmentNode } from '../world/types';
import type { Context, Draft } from './types';

interface Edge {
  readonly from: EnvironmentNode;
  readonly to: EnvironmentNode;
  readonly draft: Draft;
}

/**
 * Ways from one environment to another through roles of a third. Whoever is in an account is taken to be able to use
 * every role of it, so that no chain is missed.
 */
export const chains = ({ world }: Context, direct: readonly Draft[]): Draft[] => {
  const byName = new Map(world.environments.map(environment => [environment.name, environment]));
  const edges = direct.flatMap((draft): Edge[] => {
    const [from, to] = [byName.get(draft.direction?.from ?? ''), byName.get(draft.direction?.to ?? '')];
    return draft.invariant === 'identities.trust' && draft.verdict === 'VIOLATED' && from && to ? [{ from, to, draft }] : [];
  });
  const leaving = new Map<EnvironmentNode, Edge[]>();
  for (const edge of edges) leaving.set(edge.from, [...(leaving.get(edge.from) ?? []), edge]);
  return [...leaving.keys()].flatMap(start => {
    const found: Draft[] = [];
    const reached = new Set([start, ...leaving.get(start)!.map(({ to }) => to)]);
    let ways: Edge[][] = leaving.get(start)!.map(edge => [edge]);
    while (ways.length > 0) {
      const next: Edge[][] = [];
      for (const way of ways) {
        for (const edge of leaving.get(way[way.length - 1]!.to) ?? []) {
          if (reached.has(edge.to)) continue;
          reached.add(edge.to);
          const longer = [...way, edge];
          next.push(longer);
          found.push({
            invariant: 'identities.chain',
            verdict: 'VIOLATED',
            environments: [start, edge.to],
            against: 'environment',
            direction: { from: start.name, to: edge.to.name },
            message: `from ${start.name} through ${longer
              .slice(0, -1)
              .map(({ to }) => to.name)
              .join(' and ')} to ${edge.to.name}, role by role`,
            steps: longer.map(({ draft, from, to }) => ({ ...draft.steps[0]!, note: `${to.name} trusts ${from.name}` })),
          });
        }
      }
      ways = next;
    }
    return found;
  });
};
