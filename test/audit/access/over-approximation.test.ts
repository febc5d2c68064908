import fc from 'fast-check';
import { accounts } from '../support/assembly';
import type { ReferenceStatement, Request } from '../policy/reference';
import { permits, type Sides } from './reference';
import { auditTemplates, control, document, managed, wayOf } from './world';

const [own, other, third] = [accounts.staging, accounts.production, accounts.preproduction];
const queue = (account: string) => `arn:aws:sqs:eu-central-1:${account}:jobs`;
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const user = (account: string) => `arn:aws:iam::${account}:user/app`;
const some = <T>(one: fc.Arbitrary<T>, minLength = 1) => fc.array(one, { minLength, maxLength: 3 });

const actions = ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sts:AssumeRole'];
const action = fc.constantFrom('*', 'sqs:*', 'sqs:Send*', 'SQS:sendmessage', 'sqs:ReceiveMessage', 'sts:AssumeRole', 'sts:*', 's?s:*');
const resource = fc.constantFrom('*', queue(other), queue(third), role(other, 'entry'), 'arn:aws:sqs:*:*:*', `arn:aws:*:*:${other}:*`, `arn:aws:sqs:eu-central-1:${other}:j*`, 'arn:aws:sqs:eu-central-1:*:other', `arn:aws:iam::${other}:role/e*`, 'arn:aws:iam::*:role/*');
const account = fc.constantFrom(own, other, third);
/** What CloudFormation calls a role without a name. */
const generated = 'staging-App-Caller-1A2B3C';
const arn = fc.oneof(account.map(id => role(id, 'app')), fc.constant(role(own, generated)), account.map(id => role(id, '*')), account.map(id => role(id, 'a?p')), fc.constantFrom('*', 'arn:aws:iam::*:role/app', `arn:aws:iam::${own}:*`, `arn:aws:sts::${own}:assumed-role/app/*`));

const operator = (...names: string[]) => fc.tuple(fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'), fc.constantFrom(...names), fc.constantFrom('', '', 'IfExists')).map(parts => parts.join(''));
const texts = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'];
const arns = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike', 'StringNotLike'];
const entry = fc.oneof(
  fc.tuple(operator(...texts), fc.constantFrom('aws:PrincipalAccount', 'aws:ResourceAccount', 'aws:SourceAccount'), some(fc.oneof(account, fc.constantFrom('*', '1111*')))),
  fc.tuple(operator(...arns), fc.constantFrom('aws:PrincipalArn', 'aws:principalarn'), some(arn)),
  fc.tuple(fc.constant('Null'), fc.constantFrom('aws:PrincipalAccount', 'aws:SourceAccount', 'aws:PrincipalOrgID', 'aws:ResourceAccount'), fc.constantFrom(['true'], ['false']).map(list => [...list])),
  fc.tuple(fc.constantFrom('Bool', 'BoolIfExists'), fc.constantFrom('aws:PrincipalIsAWSService', 'aws:SecureTransport'), fc.constantFrom(['true'], ['false']).map(list => [...list])),
  fc.tuple(fc.constantFrom('StringEquals', 'StringNotEquals'), fc.constant('aws:PrincipalOrgID'), fc.constant(['o-one']).map(list => [...list])),
);
const condition = fc.array(entry, { maxLength: 2 }).map(entries => {
  const built: Record<string, Record<string, string[]>> = {};
  for (const [name, key, values] of entries) (built[name] ??= {})[key] = values;
  return built;
});

const principal = fc.oneof(
  fc.constant<unknown>('*'),
  some(fc.oneof(account, account.map(id => `arn:aws:iam::${id}:root`), account.map(id => role(id, 'app')), fc.constant(role(own, generated)), account.map(user), fc.constant('*'))).map(AWS => ({ AWS })),
  fc.constant({ Service: 'events.amazonaws.com' }),
);

const effect = fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Deny');
const seldom = fc.integer({ max: 5, min: 0 }).map(number => number === 0);
const body = fc.record({ Effect: effect, what: some(action), notAction: seldom, where: some(resource), notResource: seldom, Condition: condition }).map(
  ({ Effect, what, notAction, where, notResource, Condition }): ReferenceStatement => ({
    Effect, ...notAction ? { NotAction: what } : { Action: what }, ...notResource ? { NotResource: where } : { Resource: where }, Condition,
  }),
);
const held = fc.tuple(body, principal, fc.integer({ max: 2, min: 0 })).map(([statement, who, not]): ReferenceStatement => ({ ...statement, ...not === 0 && who !== '*' ? { NotPrincipal: who } : { Principal: who } }));
const denial = body.map((statement): ReferenceStatement => ({ ...statement, Effect: 'Deny' }));
const everywhere = { Effect: 'Allow' as const, Action: ['*'], Resource: ['*'] };
const often = <T>(usual: T, one: fc.Arbitrary<T>) => fc.oneof({ weight: 2, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: one });

const setting = fc.record({
  identity: often<ReferenceStatement[]>([everywhere], some(body)),
  boundary: fc.option(some(body), { nil: undefined, freq: 2 }),
  resource: some(held),
  trust: some(held),
  entry: often<ReferenceStatement[]>([everywhere], some(body)),
  scp: often<ReferenceStatement[]>([], some(denial, 0)),
  rcp: often<ReferenceStatement[]>([], some(denial, 0).map(list => list.map(statement => ({ ...statement, Principal: '*' })))),
  action: fc.constantFrom(...actions.slice(0, 2)), named: fc.boolean(), secure: fc.boolean(), organization: fc.boolean(),
  kind: fc.constantFrom('role', 'role', 'role', 'user', 'anonymous', 'service'), behalf: fc.boolean(),
});
type Setting = typeof setting extends fc.Arbitrary<infer S> ? S : never;

const identityPolicy = (statements: readonly ReferenceStatement[]) => [{ PolicyName: 'own', PolicyDocument: document(...statements) }];
const noTrust = [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }];

