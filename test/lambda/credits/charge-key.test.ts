import * as fc from 'fast-check';
import { chargeKey, chargesOf, verificationIn } from '../../../lambda/credits/contract';

/** Ids as the receiver takes them, rich in the signs that the key gives a meaning. */
const ids = fc.array(fc.constantFrom('1', 'a', '|', '%', '7C', '%7C', '%25', '#'), { minLength: 1, maxLength: 6 }).map(parts => parts.join(''));

test('a charge is its verification\'s and nobody else\'s, whatever signs the ids hold', () => {
  fc.assert(fc.property(ids, ids, ids, (verification, event, other) => {
    const key = chargeKey(verification, event);
    expect(verificationIn(key)).toBe(verification);
    expect(key.startsWith(chargesOf(other))).toBe(verification === other);
  }), { numRuns: 2000 });
});

test('two charges have one key only where verification and event are the same', () => {
  fc.assert(fc.property(ids, ids, ids, ids, (verification, event, other, late) => {
    expect(chargeKey(verification, event) === chargeKey(other, late)).toBe(verification === other && event === late);
  }), { numRuns: 2000 });
});
