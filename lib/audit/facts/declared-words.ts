// what the environments file gives to one environment, found in the templates of another.
import type { Value } from '../resolve/value';
import type { EnvironmentNode, StackNode, World } from '../world/types';
import { literalText } from './secret-texts';
import { finderIn, standsIn } from './stands-in';
import type { Facts, Place } from './types';

const WHAT = 'declared identifier';

const wordsOfOthers = ({ environments }: World, own: EnvironmentNode): string[] =>
  environments.flatMap(other => (other === own ? [] : other.identifiers.filter(word => !own.identifiers.includes(word))));

/**
 * Records words of others that stand in a template's text, also inside of longer texts.
 *
 * @returns those that do not stand there, but that functions may still put together
 */
export const writtenWords = (world: World, facts: Facts, stack: StackNode, place: Place): readonly string[] => {
  const isWritten = finderIn(stack.loaded.document.text);
  return wordsOfOthers(world, stack.environment).filter(word => {
    if (!isWritten(word)) return true;
    facts.identifiers.push({ place, text: word, what: WHAT });
    return false;
  });
};

/** Records words of others that a function yields. */
export const joinedWords = (facts: Facts, words: readonly string[], at: () => Place, value: Value): void => {
  for (const word of words)
    if (value.some(sequence => standsIn(word, literalText(sequence)))) facts.identifiers.push({ place: at(), text: word, what: WHAT });
};
