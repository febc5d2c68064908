import { matrixOf } from '../access/matrix';
import type { Judged } from '../access/matrix';
import type { Place } from '../facts/types';
import { placeName } from './tell';
import type { Context, Draft } from './types';

const at = (from: string, { document, resource }: Place): string => `${from}\0${document.file}|${resource?.logicalId}`;

/** Whether a finding shows one of the places at which a way passes from one environment to another. */
const isTold = (told: ReadonlySet<string>, { principal, decision: { chain } }: Judged): boolean => {
  const froms = new Set(['anyone', principal.environment.name, ...chain.map(({ place }) => place.environment.name)]);
  return chain.some(({ place }) => [...froms].some(from => told.has(at(from, place))));
};

/**
 * Ways that the policies of both sides allow and that no other finding shows. Workflows of CI are the deployment group's
 * question.
 */
export const reached = (context: Context, others: readonly Draft[]): Draft[] => {
  const told = new Set(others.flatMap(({ direction, steps }) => (direction ? steps.map(({ place }) => at(direction.from, place)) : [])));
  const seen = new Set<string>();
  return matrixOf(context).judged.flatMap((judged): Draft[] => {
    const { principal, target, decision } = judged;
    const [from, to] = [principal.environment, target.environment];
    const isWay = decision.decision === 'allowed' || decision.assumes.length > 0;
    const pair = [from.name, to.name, target.name].join('\0');
    if (!isWay || principal.kind === 'web-identity' || seen.has(pair) || isTold(told, judged)) return [];
    seen.add(pair);
    return [
      {
        invariant: 'identities.access',
        verdict: 'VIOLATED',
        environments: [from, to],
        against: 'environment',
        direction: { from: from.name, to: to.name },
        message: `${principal.name} of ${from.name} ${decision.reason}: ${placeName(target.place)} of ${to.name}`,
        steps: [
          ...principal.place ? [{ place: principal.place, note: `who: ${principal.kind} of ${from.name}` }] : [],
          ...decision.chain,
          { place: target.place, note: `what: ${target.type} of ${to.name}` },
        ],
      },
    ];
  });
};
