// policies by what they say.
import fc from 'fast-check';
import type { Json, JsonObject } from '../../lib/audit/assembly/shape';
import { comparePolicies } from '../../lib/verify/policy/compare';
import { statementsOf } from '../../lib/verify/policy/statements';

const policy = (...Statement: Json[]): JsonObject => ({ Version: '2012-10-17', Statement });
const compare = (expected: Json | undefined, live: Json | undefined) => {
  const { added, missing, loosens } = comparePolicies(statementsOf(expected), statementsOf(live));
  return { added: added.length, missing: missing.length, loosens };
};
const allow: JsonObject = { Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'], Resource: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
const deny: JsonObject = { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

test.each<[string, Json | undefined, Json | undefined, boolean]>([
  ['one more Allow', policy(allow), policy(allow, { ...allow, Action: 'sqs:DeleteMessage' }), true],
  ['an Allow without its condition', policy(allow), policy({ ...allow, Condition: {} }), true],
  ['an Allow with a wider condition', policy(allow), policy({ ...allow, Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-1', 'o-2'] } } }), true],
  ['an Allow for one principal more', policy(allow), policy({ ...allow, Principal: { AWS: ['111111111111', '222222222222'] } }), true],
  ['an Allow to all but one', policy(allow), policy({ Effect: 'Allow', NotPrincipal: { AWS: '333333333333' }, Action: 'sqs:SendMessage', Resource: '*' }), true],
  ['a Deny that is gone', policy(allow, deny), policy(allow), true],
  ['a Deny that exempts somebody', policy(deny), policy({ ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' }, ArnNotEquals: { 'aws:PrincipalArn': 'arn:x' } } }), true],
  ['no policy where one denied', policy(deny), undefined, true],
  ['an Allow that is gone', policy(allow, deny), policy(deny), false],
  ['an Allow of fewer actions', policy(allow), policy({ ...allow, Action: 'sqs:SendMessage' }), false],
  ['an Allow with one more condition', policy(allow), policy({ ...allow, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1', 'aws:SourceVpce': 'vpce-1' } } }), false],
  ['one more Deny', policy(allow), policy(allow, deny), false],
  ['no policy where one allowed', policy(allow), undefined, false],
])('%s', (_, expected, live, loosens) => {
  expect(compare(expected, live)).toMatchObject({ loosens });
  expect(compare(expected, live)).not.toMatchObject({ added: 0, missing: 0 });
});

test('a version matters where variables are used, and nowhere else', () => {
  const older = (statement: JsonObject): JsonObject => ({ Version: '2008-10-17', Statement: [statement] });
  expect(compare(policy(allow), older(allow))).toEqual({ added: 0, missing: 0, loosens: false });
  const variable = { ...allow, Resource: 'arn:aws:s3:::b/${aws:username}' };
  expect(compare(policy(variable), older(variable))).toMatchObject({ added: 1, missing: 1 });
});

test('an id of a principal that is there is its name; of one that is gone it is nobody\'s', () => {
  const names = new Map([['AROAONE', 'arn:aws:iam::111111111111:role/one']]);
  const trust = (AWS: string) => policy({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });
  const texts = (AWS: string) => statementsOf(trust(AWS), names).map(({ text }) => text);
  expect(texts('AROAONE')).toEqual(texts('arn:aws:iam::111111111111:role/one'));
  expect(texts('AROATWO')).not.toEqual(texts('arn:aws:iam::111111111111:role/two'));
});

test('a policy equals itself in every order, and nothing else', () => {
  const words = fc.array(fc.constantFrom('a:X', 'a:Y', 'b:*', 'c:Z'), { minLength: 1, maxLength: 4 });
  const statement = fc.record({ Effect: fc.constantFrom('Allow', 'Deny'), Action: words, Resource: words });
  fc.assert(fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), statements => {
    const shuffled = [...statements].reverse().map(({ Effect, Action, Resource }) => ({ Resource: [...Resource].reverse(), Action: [...Action, Action[0]!], Effect }));
    expect(compare(policy(...statements), policy(...shuffled))).toEqual({ added: 0, missing: 0, loosens: false });
  }), { numRuns: 200 });
});
