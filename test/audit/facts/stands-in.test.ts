import fc from 'fast-check';
import { standsIn } from '../../../lib/audit/facts/stands-in';
import { WordIndex } from '../../../lib/audit/facts/word-index';

/** Few words are searched one by one, many through a table. */
const others = [['other'], Array.from({ length: 20 }, (_, index) => `other${index}`)];

const letters = fc.constantFrom('a', 'b', '-', '.', '_', '/', ' ', ':');
const texts = fc.array(letters, { maxLength: 24 }).map(list => list.join(''));

test('looking for many words finds exactly what looking for one finds', () => {
  fc.assert(fc.property(texts, fc.array(letters, { minLength: 1, maxLength: 6 }).map(list => list.join('')), (text, word) => {
    for (const more of others) expect(new WordIndex([word, ...more]).in(text).some(found => found.word === word)).toBe(standsIn(word, text));
  }), { numRuns: 20_000 });
});

test.each([
  ['production.example.com', 'pre-production.example.com', false],
  ['production.example.com', 'https://webhooks.production.example.com/x', true],
  ['198.51.100.1', '198.51.100.10', false],
  ['198.51.100.1', '198.51.100.1/32', true],
])('%s in %s: %s', (word, text, expected) => {
  for (const more of others) expect(new WordIndex([word, ...more]).in(text).some(found => found.word === word)).toBe(expected);
});
