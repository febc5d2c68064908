// what is no difference: however AWS writes it down, it says the same.
import { account, environment, forget, look, proof, standing, type Fake } from './support/account';
import { isObject, type Json, type JsonObject } from '../../lib/audit/assembly/shape';
import { kinds } from '../../lib/verify/kinds';
import { bootstrapNames } from '../../lib/delivery/names';
import { withWayIn } from '../../lib/verify/way-in';

afterAll(forget);

/** Every policy of the account, written otherwise. */
const rewritten = (fake: Fake, rewrite: (policy: JsonObject) => JsonObject): Fake => {
  for (const live of fake.live) {
    for (const [name, { as, within }] of Object.entries(kinds.get(live.type)?.aspects ?? {})) {
      const value = live.properties[name];
      if (as === 'policy' && isObject(value)) live.properties[name] = within === undefined ? rewrite(value) : { [within]: rewrite(value[within] as JsonObject) };
      if (as === 'policies' && Array.isArray(value)) live.properties[name] = value.map(one => (isObject(one) ? { ...one, PolicyDocument: rewrite(one.PolicyDocument as JsonObject) } : one));
    }
  }
  return fake;
};

const everyStatement = (change: (statement: JsonObject) => Json) => (policy: JsonObject): JsonObject =>
  ({ ...policy, Statement: (Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement ?? null]).map(statement => change(statement as JsonObject)) });

const members = (change: (name: string, value: Json) => Json) => (statement: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(statement).reverse().map(([name, value]) => [name, change(name, value)]));

const listed = (value: Json): Json => (Array.isArray(value) ? [...value].reverse() : typeof value === 'string' ? [value] : value);

const harmless: readonly (readonly [string, (fake: Fake) => Fake])[] = [
  ['nothing is changed', fake => fake],
  ['statements stand in another order', fake => rewritten(fake, policy => ({ ...policy, Statement: Array.isArray(policy.Statement) ? [...policy.Statement].reverse() : policy.Statement ?? null }))],
  ['a policy has an id of its own', fake => rewritten(fake, policy => ({ Id: 'made-by-aws', ...policy }))],
  ['actions and resources stand in lists, in another order', fake => rewritten(fake, everyStatement(members((name, value) => (/^(?:Not)?(?:Action|Resource)$/.test(name) ? listed(value) : value))))],
  ['actions are written in capitals', fake => rewritten(fake, everyStatement(members((name, value) => (name === 'Action' && typeof value === 'string' ? value.toUpperCase() : value))))],
  ['statements lose their names', fake => rewritten(fake, everyStatement(({ Sid: _, ...statement }) => statement))],
  ['accounts stand for their roots', fake => rewritten(fake, policy => JSON.parse(JSON.stringify(policy).replaceAll(`arn:aws:iam::${account}:root`, account)) as JsonObject)],
  ['condition keys are written otherwise', fake => rewritten(fake, policy => JSON.parse(JSON.stringify(policy).replaceAll('aws:PrincipalArn', 'AWS:PrincipalARN').replaceAll('aws:SourceVpce', 'aws:sourceVpce')) as JsonObject)],
  ['everybody is written as a list', fake => rewritten(fake, everyStatement(members((name, value) => (name === 'Principal' && value === '*' ? { AWS: ['*'] } : value))))],
  ['roles are shown by their unique ids', fake => {
    const ids = new Map(fake.live.flatMap(({ attributes = {} }) => (attributes.RoleId !== undefined && attributes.Arn !== undefined ? [[attributes.Arn, attributes.RoleId]] : [])));
    const shown = (value: Json): Json => [...ids].reduce((text, [arn, id]) => JSON.parse(JSON.stringify(text).replaceAll(`"${arn}"`, `"${id}"`)) as Json, value);
    return rewritten(fake, everyStatement(members((name, value) => (name === 'Principal' ? shown(value) : value))));
  }],
  ['keys are named by id, or by ARN', fake => {
    for (const live of fake.live) {
      if (typeof live.properties.KmsKeyId === 'string') live.properties.KmsKeyId = live.properties.KmsKeyId.replace(/^.*\//, '');
      if (typeof live.properties.KmsMasterKeyId === 'string') live.properties.KmsMasterKeyId = live.properties.KmsMasterKeyId.replace(/^.*\//, '');
    }
    return fake;
  }],
  ['ports are numbers or text, and rules have words beside them', fake => {
    for (const { properties } of fake.live) {
      for (const name of ['SecurityGroupIngress', 'SecurityGroupEgress']) {
        const rules = properties[name];
        if (Array.isArray(rules)) properties[name] = rules.map(rule => ({ ...rule as JsonObject, Description: 'another', ...isObject(rule) && rule.FromPort !== undefined && { FromPort: String(rule.FromPort as number) } })).reverse();
      }
    }
    return fake;
  }],
  ['sets stand in another order', fake => {
    for (const { type, properties } of fake.live) {
      for (const [name, { as }] of Object.entries(kinds.get(type)?.aspects ?? {})) if (as === 'set') properties[name] = [...properties[name] as Json[]].reverse();
    }
    return fake;
  }],
  ['templates are deployed with their members in another order', fake => {
    for (const [name, template] of fake.templates) fake.templates.set(name, Object.fromEntries(Object.entries(template).reverse()));
    return fake;
  }],
  ['the bootstrap stands as well', () => standing(environment, true)],
  ['there are what AWS and the organization make', fake => {
    const trusts = (Principal: JsonObject, Action = 'sts:AssumeRole'): JsonObject => ({ AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action }] } });
    fake.live.push(
      { type: 'AWS::IAM::Role', id: 'OrganizationAccountAccessRole', properties: trusts({ AWS: 'arn:aws:iam::999999999999:root' }), owner: 'the organization: its way in' },
      { type: 'AWS::IAM::Role', id: 'AWSServiceRoleForSupport', properties: trusts({ Service: 'support.amazonaws.com' }), owner: 'AWS: role of a service, linked to it' },
      { type: 'AWS::IAM::Role', id: 'AWSReservedSSO_Admin_1', properties: trusts({ Federated: `arn:aws:iam::${account}:saml-provider/AWSSSO_1_DO_NOT_DELETE` }, 'sts:AssumeRoleWithSAML'), owner: 'IAM Identity Center of the organization' },
      { type: 'AWS::EC2::VPC', id: 'vpc-default', properties: {}, owner: 'AWS: default network of the account' },
    );
    return fake;
  }],
];

