// the evaluation against what AWS's pages say, each example with its page.
import { bound, denials, type Attached, type Request } from './evaluate';
import { conditionsHold, type Keys } from './evaluate/conditions';
import { arnLike, glob } from './evaluate/match';
import type { Statement } from '../../lib/organization/policy';

const holds = (operator: string, wanted: string | string[], found?: string | string[]) =>
  conditionsHold({ [operator]: { 'aws:key': wanted } }, found === undefined ? {} : { 'aws:key': found });

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
describe('condition operators', () => {
  test.each<[string, string | string[], string | string[] | undefined, boolean]>([
    ['StringEquals', 'johndoe', 'johndoe', true],
    ['StringEquals', 'johndoe', 'JohnDoe', false],
    ['StringEquals', 'johndoe', undefined, false],
    ['StringEqualsIgnoreCase', 'johndoe', 'JohnDoe', true],
    ['StringEquals', 'john*', 'johndoe', false],
    ['StringLike', 'john*', 'johndoe', true],
    ['StringLike', 'j?hndoe', 'jahndoe', true],
    ['StringNotEquals', 'johndoe', 'janedoe', true],
    // with a negated operator and several values none may match, and an absent key makes it true.
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringNotEquals', 'johndoe', undefined, true],
    ['StringNotLike', ['*.amazonaws.com', '1*'], 'lambda.amazonaws.com', false],
    ['StringEqualsIfExists', 'johndoe', undefined, true],
    ['StringEqualsIfExists', 'johndoe', 'janedoe', false],
    ['Bool', 'true', 'true', true],
    ['Bool', 'false', undefined, false],
    ['BoolIfExists', 'false', undefined, true],
    ['BoolIfExists', 'false', 'true', false],
    // true asks that the key be absent, false that it be there.
    ['Null', 'true', undefined, true],
    ['Null', 'true', 'anything', false],
    ['Null', 'false', 'anything', true],
    ['Null', 'false', undefined, false],
    ['ArnEquals', 'arn:aws:sns:*:111122223333:topic', 'arn:aws:sns:eu-west-1:111122223333:topic', true],
    ['ArnLike', 'arn:aws:iam::123456789012:role/finance/*', 'arn:aws:iam::123456789012:role/finance/a/b', true],
    ['ArnNotEquals', ['arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/b'], 'arn:aws:iam::1:role/b', false],
    ['ArnNotEquals', 'arn:aws:iam::1:role/a', undefined, true],
  ])('%s %j against %j is %s', (operator, wanted, found, verdict) => {
    expect(holds(operator, wanted, found)).toBe(verdict);
  });

  test('every operator has to hold, and every key under it; names of keys know no case', () => {
    const conditions = { StringEquals: { 'aws:A': '1', 'aws:B': '2' }, Bool: { 'aws:C': 'true' } };
    const all: Keys = { 'AWS:a': '1', 'aws:b': '2', 'aws:c': 'true' };
    expect(conditionsHold(conditions, all)).toBe(true);
    for (const key of Object.keys(all)) expect(conditionsHold(conditions, { ...all, [key]: 'other' })).toBe(false);
  });

  test.each(['NumericLessThan', 'DateGreaterThan', 'IpAddress', 'StringAlike'])('%s is refused rather than guessed', operator => {
    expect(() => holds(operator, '1', '1')).toThrow('is not evaluated here');
  });

  test('a policy variable, and several values where one is compared, are refused rather than guessed', () => {
    expect(() => holds('StringLike', '${aws:username}', 'x')).toThrow('is not evaluated here');
    expect(() => holds('StringEquals', 'x', ['x', 'y'])).toThrow('several values');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
describe('keys of several values', () => {
  test.each<[string, string[], string[] | undefined, boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], undefined, true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], undefined, false],
    ['ForAnyValue:ArnNotLike', ['arn:aws:*:*:111111111111:*'], ['arn:aws:sqs:r:111111111111:q', 'arn:aws:sqs:r:222222222222:q'], true],
    ['ForAnyValue:ArnNotLike', ['arn:aws:*:*:111111111111:*'], ['arn:aws:sqs:r:111111111111:q'], false],
  ])('%s %j against %j is %s', (operator, wanted, found, verdict) => {
    expect(holds(operator, wanted, found)).toBe(verdict);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
describe('names', () => {
  test.each([
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a/b', true],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket', false],
    ['arn:aws:sqs:*:*:inbox', 'arn:aws:sqs:eu-west-1:111111111111:inbox', true],
    // a wildcard of one part does not reach into the next.
    ['arn:aws:ssm:*::parameter/*', 'arn:aws:ssm:eu-west-1:111111111111:parameter/a', false],
    ['arn:aws:iam::1:role/cdk-a-*', 'arn:aws:iam::1:role/CDK-a-x', false],
    ['*', 'anything', true],
    ['arn:aws:s3:::bucket', 'bucket', false],
  ])('%s is like %s: %s', (pattern, value, verdict) => expect(arnLike(pattern, value)).toBe(verdict));

  test('letters that mean something in a regular expression mean themselves', () => {
    expect([glob('a.c', 'abc'), glob('a+(b)', 'a+(b)'), glob('[ab]', 'a')]).toEqual([false, true, false]);
  });
});

const account = '111111111111';
const attached = (kind: Attached['kind'], ...statements: Omit<Statement, 'Effect' | 'Sid'>[]): Attached => ({
  kind, account, region: 'eu-west-1', statements: statements.map((statement, index) => ({ Sid: `S${index}`, Effect: 'Deny', ...statement })),
});
const caller = { kind: 'role', account, name: 'Anyone' } as const;

describe('a statement', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  test('names actions in any case, by wildcards, or by what it leaves out', () => {
    const policy = attached('principals', { Action: ['iam:*AccessKey*'], Resource: '*' }, { NotAction: ['iam:*', 'sts:*'], Resource: '*' });
    expect(denials(policy, { caller, action: 'IAM:createaccesskey' })).toEqual(['S0']);
    expect(denials(policy, { caller, action: 'ec2:RunInstances' })).toEqual(['S1']);
    expect(denials(policy, { caller, action: 'sts:GetCallerIdentity' })).toEqual([]);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
  test('concerns all resources but those that it leaves out', () => {
    const policy = attached('principals', { Action: '*', NotResource: ['arn:aws:s3:::hr/*'] });
    expect(denials(policy, { caller, action: 's3:GetObject', resource: 'arn:aws:s3:::hr/a' })).toEqual([]);
    expect(denials(policy, { caller, action: 's3:GetObject', resource: 'arn:aws:s3:::it/a' })).toEqual(['S0']);
  });

  test('for one resource says nothing of a call that knows none', () => {
    expect(denials(attached('principals', { Action: '*', Resource: ['arn:aws:s3:::hr/*'] }), { caller, action: 's3:ListAllMyBuckets' })).toEqual([]);
  });
});

describe('whom policies bind', () => {
  const request = (one: Partial<Request>): Request => ({ caller, action: 's3:GetObject', owner: account, ...one });
  const linked = { kind: 'service-linked role', account, name: 'x' } as const;

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  test.each<[string, Partial<Request>, boolean]>([
    ['a role of the account', {}, true],
    ['a role of another account', { caller: { ...caller, account: '222222222222' } }, false],
    ['a service-linked role of the account', { caller: linked }, false],
    ['a service', { caller: { kind: 'service' } }, false],
  ])('service control policies and %s: %s', (_, one, verdict) => expect(bound({ kind: 'principals', account }, request(one))).toBe(verdict));

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  test.each<[string, Partial<Request>, boolean]>([
    ['a caller of the account itself', {}, true],
    ['a caller of another account', { caller: { ...caller, account: '222222222222' } }, true],
    ['anybody', { caller: { kind: 'anonymous' } }, true],
    ['a service', { caller: { kind: 'service' } }, true],
    ['a service-linked role', { caller: linked }, false],
    ['a resource of another account', { owner: '222222222222' }, false],
    ['a service that knows no such policies', { action: 'lambda:InvokeFunction' }, false],
    ['the one action of KMS that is left out', { action: 'kms:RetireGrant' }, false],
  ])('resource control policies and %s: %s', (_, one, verdict) => expect(bound({ kind: 'resources', account }, request(one))).toBe(verdict));

  test('an anonymous caller has no keys of a principal, and a service has none of an account', () => {
    const notOurs = attached('resources', { Action: ['s3:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': account } } });
    const noService = attached('resources', { Action: ['s3:*'], Resource: '*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } });
    expect(denials(notOurs, request({ caller: { kind: 'anonymous' } }))).toEqual(['S0']);
    expect(denials(notOurs, request({ caller: { kind: 'service' } }))).toEqual(['S0']);
    expect(denials(noService, request({ caller: { kind: 'anonymous' } }))).toEqual([]);
  });
});
