import { contextOf } from '../delivery/support/contexts';
import { document, page } from '../../lib/doctor/page';
import { progressOn } from '../../lib/doctor/progress';
import type { Examination } from '../../lib/doctor/run';
import { notAsked, notYet, ok, unknown, wrong } from '../../lib/doctor/types';

const examination: Examination = {
  exitCode: 1,
  results: [
    { id: 'caller', title: 'credentials', verdict: 'ok', findings: [ok('arn:aws:iam::111111111111:user/ada')] },
    { id: 'zone', title: 'delegation', verdict: 'wrong', findings: [ok('seen'), wrong('a differs', 'correct a'), notYet('b is missing', 'make b')] },
  ],
};

test('the page has verdict, evidence and remedy of every check, and their numbers', () => {
  expect(page(contextOf('staging'), examination)).toBe([
    'staging: account 111111111111, me-central-1',
    '',
    'ok       credentials [caller]',
    '         arn:aws:iam::111111111111:user/ada',
    '',
    'wrong    delegation [zone]',
    '         ok: seen',
    '         a differs',
    '           → correct a',
    '         not yet: b is missing',
    '           → make b',
    '',
    '1 ok, 0 not yet, 0 unknown, 1 wrong',
  ].join('\n'));
});

test('one way out of several findings is told once', () => {
  const findings = [notYet('a', 'make both'), notYet('b', 'make both'), notYet('c', 'make c')];
  expect(page(contextOf('staging'), { exitCode: 2, results: [{ id: 'x', title: 'x', verdict: 'not yet', findings }] }).split('\n').slice(3, 8).map(line => line.trim()))
    .toEqual(['a', 'b', '→ make both', 'c', '→ make c']);
});

test('what was not asked for want of credentials stands together, and is counted', () => {
  const some = ['a', 'b'].map(id => ({ id, title: id, verdict: 'unknown' as const, findings: [unknown(notAsked)] }));
  expect(page(contextOf('staging'), { exitCode: 3, results: some }).split('\n').slice(2)).toEqual([
    'unknown  not asked: there are no credentials of the environment\'s account [a, b]', '', '0 ok, 0 not yet, 2 unknown, 0 wrong',
  ]);
});

test('a machine reads the same', () => {
  expect(JSON.parse(document(contextOf('staging'), examination, Date.parse('2026-11-20T12:00:00Z')))).toEqual({
    version: 1, environment: 'staging', account: '111111111111', region: 'me-central-1', at: '2026-11-20T12:00:00.000Z', exitCode: 1, checks: examination.results,
  });
});

test('a control character that AWS answers does not reach the terminal', () => {
  const hostile: Examination = { exitCode: 0, results: [{ id: 'x', title: 'x', verdict: 'ok', findings: [ok('stack\u001b[2J\nwrong    forged')] }] };
  expect(page(contextOf('staging'), hostile)).toContain('stack�[2J�wrong    forged');
});

test('progress is one line of a terminal that goes away, and nothing elsewhere', () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const watch = progressOn({ isTTY: true, columns: 24, write });
  watch(['caller', 'clock', 'region', 'quotas']);
  watch([]);
  expect(written).toEqual(['\r\u001b[2Klooking at caller, cloc', '\r\u001b[2K']);
  progressOn({ write })(['caller']);
  expect(written).toHaveLength(2);
});