test.each(harmless)('it is equal where %s', (_, change) => {
  const { drifts, unread, audited, exitCode } = look(change(standing()));
  expect({ drifts, unread, audited, exitCode }).toEqual({ drifts: [], unread: [], audited: 'PROVEN', exitCode: 0 });
}, 300_000);

test('what others answer for is named with its owner, and never left out', () => {
  const fake = standing();
  fake.live.push({ type: 'AWS::IAM::Role', id: 'AWSServiceRoleForSupport', properties: {}, owner: 'AWS: role of a service, linked to it' });
  expect(look(fake).elsewhere).toEqual([{ type: 'AWS::IAM::Role', id: 'AWSServiceRoleForSupport', owner: 'AWS: role of a service, linked to it' }]);
});

test('the role that administers an invited account is answered for by the configuration that names it, and by its whole ARN alone', () => {
  const role = (name: string) => ({ type: 'AWS::IAM::Role', id: name, attributes: { Arn: `arn:aws:iam::${account}:role/team/${name}`, RoleId: name }, properties: {} });
  const fake = standing();
  fake.live.push(role('Administrators'), role('AdministratorsToo'));
  const { elsewhere, drifts } = look(withWayIn(fake as never, `arn:aws:iam::${account}:role/team/Administrators`) as never);
  expect(elsewhere).toEqual([{ type: 'AWS::IAM::Role', id: 'Administrators', owner: 'the configuration: administrationRole' }]);
  expect(drifts.map(({ id, says }) => [id, ...says])).toEqual([['AdministratorsToo', 'no template owns it']]);
});

test('the bootstrap is compared like every other stack', () => {
  const fake = standing(environment, true);
  const { stacks, compared } = look(fake);
  expect(stacks.map(({ stack }) => stack)).toContain(bootstrapNames(environment).stack);
  expect(compared).toBe(fake.live.length);
});

test('the templates of the tests are proven, or nothing here would mean anything', () => {
  expect(proof.judged).toMatchObject({ verdict: 'PROVEN' });
});
