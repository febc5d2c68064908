// what the environments file gives to one environment, found in the templates of another.
import { plainText } from '../assembly/plain';
import type { Value } from '../resolve/value';
import type { EnvironmentNode, StackNode, World } from '../world/types';
import { literalText } from './secret-texts';
import { standsIn } from './stands-in';
import type { Facts, Place } from './types';
import { WordIndex } from './word-index';

/** What the environments file says of a word. */
export const DECLARED = 'declared identifier';

const wordsOfOthers = ({ environments }: World, own: EnvironmentNode): string[] =>
  environments.flatMap(other => (other === own ? [] : other.identifiers.filter(word => !own.identifiers.includes(word))));

const indices = new WeakMap<World, WordIndex>();

/** All declared words of a world, as one index. */
export const declaredIndex = (world: World): WordIndex => {
  let index = indices.get(world);
  if (!index) indices.set(world, (index = new WordIndex(world.environments.flatMap(({ identifiers }) => identifiers))));
  return index;
};

/**
 * Records words of others that stand in a template's text, also inside of longer texts.
 *
 * @returns those that do not stand there, but that functions may still put together
 */
export const writtenWords = (world: World, facts: Facts, stack: StackNode, place: Place): readonly string[] => {
  const words = wordsOfOthers(world, stack.environment);
  if (words.length === 0) return words;
  const written = new Set(declaredIndex(world).in(plainText(stack.loaded.document)).map(({ word }) => word));
  return words.filter(word => {
    if (!written.has(word)) return true;
    facts.identifiers.push({ place, text: word, what: DECLARED });
    return false;
  });
};

/** Records words of others that a function yields. */
export const joinedWords = (facts: Facts, words: readonly string[], at: () => Place, value: Value): void => {
  for (const word of words)
    if (value.some(sequence => standsIn(word, literalText(sequence)))) facts.identifiers.push({ place: at(), text: word, what: DECLARED });
};
