import fc from 'fast-check';
import { fits } from '../../../lib/audit/policy/match';

const texts = fc.array(fc.constantFrom('a', 'b', '*', '?', ':', '\n'), { maxLength: 12 }).map(list => list.join(''));

test('wildcards match what an expression matches', () => {
  fc.assert(fc.property(texts, texts, (pattern, text) => {
    const expression = new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
    expect(fits(pattern, text)).toBe(expression.test(text));
  }), { numRuns: 20_000 });
});

test('many stars cost no more than one', () => {
  expect(fits(`${'*a'.repeat(40)}b`, 'a'.repeat(2_000))).toBe(false);
});
