import { auditOf, clean, lines, res } from '../support/assembly';

afterAll(clean);

const assigned = (PrincipalId: unknown, TargetId: unknown) => res({ A: { Type: 'AWS::SSO::Assignment', Properties: { PrincipalId, TargetId, PrincipalType: 'GROUP', TargetType: 'AWS_ACCOUNT' } } });
const own = { Ref: 'AWS::AccountId' };

test('one group in two environments violates', () => {
  expect(lines(auditOf({ staging: assigned('group-of-everybody', own), production: assigned('group-of-everybody', own) })))
    .toEqual(['VIOLATED identities.people production+staging']);
});

test('a group for each environment does not', () => {
  expect(lines(auditOf({ staging: assigned('group-of-testers', own), production: assigned('group-of-operators', own) }))).toEqual([]);
});

test('accounts are told apart by the target, wherever the assignment is deployed', () => {
  const both = res({ ...assigned('g', '111111111111').Resources, B: assigned('g', '333333333333').Resources!.A });
  expect(lines(auditOf({ production: both, staging: res({}) }))).toContain('VIOLATED identities.people production+staging');
});
