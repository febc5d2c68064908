import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type KeyService, keyUsages } from '../../lib/secrets/key-usage';
import { ServiceKey } from '../../lib/secrets/service-key';

const account = '111111111111';
const region = 'me-central-1';
const services = Object.keys(keyUsages) as KeyService[];

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Principal: { readonly AWS?: string; readonly Service?: string };
  readonly Condition?: Record<string, Record<string, unknown>>;
}

const stackOf = (service: KeyService) => {
  const stack = new Stack(new App(), 'Keys', { env: { account, region } });
  return { stack, key: new ServiceKey(stack, 'Key', { service }) };
};
const statementsOf = (service: KeyService): Statement[] => {
  const keys = Template.fromStack(stackOf(service).stack).findResources('AWS::KMS::Key');
  return Object.values(keys)[0]!.Properties.KeyPolicy.Statement;
};
const actionsOf = ({ Action }: Statement) => [Action].flat();
const using = /^kms:(\*|Decrypt|Encrypt|ReEncrypt|Generate|CreateGrant|Create\*|ReplicateKey|Sign|Verify)/;

describe.each(services)('the customer key for %s', service => {
  test('rotates and outlives its stack', () => {
    Template.fromStack(stackOf(service).stack).hasResource('AWS::KMS::Key', {
      Properties: { EnableKeyRotation: true, Description: Match.stringLikeRegexp('this environment') },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('lets the account administer it, the policy included, but not use it', () => {
    const [administration] = statementsOf(service);
    expect(administration!.Principal.AWS).toBe(`arn:aws:iam::${account}:root`);
    expect(actionsOf(administration!)).toContain('kms:PutKeyPolicy');
    expect(actionsOf(administration!).filter(action => using.test(action))).toEqual([]);
  });

  test('is used by callers of its own account only, through its own service and region only', () => {
    const uses = statementsOf(service).filter(({ Principal, Action }) => Principal.AWS && [Action].flat().some(action => using.test(action)));
    expect(uses.length).toBeGreaterThan(0);
    for (const { Principal, Condition } of uses) {
      expect(Principal.AWS).toBe(`arn:aws:iam::${account}:root`);
      expect(Condition!.StringEquals).toEqual({
        'kms:CallerAccount': account, 'kms:ViaService': `${service}.${region}.amazonaws.com`,
      });
    }
  });

  test('binds every service principal to this account', () => {
    for (const { Principal, Condition } of statementsOf(service).filter(statement => statement.Principal.Service)) {
      expect(Principal.Service).toMatch(/^[a-z]+(\.me-central-1)?\.amazonaws\.com$/);
      expect(JSON.stringify(Condition)).toMatch(new RegExp(`"aws:SourceAccount":"${account}"|:${region}:${account}:`));
      expect(JSON.stringify(Condition)).not.toContain('kms:ViaService');
    }
  });

  test('never depends on an endpoint and names no account but its own', () => {
    const policy = JSON.stringify(statementsOf(service));
    expect(policy).not.toContain('aws:SourceVpce');
    expect(new Set(policy.match(/\b\d{12}\b/g))).toEqual(new Set([account]));
  });
});

test('the key for secrets decrypts secrets of this account and region only', () => {
  const use = statementsOf('secretsmanager').find(({ Sid }) => Sid === 'UseThroughTheService')!;
  expect(use.Condition!.ArnLike).toEqual({
    'kms:EncryptionContext:SecretARN': `arn:aws:secretsmanager:${region}:${account}:secret:*`,
  });
});

test('only the key for tables hands out grants, and only to AWS resources', () => {
  const granting = services.filter(service => statementsOf(service).some(statement => actionsOf(statement).includes('kms:CreateGrant')));
  expect(granting).toEqual(['dynamodb']);
  const grant = statementsOf('dynamodb').find(statement => actionsOf(statement).includes('kms:CreateGrant'))!;
  expect(grant.Condition!.Bool).toEqual({ 'kms:GrantIsForAWSResource': 'true' });
});

test('a grant to a role becomes an identity policy, even from another stack', () => {
  const { stack, key } = stackOf('secretsmanager');
  const other = new Stack(stack.node.root, 'Other', { env: { account, region } });
  key.grantDecrypt(new Role(other, 'Reader', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }));
  Template.fromStack(other).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: Match.objectLike({ Statement: [Match.objectLike({ Action: 'kms:Decrypt' })] }),
  });
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('Reader');
});

test('a construct that asks for a service the policy allows already changes nothing', () => {
  const { stack, key } = stackOf('sqs');
  key.grantEncryptDecrypt(new ServicePrincipal('events.amazonaws.com'));
  expect(Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))[0]!.Properties.KeyPolicy.Statement)
    .toEqual(statementsOf('sqs'));
});

test.each([
  ['a service that the key does not serve', new ServicePrincipal('backup.amazonaws.com')],
  ['the whole account', new AccountRootPrincipal()],
])('a statement for %s is refused', (_, principal) => {
  const { key } = stackOf('sqs');
  expect(() => key.addToResourcePolicy(new PolicyStatement({ principals: [principal], actions: ['kms:*'], resources: ['*'] })))
    .toThrow(/wants a statement in the policy of the sqs key 'Keys\/Key'; add the use to/);
});
