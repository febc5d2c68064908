import fc from 'fast-check';
import { admissions } from '../../../lib/audit/policy/admit';
import type { Party } from '../../../lib/audit/policy/party';
import { statementsOf } from '../../../lib/audit/policy/statement';
import { Resolver } from '../../../lib/audit/resolve/resolver';
import { expand } from '../../../lib/audit/resolve/tree';
import type { Json } from '../../../lib/audit/assembly/shape';
import type { StackNode, World } from '../../../lib/audit/world/types';
import { allows, type ReferenceStatement, type Request } from './reference';

const accounts = ['111111111111', '222222222222', '333333333333'];
const services = ['events.amazonaws.com', 's3.amazonaws.com'];
const actions = ['sqs:SendMessage', 'sqs:ReceiveMessage', 'kms:Decrypt'];
const resources = ['arn:aws:sqs:eu-central-1:111111111111:queue', 'arn:aws:sqs:eu-central-1:111111111111:other'];
const role = (account: string) => `arn:aws:iam::${account}:role/app`;
const source = (account: string) => `arn:aws:events:eu-central-1:${account}:rule/r`;

const account = fc.constantFrom(...accounts);
const actionPattern = fc.constantFrom(...actions, 'sqs:*', '*', 'sqs:Send*', 'SQS:sendmessage', 'kms:?ecrypt');
const resourcePattern = fc.constantFrom(...resources, '*', 'arn:aws:sqs:*:111111111111:*', 'arn:aws:sqs:eu-central-1:111111111111:q*');
const listOf = (...values: string[]): string[] => values;
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });

const principal = fc.oneof(
  fc.constant<unknown>('*'),
  some(account.chain(id => fc.constantFrom(id, `arn:aws:iam::${id}:root`, role(id), '*'))).map(AWS => ({ AWS })),
  some(fc.constantFrom(...services)).map(Service => ({ Service })),
);

const operators = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'];
const operator = fc.tuple(fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'), fc.constantFrom(...operators), fc.constantFrom('', '', 'IfExists')).map(parts => parts.join(''));

const accountKeys = ['aws:PrincipalAccount', 'aws:SourceAccount', 'kms:CallerAccount', 'AWS:SourceAccount'];
const arnKeys = ['aws:PrincipalArn', 'aws:SourceArn'];
const entry = fc.oneof(
  fc.tuple(operator, fc.constantFrom(...accountKeys), some(fc.oneof(account, fc.constantFrom('*', '1111*')))),
  fc.tuple(operator, fc.constantFrom(...arnKeys), some(fc.oneof(account.map(role), account.map(source), fc.constantFrom('*', 'arn:aws:iam::*:role/*', 'arn:aws:events:*:111111111111:*')))),
  fc.tuple(fc.constantFrom('StringEquals', 'StringNotEquals'), fc.constant('aws:PrincipalOrgID'), fc.constant(listOf('o-one'))),
  fc.tuple(fc.constant('Null'), fc.constantFrom(...accountKeys, ...arnKeys), fc.constantFrom(listOf('true'), listOf('false'))),
  fc.tuple(fc.constantFrom('Bool', 'BoolIfExists'), fc.constantFrom('aws:PrincipalIsAWSService', 'aws:SecureTransport'), fc.constantFrom(listOf('true'), listOf('false'))),
);

const condition = fc.array(entry, { maxLength: 3 }).map((entries) => {
  const built: Record<string, Record<string, string[]>> = {};
  for (const [name, key, values] of entries) (built[name] ??= {})[key] = values;
  return built;
});

const statement: fc.Arbitrary<ReferenceStatement> = fc.record({
  effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Deny'),
  principal, notPrincipal: fc.boolean(), actions: some(actionPattern), notAction: fc.boolean(), resources: some(resourcePattern), notResource: fc.boolean(), condition,
}).map(({ effect, principal: who, notPrincipal, actions: what, notAction, resources: where, notResource, condition: when }) => ({
  Effect: effect,
  ...notPrincipal && who !== '*' ? { NotPrincipal: who } : { Principal: who },
  ...notAction ? { NotAction: what } : { Action: what },
  ...notResource ? { NotResource: where } : { Resource: where },
  Condition: when,
}));

const request: fc.Arbitrary<Request> = fc.record({
  kind: fc.constantFrom('role', 'role', 'service', 'anonymous'), account, service: fc.constantFrom(...services), behalf: fc.option(account, { nil: undefined }),
  action: fc.constantFrom(...actions), resource: fc.constantFrom(...resources), secure: fc.boolean(), organization: fc.boolean(),
}).map(({ kind, account: id, service, behalf, action, resource, secure, organization }): Request => {
  const base = { action, resource };
  const transport = { 'aws:securetransport': [String(secure)] };
  if (kind === 'role') {
    return {
      ...base, principal: { kind, account: id, arn: role(id) },
      context: {
        ...transport, 'aws:principalaccount': [id], 'aws:principalarn': [role(id)], 'kms:calleraccount': [id], 'aws:principalisawsservice': ['false'],
        ...organization ? { 'aws:principalorgid': ['o-one'] } : {},
      },
    };
  }
  if (kind === 'service') {
    return {
      ...base, principal: { kind, name: service },
      context: { ...transport, 'aws:principalisawsservice': ['true'], ...behalf === undefined ? {} : { 'aws:sourceaccount': [behalf], 'aws:sourcearn': [source(behalf)] } },
    };
  }
  return { ...base, principal: { kind: 'anonymous' }, context: transport };
});

const stack = { account: accounts[0], region: 'eu-central-1', resources: new Map() } as unknown as StackNode;
const resolver = new Resolver({} as World);
const partiesFor = (statements: readonly ReferenceStatement[]): Party[] =>
  admissions(statementsOf(expand(resolver, stack, { Statement: statements } as unknown as Json))).map(({ party }) => party);

/** Whether somebody who makes a request is among those who may be let in. */
const includes = (party: Party, { principal: who, context }: Request): boolean => {
  switch (party.kind) {
    case 'anyone': case 'unknown': return true;
    case 'organization': return context['aws:principalorgid']?.includes(party.id) ?? false;
    case 'account': return who.kind === 'role' ? who.account === party.account : context['aws:sourceaccount']?.includes(party.account) ?? false;
    case 'service': return who.kind === 'service' && who.name === party.name;
    default: return false;
  }
};

describe('the evaluator of resource policies', () => {
  test('admits whoever a simple reference semantics lets in', () => {
    let allowed = 0;
    fc.assert(fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), request, (statements, who) => {
      if (!allows(statements, who)) return true;
      allowed += 1;
      return partiesFor(statements).some(party => includes(party, who));
    }), { numRuns: 20_000, seed: 20260115 });
    // the property says something only where something is allowed.
    expect(allowed).toBeGreaterThan(1000);
  });

  test('does not admit everybody: conditions and denials that are certain count', () => {
    const own = { StringEquals: { 'aws:PrincipalAccount': ['111111111111'] } };
    const base = { Action: ['sqs:*'], Resource: ['*'] };
    expect(partiesFor([{ ...base, Effect: 'Allow', Principal: '*', Condition: own }])).toEqual([{ kind: 'account', account: '111111111111' }]);
    expect(partiesFor([
      { ...base, Effect: 'Allow', Principal: '*' },
      { ...base, Effect: 'Deny', Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': ['111111111111'] } } },
    ])).toEqual([{ kind: 'account', account: '111111111111' }]);
  });
});

