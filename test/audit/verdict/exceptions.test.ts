import type { EnvironmentsFile } from '../../../lib/audit/model';
import { UnusableInput } from '../../../lib/audit/model';
import { auditOf, clean, lines, policy, res } from '../support/assembly';

afterAll(clean);

const role = (...principals: string[]) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principals } }) } });
const staging = res({});
const production = res({ Deploy: role('111111111111'), Other: role('111111111111') });
const link = (more = {}) => ({ from: 'staging', to: 'production', what: 'production-App/Deploy', reason: 'the pipeline deploys', owner: 'platform', ...more });
const audit = (file: EnvironmentsFile) => auditOf({ staging, production }, {}, file);

describe('a declared link', () => {
  test('is reported as declared, and what goes beyond it still violates', () => {
    const { findings, links, verdict } = audit({ links: [link()] });
    expect(findings.map(({ status, chain }) => [status, chain[0]?.logicalId]).sort()).toEqual([['declared', 'Deploy'], ['open', 'Other']]);
    expect(links[0]?.findings).toHaveLength(1);
    expect(verdict).toBe('VIOLATED');
  });
  test('covers every place that its pattern names', () => { expect(audit({ links: [link({ what: 'production-App/*' })] }).verdict).toBe('PROVEN'); });
  test('may name the invariant', () => { expect(audit({ links: [link({ what: 'identities.trust' })] }).verdict).toBe('PROVEN'); });
  test('covers one direction only', () => { expect(lines(audit({ links: [link({ from: 'production', to: 'staging' })] }))).toHaveLength(2); });
  test('covers a finding only if it covers all of its places', () => {
    const two = res({ Store: { Type: 'AWS::SSM::Parameter', Properties: { Value: 'arn:aws:sqs:eu-central-1:333333333333:a', Description: 'arn:aws:sqs:eu-central-1:333333333333:b' } } });
    const of = (what: string) => auditOf({ staging: two, production: res({}) }, {}, { links: [link({ what })] }).verdict;
    expect(of('arn:aws:sqs:*:a')).toBe('VIOLATED');
    expect(of('arn:aws:sqs:*')).toBe('PROVEN');
  });
  test.each([[{ what: '*' }], [{ reason: '' }], [{ owner: ' ' }]])('that says too little is refused: %j', (more) => {
    expect(() => audit({ links: [link(more)] })).toThrow(UnusableInput);
  });
});

describe('a suppression', () => {
  const suppression = (more = {}) => ({ finding: 'identities.trust-*', reason: 'accepted until the migration', owner: 'platform', expires: '2026-02-01', ...more });
  test('holds back what it names until its last day', () => {
    const { verdict, counts, suppressions } = audit({ suppressions: [suppression()] });
    expect(verdict).toBe('PROVEN');
    expect(counts).toMatchObject({ suppressed: 2, violated: 0 });
    expect(suppressions[0]).toMatchObject({ state: 'used', findings: [expect.any(String), expect.any(String)] });
  });
  test('that has expired suppresses nothing, and fails', () => {
    const result = audit({ suppressions: [suppression({ expires: '2026-01-14' })] });
    expect(lines(result)).toEqual(['VIOLATED configuration.suppressions ', 'VIOLATED identities.trust production+staging', 'VIOLATED identities.trust production+staging']);
  });
  test('that suppresses nothing fails', () => {
    expect(lines(audit({ links: [link({ what: 'identities.trust' })], suppressions: [suppression()] }))).toEqual(['VIOLATED configuration.suppressions ']);
  });
  test.each([[{ finding: '*' }], [{ reason: '' }], [{ owner: '' }], [{ expires: 'never' }]])('that says too little is refused: %j', (more) => {
    expect(() => audit({ suppressions: [suppression(more)] })).toThrow(UnusableInput);
  });
});

test('two declared environments in one account share it', () => {
  const environments = [{ name: 'a', accounts: ['111111111111'] }, { name: 'b', accounts: ['111111111111', '333333333333'] }];
  expect(lines(audit({ environments }))).toContain('VIOLATED accounts.one-each a+b');
});

test('ids stay when lines and the order of resources change', () => {
  const ids = (Resources: object) => auditOf({ staging, production: { Resources } as never }).findings.map(({ id }) => id);
  const [a, b] = [role('111111111111'), role('111111111111')];
  expect(ids({ B: b, Pad: { Type: 'AWS::SNS::Topic' }, A: a })).toEqual(ids({ A: a, B: b }));
});