const audited = ({ identity, boundary, resource: queuePolicy, trust, entry: entryPolicy, scp, rcp, named }: Setting) => auditTemplates({
  staging: {
    Caller: { Type: 'AWS::IAM::Role', Properties: { ...named ? { RoleName: 'app' } : {}, AssumeRolePolicyDocument: document(...noTrust), Policies: identityPolicy(identity), ...boundary ? { PermissionsBoundary: { Ref: 'Boundary' } } : {} } },
    User: { Type: 'AWS::IAM::User', Properties: { UserName: 'app', Policies: identityPolicy(identity) } },
    ...boundary ? { Boundary: managed(...boundary) } : {},
  },
  production: {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: document(...queuePolicy) } },
    Entry: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'entry', AssumeRolePolicyDocument: document(...trust.map(({ Resource: _, NotResource: __, ...statement }) => statement)), Policies: identityPolicy(entryPolicy) } },
  },
  organization: { Scp: control('SERVICE_CONTROL_POLICY', [own], ...scp), Rcp: control('RESOURCE_CONTROL_POLICY', [other], ...rcp) },
});

const names = { role: 'staging-App/Caller', user: 'staging-App/User', anonymous: 'anybody without credentials', service: `events.amazonaws.com acting for ${own}` } as const;

/** A request of the setting's caller. */
const requestOf = ({ kind, secure, organization, behalf, named }: Setting, on: { action: string; resource: string }): Request => {
  const common = { 'aws:securetransport': [String(secure)], 'aws:resourceaccount': [other], 'aws:principalisawsservice': [String(kind === 'service')] };
  if (kind === 'anonymous') return { ...on, principal: { kind }, context: common };
  if (kind === 'service') return { ...on, principal: { kind, name: 'events.amazonaws.com' }, context: { ...common, ...behalf ? { 'aws:sourceaccount': [own] } : {} } };
  const arnOf = kind === 'user' ? user(own) : role(own, named ? 'app' : generated);
  return { ...on, principal: { kind: 'role', account: own, arn: arnOf }, context: { ...common, 'aws:principalaccount': [own], 'aws:principalarn': [arnOf], ...organization ? { 'aws:principalorgid': ['o-one'] } : {} } };
};

const none = { scp: [], rcp: [] };
const isPerson = ({ kind }: Setting) => kind === 'role' || kind === 'user';

const sidesOf = (setting: Setting, on: readonly ReferenceStatement[]): Sides => ({
  identity: isPerson(setting) ? setting.identity : undefined, boundary: setting.kind === 'role' ? setting.boundary : undefined,
  resource: on, scp: isPerson(setting) ? setting.scp : [], rcp: setting.rcp,
});

const goesThrough = (way: ReturnType<typeof wayOf>, assumed: boolean): boolean =>
  way !== undefined && (way.decision !== 'denied' || (assumed && way.refusal === 'organization'));

describe('the decision about a principal and a resource of another environment', () => {
  test('allows whatever a simple reference semantics allows, with and without the organization', () => {
    let [plain, controlled] = [0, 0];
    fc.assert(fc.property(setting, one => {
      const request = requestOf(one, { action: one.action, resource: queue(other) });
      const sides = sidesOf(one, one.resource);
      const [without, within] = [permits({ ...sides, ...none }, request), permits(sides, request)];
      if (!without) return true;
      plain += 1;
      if (within) controlled += 1;
      return goesThrough(wayOf(audited(one), names[one.kind], 'production-App/Queue'), !within);
    }), { numRuns: 6000, seed: 20260115 });
    // the property says something only where something is allowed, and where only the organization stops it.
    expect(plain).toBeGreaterThan(300);
    expect(plain - controlled).toBeGreaterThan(20);
  });

  test('follows every chain that a simple reference semantics follows', () => {
    let chains = 0;
    fc.assert(fc.property(setting, one => {
      if (!isPerson(one)) return true;
      const assume = requestOf(one, { action: 'sts:AssumeRole', resource: role(other, 'entry') });
      const trust = one.trust.map(statement => ({ ...statement, Resource: ['*'], NotResource: undefined }));
      if (!permits({ ...sidesOf(one, trust), ...none }, assume)) return true;
      const entered: Request = {
        action: one.action, resource: queue(other), principal: { kind: 'role', account: other, arn: role(other, 'entry') },
        context: { 'aws:securetransport': [String(one.secure)], 'aws:resourceaccount': [other], 'aws:principalisawsservice': ['false'], 'aws:principalaccount': [other], 'aws:principalarn': [role(other, 'entry')] },
      };
      // in its own account the role's policy is enough, unless the queue's denies it.
      if (!permits({ identity: one.entry, resource: [...one.resource, { Effect: 'Allow', Principal: '*', Action: ['*'], Resource: ['*'] }], ...none }, entered)) return true;
      chains += 1;
      return goesThrough(wayOf(audited({ ...one, ...none }), names[one.kind], 'production-App/Queue'), false);
    }), { numRuns: 6000, seed: 20260116 });
    expect(chains).toBeGreaterThan(200);
  });
});
