import { Match, Template } from 'aws-cdk-lib/assertions';
import { fleet, flows } from '../fixtures/fleet';
import { buildFleet, newApp } from '../../lib/fleet';
import type { FleetConfig } from '../../lib/environment';

const auditOf = (of: FleetConfig) => buildFleet(newApp(), of, flows).audit;
const template = Template.fromStack(auditOf(fleet)!);
const roles = Object.values(template.findResources('AWS::IAM::Role'));
const statements = (policy: { Properties: { PolicyDocument: { Statement: Record<string, never>[] } } }) => policy.Properties.PolicyDocument.Statement;
const policyOf = (environment: string) => {
  const role = Object.entries(template.findResources('AWS::IAM::Role')).find(([, { Properties }]) => Properties.RoleName === `bulkhead-fingerprints-${environment}`)![0];
  return statements(Object.values(template.findResources('AWS::IAM::Policy')).find(({ Properties }) => Properties.Roles[0].Ref === role) as never);
};

test('the key makes fingerprints for the environments\' roles, and nobody may use it otherwise', () => {
  template.hasResourceProperties('AWS::KMS::Key', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  const [key] = Object.values(template.findResources('AWS::KMS::Key', { Properties: { KeySpec: 'HMAC_256' } }));
  const uses = key!.Properties.KeyPolicy.Statement.filter(({ Action }: { Action: unknown }) => JSON.stringify(Action).match(/Mac|\*/));
  expect(uses).toEqual([expect.objectContaining({
    Effect: 'Allow',
    Action: 'kms:GenerateMac',
    Principal: { AWS: fleet.environments.map(() => ({ 'Fn::GetAtt': [expect.stringMatching(/^Fingerprints\w+Role/), 'Arn'] })) },
    Condition: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
  })]);
  expect(key).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('the table has the account\'s own key, restores to any moment and cannot be deleted', () => {
  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    Properties: {
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
      KeySchema: [{ AttributeName: 'environment', KeyType: 'HASH' }, { AttributeName: 'secret', KeyType: 'RANGE' }],
    },
  });
});

const environments = fleet.environments.map(({ name, account }) => ({ name, account: account as string }));

describe.each(environments)('the role of $name', ({ name, account }) => {
  test('is assumed from its own account only', () => {
    const role = roles.find(({ Properties }) => Properties.RoleName === `bulkhead-fingerprints-${name}`);
    expect(JSON.stringify(role?.Properties.AssumeRolePolicyDocument)).toContain(`:iam::${account}:root`);
    for (const { account: other } of environments) {
      if (other !== account) expect(JSON.stringify(role?.Properties.AssumeRolePolicyDocument)).not.toContain(other);
    }
  });

  test('reads every fingerprint and writes its own environment\'s', () => {
    const writes = policyOf(name).filter(({ Action }) => /PutItem|UpdateItem|DeleteItem/.test(JSON.stringify(Action)));
    expect(writes).toEqual([expect.objectContaining({
      Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [name] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } },
    })]);
    expect(policyOf(name)).toContainEqual(expect.objectContaining({ Action: 'dynamodb:Scan' }));
  });

  test('has no other right than those of fingerprints', () => {
    const actions = policyOf(name).flatMap(({ Action }) => [Action].flat()).sort();
    expect(actions).toEqual([
      'dynamodb:PutItem', 'dynamodb:Scan', 'dynamodb:UpdateItem', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*',
      'kms:GenerateMac', 'kms:ReEncrypt*',
    ]);
  });
});

test('the stack is deployed to the audit account only, under its own qualifier', () => {
  const audit = auditOf(fleet)!;
  expect([audit.account, audit.synthesizer.bootstrapQualifier]).toEqual(['888888888888', 'audit']);
  expect(JSON.stringify(template.toJSON().Rules)).toContain('888888888888');
});

test('an audit account that is still to be created has no stack yet', () => {
  expect(auditOf({ ...fleet, organization: { ...fleet.organization, auditAccount: { create: { email: 'audit@example.com' } } } })).toBeUndefined();
});
