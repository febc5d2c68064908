import { fits } from '../policy/match';
import type { EnvironmentNode, ResourceNode } from '../world/types';
import { catalogue } from './catalogue';
import { differentSettings } from './parity-values';
import { homeOf, placeOf } from './tell';
import type { Context, Draft, GroupOfInvariants, StepDraft } from './types';

const invariants = catalogue('parity', {
  shape: {
    kind: 'relation',
    evidence: 'change',
    title: 'an environment has the shape of the one it is promoted from',
    fix: 'make the shapes equal, or declare the difference with reason and owner',
  },
});

interface Shape {
  /** Resources by type, one of them for its place. */
  readonly types: Map<string, ResourceNode[]>;
}

const shapeOf = ({ stacks }: EnvironmentNode): Shape => {
  const types = new Map<string, ResourceNode[]>();
  for (const stack of stacks)
    for (const resource of stack.resources.values()) types.set(resource.type, [...(types.get(resource.type) ?? []), resource]);
  return { types };
};

interface Difference {
  readonly what: string;
  readonly message: string;
  readonly example?: ResourceNode;
  /** Logical ids that only the environment has which is promoted from. */
  readonly lacks?: readonly string[];
}

const lacking = (before: readonly ResourceNode[], after: readonly ResourceNode[]): string[] => {
  const there = new Set(after.map(({ logicalId }) => logicalId));
  return before.map(({ logicalId }) => logicalId).filter(id => !there.has(id)).sort();
};

/** What one environment has more, or less, or set otherwise. */
const differences = (from: EnvironmentNode, to: EnvironmentNode): Difference[] => {
  const [source, target] = [shapeOf(from), shapeOf(to)];
  const types = [...new Set([...source.types.keys(), ...target.types.keys()])].sort();
  return types.flatMap(type => {
    const [before, after] = [source.types.get(type) ?? [], target.types.get(type) ?? []];
    const found =
      before.length === after.length
        ? []
        : [
            {
              what: type,
              message: `${from.name} has ${before.length} × ${type}, ${to.name} has ${after.length}`,
              example: after[0] ?? before[0],
              lacks: lacking(before, after),
            },
          ];
    const keysOf = (resources: readonly ResourceNode[]) =>
      new Set(resources.flatMap(({ properties }) => Object.keys(properties)));
    const [keysBefore, keysAfter] = [keysOf(before), keysOf(after)];
    if (before.length === 0 || after.length === 0) return found;
    const odd = [...new Set([...keysBefore, ...keysAfter])].filter(key => keysBefore.has(key) !== keysAfter.has(key)).sort();
    const settings = differentSettings(before, from, after, to).sort((a, b) => (a.what < b.what ? -1 : 1));
    return [
      ...found,
      ...settings.map(({ what, before: one, after: other, example }) => ({
        what,
        message: `${what} is ${one} in ${from.name} and ${other} in ${to.name}`,
        example,
      })),
      ...odd.map(key => ({
        what: `${type}.${key}`,
        message: `${type}.${key} is set in ${(keysBefore.has(key) ? from : to).name} only`,
        example: (keysBefore.has(key) ? before : after).find(({ properties }) => key in properties),
      })),
    ];
  });
};

/** Compares each environment with the one it is promoted from; without a declared list a difference is told, not judged. */
const shape = ({ environments, file }: Context): Draft[] =>
  environments.flatMap(to => {
    const from = environments.find(({ name }) => name === to.promotedFrom);
    if (!from) return [];
    return differences(from, to).map(({ what, message: told, example, lacks = [] }): Draft => {
      const fitting = file.differences?.filter(({ what: pattern, environment = to.name }) => environment === to.name && fits(pattern, what)) ?? [];
      const allowed = fitting.find(({ lacks: may }) => may === undefined || lacks.every(id => may.some(glob => fits(glob, id))));
      const message = fitting.length > 0 && !allowed ? `${told}, without ${lacks.join(', ')}` : told;
      const home = homeOf(to);
      const steps: StepDraft[] = example
        ? [{ place: placeOf(example), value: what, note: message }]
        : home
          ? [{ place: home, value: what, note: message }]
          : [];
      return {
        invariant: 'parity.shape',
        verdict: 'VIOLATED',
        environments: [from, to],
        against: 'environment',
        direction: { from: from.name, to: to.name },
        message,
        steps,
        informational: file.differences === undefined,
        difference: allowed && { reason: allowed.reason, owner: allowed.owner },
      };
    });
  });

export const parity: GroupOfInvariants = { invariants, decide: shape };
