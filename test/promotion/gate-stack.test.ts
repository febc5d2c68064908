// what the delivery stack gives to whom: whatever a workflow says, the integration's rights are all that it gets.
import { Template } from 'aws-cdk-lib/assertions';
import { contextOf } from '../delivery/support/contexts';
import { allowed } from '../delivery/support/evaluate';
import { fleet, flows } from '../fixtures/fleet';
import { stagesOf } from '../fixtures/stages';
import { newKey } from '../lambda/gate/support/release';
import { boundaryDocument, bootstrapTemplate } from '../../lib/delivery';
import type { PolicyDocument } from '../../lib/delivery/bootstrap/policy';
import { validateFleet, type EnvironmentConfig, type FleetConfig } from '../../lib/environment';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a template is foreign JSON
interface Resource { readonly Type: string; readonly Properties: Record<string, any> }
type Resources = Readonly<Record<string, Resource>>;

const stages = stagesOf();
const templates: Readonly<Record<string, Resources>> = Object.fromEntries(Object.entries(stages).map(([name, { delivery }]) =>
  [name, Template.fromStack(delivery).toJSON().Resources as Resources]));
const gated = ['pre-production', 'production'];

const ofType = (name: string, type: string): [string, Resource][] => Object.entries(templates[name]!).filter(([, { Type }]) => Type === type);
const roleOf = (name: string, role: string): [string, Resource] => ofType(name, 'AWS::IAM::Role').find(([, { Properties }]) => Properties.RoleName === role)!;

/** Policies of one role, and the boundary that bounds it. */
const policiesOf = (name: string, role: string): PolicyDocument[] => {
  const [id] = roleOf(name, role);
  return ofType(name, 'AWS::IAM::Policy').filter(([, { Properties }]) => (Properties.Roles as { Ref: string }[]).some(({ Ref }) => Ref === id))
    .map(([, { Properties }]) => Properties.PolicyDocument as PolicyDocument);
};

const stackArn = (name: string): string => {
  const { account, region } = contextOf(name);
  return `arn:aws:cloudformation:${region}:${account}:stack/${name === 'production' ? 'Production' : 'PreProduction'}-Network/1`;
};

