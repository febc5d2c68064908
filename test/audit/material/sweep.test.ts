import fc from 'fast-check';
import { decodeText } from '../../../lib/audit/material/base64';
import { sweeper } from '../../../lib/audit/material/sweep';

const pieces = fc.array(fc.constantFrom('a', 'Z', '/', '+', '=', '.', '-', ' ', '1', '2', '123456789012', 'sk_live_', 'gh', 'ghx', 'whsec_', 'test_', '://', '//x', 'x'.repeat(24), '\n', 'é'), { maxLength: 30 })
  .map(list => list.join(''));

test('one pass finds what an expression each finds', () => {
  const hints = ['k_live_', 'gh', 'hxa', 'whsec_', 'whsec_test_', '://', '/x', 'a=', 'xox'];
  const sweep = sweeper(hints);
  fc.assert(fc.property(pieces, text => {
    const found = sweep(text);
    expect([...found.hints].sort()).toEqual(hints.filter(hint => text.includes(hint)).sort());
    expect(found.base64.map(([from, behind]) => text.slice(from, behind))).toEqual([...text.matchAll(/[A-Za-z0-9+/]{24,}/g)].map(([run]) => run));
    expect(found.accounts).toEqual([...text.matchAll(/\d+/g)].filter(([run]) => run.length === 12).map(({ index }) => index));
  }), { numRuns: 5_000 });
});

test('what is text in base64 is read, whatever is skipped without decoding', () => {
  const printed = fc.array(fc.integer({ min: 32, max: 126 }), { minLength: 18, maxLength: 90 }).map(codes => String.fromCharCode(...codes));
  fc.assert(fc.property(printed, text => { expect(decodeText(Buffer.from(text).toString('base64'))).toBe(text); }));
  expect(decodeText('EnvironmentNetwork/Vpc/PrivateSubnet1/Subnet')).toBeUndefined();
});
