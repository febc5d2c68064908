import { compare } from '../../../lib/audit/report';
import { imported, peering, trust } from './fixtures/findings';
import { resultOf } from './fixtures/results';

const before = resultOf('VIOLATED', [trust, imported]);

describe('what an earlier report is compared by', () => {
  test('finds what appeared and what went', () => {
    const { appeared, went, changed, verdict } = compare(before, resultOf('UNKNOWN', [imported]));
    expect([appeared, went, changed]).toEqual([[], [trust], []]);
    expect(verdict).toEqual({ before: 'VIOLATED', after: 'UNKNOWN' });
    expect(compare(before, resultOf('VIOLATED', [trust, imported, peering])).appeared).toEqual([peering]);
  });

  test('finds a finding that has changed, and what of it', () => {
    const worse = { ...imported, verdict: 'VIOLATED' as const, message: 'it is resolved now, and it leaks' };
    expect(compare(before, resultOf('VIOLATED', [trust, worse])).changed).toEqual([{ before: imported, after: worse, parts: ['verdict', 'message'] }]);
  });

  test('does not call a moved line a change', () => {
    const moved = { ...trust, chain: trust.chain.map(step => ({ ...step, line: (step.line ?? 0) + 7 })) };
    expect(compare(before, resultOf('VIOLATED', [moved, imported])).changed).toEqual([]);
  });

  test('says which input files were added, removed and changed', () => {
    const [first, , ...others] = before.inputs;
    const after = { ...before, inputs: [{ ...first!, sha256: '0'.repeat(64) }, ...others, { path: 'new.json', sha256: '1'.repeat(64), bytes: 1 }] };
    expect(compare(before, after).inputs).toEqual({ added: ['new.json'], removed: [before.inputs[1]!.path], changed: [first!.path] });
  });
});