describe.each<[string, ReferenceStatement['Condition'], Party['kind'][]]>([
  ['IfExists', { StringEqualsIfExists: { 'aws:PrincipalAccount': ['111111111111'] } }, ['anyone']],
  ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': ['111111111111'] } }, ['anyone']],
  ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'aws:PrincipalAccount': ['111111111111'] } }, ['account']],
  ['a wildcard account', { StringLike: { 'aws:PrincipalAccount': ['1111*'] } }, ['anyone']],
  ['an ARN of whatever account', { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/admin'] } }, ['anyone']],
  ['the organization', { StringEquals: { 'aws:PrincipalOrgID': ['o-one'] } }, ['organization']],
  ['a resource\'s account', { StringEquals: { 'aws:ResourceAccount': ['111111111111'] } }, ['anyone']],
  ['a freely chosen encryption context', { StringEquals: { 'kms:EncryptionContext:SecretARN': ['arn:aws:secretsmanager:eu-central-1:111111111111:secret:a'] } }, ['anyone']],
])('an Allow for everybody under a condition on %s', (_, Condition, kinds) => {
  test(`admits ${kinds.join(', ')}`, () => {
    expect(partiesFor([{ Effect: 'Allow', Principal: '*', Action: ['*'], Resource: ['*'], Condition }]).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('an Allow for a service', () => {
  const of = (Condition?: ReferenceStatement['Condition']) => partiesFor([{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: ['*'], Resource: ['*'], Condition }]);

  test('admits it on behalf of anybody', () => {
    expect(of()).toEqual([{ kind: 'service', name: 'events.amazonaws.com' }]);
    expect(of({ StringEquals: { 'aws:PrincipalAccount': ['111111111111'] } })).toEqual([{ kind: 'service', name: 'events.amazonaws.com' }]);
  });

  test('admits the account that its source is bound to', () => {
    expect(of({ StringEquals: { 'aws:SourceAccount': ['222222222222'] } })).toMatchObject([{ kind: 'account', account: '222222222222' }]);
    expect(of({ ArnLike: { 'aws:SourceArn': ['arn:aws:events:*:333333333333:rule/*'] } })).toMatchObject([{ kind: 'account', account: '333333333333' }]);
    expect(of({ ArnLike: { 'aws:SourceArn': ['arn:aws:events:*:*:rule/*'] } })).toMatchObject([{ kind: 'service' }]);
  });
});
