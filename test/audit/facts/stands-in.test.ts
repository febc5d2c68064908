import fc from 'fast-check';
import { finderIn, standsIn } from '../../../lib/audit/facts/stands-in';

const letters = fc.constantFrom('a', 'b', '-', '.', '_', '/', ' ', ':');
const texts = fc.array(letters, { maxLength: 24 }).map(list => list.join(''));

test('looking for many words finds exactly what looking for one finds', () => {
  fc.assert(fc.property(texts, fc.array(letters, { minLength: 1, maxLength: 6 }).map(list => list.join('')), (text, word) => {
    expect(finderIn(text)(word)).toBe(standsIn(word, text));
  }), { numRuns: 20_000 });
});

test.each([
  ['production.example.com', 'pre-production.example.com', false],
  ['production.example.com', 'https://webhooks.production.example.com/x', true],
  ['198.51.100.1', '198.51.100.10', false],
  ['198.51.100.1', '198.51.100.1/32', true],
])('%s in %s: %s', (word, text, expected) => {
  expect(finderIn(text)(word)).toBe(expected);
});
