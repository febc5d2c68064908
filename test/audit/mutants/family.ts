// turns short entries into mutants: ids, and the pair of environments, which rotates so that every direction is tried.
import type { Group } from '../../../lib/audit/model';
import type { Lab } from './lab';
import { sides } from './sides';
import type { Mutant, Side } from './types';

const { Staging, PreProduction, Production } = sides;

export const orderedPairs: readonly (readonly [Side, Side])[] = [
  [Staging, Production],
  [Production, Staging],
  [PreProduction, Production],
  [Staging, PreProduction],
  [Production, PreProduction],
  [PreProduction, Staging],
];

export interface Planting {
  readonly lab: Lab;
  /** The environment that gets the leak. */
  readonly own: Side;
  /** The environment that is reached, or reaches. */
  readonly other: Side;
}

export interface Options {
  readonly expected?: readonly string[];
  readonly verdict?: Mutant['verdict'];
  /** Whether the finding must name both environments, the mutated one alone, or none where what was planted belongs to none. */
  readonly names?: 'both' | 'own' | 'none';
  readonly hygiene?: boolean;
  /** Whether the finding may point elsewhere than at what was changed: something that is missing has no place. */
  readonly elsewhere?: boolean;
  /** Instead of the rotating pair. */
  readonly pair?: readonly [Side, Side];
  readonly group?: Group;
}

export interface Entry extends Options {
  readonly what: string;
  readonly plant: (planting: Planting) => void;
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

let turn = 0;

export const family = (group: Group, name: string, defaults: Options, entries: readonly Entry[]): Mutant[] =>
  entries.map((entry, index) => {
    const {
      what,
      plant,
      expected = [],
      verdict = 'VIOLATED',
      names = 'both',
      hygiene = false,
      elsewhere = false,
      pair,
      group: its = group,
    } = { ...defaults, ...entry };
    const [own, other] = pair ?? orderedPairs[(turn += 1) % orderedPairs.length]!;
    return {
      id: `${its}.${slug(name)}.${index + 1}-${slug(what)}`,
      group: its,
      family: name,
      what: `${what} (${own.name}${names === 'both' ? ` and ${other.name}` : ''})`,
      expected,
      verdict,
      hygiene,
      elsewhere,
      environments: names === 'both' ? [own.name, other.name] : names === 'own' ? [own.name] : [],
      plant: lab => plant({ lab, own, other }),
    };
  });