const may = (name: string, role: string, action: string, resource: string): boolean => {
  const { account } = contextOf(name);
  const request = { action, resource, keys: { 'aws:ResourceAccount': account, 'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role}` } };
  const [granted, bound] = [policiesOf(name, role), boundaryDocument(contextOf(name))];
  return allowed(granted, request) && allowed([bound], request);
};

test.each(gated)('in %s the gate and break-glass execute change sets, and the integration does not', name => {
  expect(may(name, 'bulkhead-gate', 'cloudformation:ExecuteChangeSet', stackArn(name))).toBe(true);
  expect(may(name, 'bulkhead-break-glass', 'cloudformation:ExecuteChangeSet', stackArn(name))).toBe(true);
  for (const action of ['ExecuteChangeSet', 'UpdateStack', 'CreateStack', 'DeleteStack', 'CreateChangeSet']) {
    expect(may(name, 'bulkhead-ci', `cloudformation:${action}`, stackArn(name))).toBe(false);
  }
});

test.each(gated)('in %s the role that the integration deploys with executes none either, and may not even with a policy that says so', name => {
  const environment = contextOf(name);
  const resources = bootstrapTemplate(environment, { open: false }).Resources as unknown as Resources;
  const { Policies: policies } = resources['DeploymentRole']!.Properties as { Policies: { PolicyDocument: PolicyDocument }[] };
  const request = {
    action: 'cloudformation:ExecuteChangeSet', resource: stackArn(name),
    keys: { 'aws:ResourceAccount': environment.account, 'aws:PrincipalArn': `arn:aws:iam::${environment.account}:role/cdk-${environment.qualifier}-deploy-role-${environment.account}-${environment.region}` },
  };
  expect(allowed(policies.map(({ PolicyDocument }) => PolicyDocument), request)).toBe(false);
  const everything = { Version: '2012-10-17', Statement: [{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }] } as PolicyDocument;
  expect(allowed([everything, boundaryDocument(environment)], request)).toBe(false);
});

test.each(gated)('in %s neither the gate nor break-glass reaches a stack of something else, a secret or data', name => {
  const { account, region } = contextOf(name);
  for (const role of ['bulkhead-gate', 'bulkhead-break-glass']) {
    expect(may(name, role, 'cloudformation:ExecuteChangeSet', `arn:aws:cloudformation:${region}:${account}:stack/Other-Stack/1`)).toBe(false);
    expect(may(name, role, 'secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${region}:${account}:secret:x`)).toBe(false);
    expect(may(name, role, 'dynamodb:Scan', `arn:aws:dynamodb:${region}:${account}:table/inbox`)).toBe(false);
    expect(may(name, role, 'iam:CreateRole', `arn:aws:iam::${account}:role/x`)).toBe(false);
    expect(may(name, role, 'cloudformation:CreateChangeSet', stackArn(name))).toBe(false);
  }
});

test.each(Object.keys(templates))('in %s each key signs for one role only: the integration\'s for evidence, the approver\'s for sign-offs', name => {
  const { account } = contextOf(name);
  const signers = ofType(name, 'AWS::KMS::Key').map(([, { Properties: { KeyPolicy, KeySpec, KeyUsage } }]) => {
    const statements = (KeyPolicy.Statement as { Action: string | string[]; Condition?: { ArnEquals: Record<string, string> } }[]).filter(({ Action }) => [Action].flat().includes('kms:Sign'));
    expect([KeySpec, KeyUsage, statements.length]).toEqual(['ECC_NIST_P256', 'SIGN_VERIFY', 1]);
    expect((KeyPolicy.Statement as { Action: string | string[] }[]).flatMap(({ Action }) => Action).filter(action => /\*|CreateGrant|Encrypt/.test(action))).toEqual([]);
    return statements[0]!.Condition!.ArnEquals['aws:PrincipalArn'];
  });
  expect(signers.sort()).toEqual([`arn:aws:iam::${account}:role/bulkhead-approver`, `arn:aws:iam::${account}:role/bulkhead-ci`]);
});

test.each(Object.keys(templates))('in %s the integration may ask for evidence to be signed and not for a sign-off', name => {
  const keysOf = (role: string) => policiesOf(name, role).flatMap(({ Statement }) => Statement).filter(({ Action }) => [Action].flat().includes('kms:Sign')).map(({ Resource }) => JSON.stringify(Resource));
  const [evidence, signOff] = [keysOf('bulkhead-ci'), keysOf('bulkhead-approver')];
  expect(evidence).toHaveLength(1);
  expect(signOff).toHaveLength(1);
  expect(evidence[0]).toContain('EvidenceKey');
  expect(signOff[0]).toContain('SignOffKey');
});

test.each([...gated.map(name => [name, 'bulkhead-break-glass']), ...Object.keys(templates).map(name => [name, 'bulkhead-approver'])])('in %s %s is for people of the account with a second factor, within the hour', (name, role) => {
  const [, { Properties: { AssumeRolePolicyDocument: trust, MaxSessionDuration: seconds } }] = roleOf(name, role);
  expect(seconds).toBe(3600);
  expect(trust.Statement).toEqual([expect.objectContaining({
    Action: 'sts:AssumeRole',
    Condition: {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
      StringEquals: { 'aws:RequestedRegion': 'me-central-1', 'sts:RoleSessionName': '${aws:username}' },
    },
  })]);
});

test('where Identity Center is configured, sessions of the one permission set come in as well', () => {
  const people: FleetConfig = { ...fleet, environments: fleet.environments.map(each => ({ ...each, people: { approvers: 'Release' } })) };
  const { Resources } = Template.fromStack(stagesOf(people)['production']!.delivery).toJSON() as { Resources: Resources };
  const trust = Object.values(Resources).find(({ Properties }) => Properties.RoleName === 'bulkhead-approver')!.Properties.AssumeRolePolicyDocument;
  expect(trust.Statement).toHaveLength(2);
  expect(trust.Statement[1].Condition.ArnLike['aws:PrincipalArn']).toEqual([
    'arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Release_*', 'arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Release_*',
  ]);
});

test('staging has keys and an approver, and neither a gate nor a break-glass role', () => {
  expect(ofType('staging', 'AWS::KMS::Key')).toHaveLength(2);
  expect(ofType('staging', 'AWS::IAM::Role').map(([, { Properties }]) => Properties.RoleName as string).filter(Boolean).sort()).toEqual(['bulkhead-approver', 'bulkhead-ci', 'bulkhead-verifier']);
  expect(ofType('staging', 'AWS::Lambda::Function')).toEqual([]);
});

test('the last environment has everything that the one before it has', () => {
  const shape = (name: string) => Object.values(templates[name]!).map(({ Type }) => Type).sort();
  expect(shape('production')).toEqual(shape('pre-production'));
});

test('becoming break-glass and using it are told, read-only calls among them', () => {
  const rules = ofType('production', 'AWS::Events::Rule').map(([, { Properties }]) => Properties);
  expect(rules.map(({ EventPattern: { detail } }) => detail.eventName as string[])).toEqual(expect.arrayContaining([['AssumeRole'], expect.arrayContaining(['ExecuteChangeSet'])]));
  for (const { State, Targets } of rules) {
    expect(State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    expect(Targets[0].InputTransformer.InputTemplate).toContain('docs/runbooks/break-glass.md');
  }
});

describe('the keys that a target pins', () => {
  const variablesOf = (evidenceKeys?: EnvironmentConfig['evidenceKeys']): Record<string, string> => {
    const pinned = { ...fleet, environments: fleet.environments.map(each => (each.name === 'production' ? { ...each, evidenceKeys } : each)) };
    const { Resources } = Template.fromStack(stagesOf(pinned)['production']!.delivery).toJSON() as { Resources: Resources };
    return Object.values(Resources).find(({ Properties }) => Properties.FunctionName === 'bulkhead-gate')!.Properties.Environment.Variables;
  };
  const [one, other] = [newKey().publicKey, newKey().publicKey];
  const problemsOf = (change: (each: EnvironmentConfig) => Partial<EnvironmentConfig>): string => {
    try {
      validateFleet({ ...fleet, environments: fleet.environments.map(each => ({ ...each, ...change(each) })) }, flows);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('are none while they are pending or not given, so that the gate accepts nothing', () => {
    for (const keys of [undefined, { evidence: { pending: 'x' }, signOff: one }, { evidence: one, signOff: { pending: 'x' } }]) {
      const variables = variablesOf(keys);
      expect([variables['BULKHEAD_EVIDENCE_KEY'], variables['BULKHEAD_SIGN_OFF_KEY']]).toContain('');
    }
  });

  test('stand in the template, where the audit takes them for what they are', () => {
    expect(variablesOf({ evidence: one, signOff: other })).toMatchObject({ BULKHEAD_EVIDENCE_KEY: one, BULKHEAD_SIGN_OFF_KEY: other });
  });

  test.each<[string, (each: EnvironmentConfig) => Partial<EnvironmentConfig>, string]>([
    ['what is no public key', ({ name }) => (name === 'production' ? { evidenceKeys: { evidence: 'abc', signOff: one } } : {}), 'evidence keys` prints'],
    ['one key for both', ({ name }) => (name === 'production' ? { evidenceKeys: { evidence: one, signOff: one } } : {}), 'continuous integration could sign off'],
    ['keys without a source', ({ name }) => (name === 'staging' ? { evidenceKeys: { evidence: one, signOff: other } } : {}), 'promoted from nowhere'],
    ['the keys of another source', ({ name }) => (name === 'staging' ? {} : { evidenceKeys: { evidence: one, signOff: other } }), 'promoted from different environments'],
    ['a difference that covers everything', ({ name }) => (name === 'production' ? { differences: [{ what: '**', reason: 'r' }] } : {}), 'could cover everything'],
    ['a difference that covers every type', ({ name }) => (name === 'production' ? { differences: [{ what: 'AWS::*', reason: 'r' }] } : {}), 'could cover everything'],
  ])('are refused: %s', (_, change, message) => {
    expect(problemsOf(change)).toContain(message);
  });
});
