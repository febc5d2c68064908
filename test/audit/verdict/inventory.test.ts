import { accounts } from '../support/assembly';
import { auditTemplates, document, managed, role } from '../access/world';

const account = `account ${accounts.production}: its root and principals that no template shows`;
const Secret = { Type: 'AWS::SecretsManager::Secret', Properties: {} };
const read = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: 'Secret' } };
const keyFor = (...statements: unknown[]) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: document(...statements) } });
const wholeAccount = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accounts.production}:root` }, Action: 'kms:*', Resource: '*' };
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const trusting = (...principals: unknown[]) => [{ Effect: 'Allow', Principal: { AWS: principals }, Action: 'sts:AssumeRole' }];

const inventory = (production: Record<string, unknown>) => auditTemplates({ staging: {}, production }).secretInventory;
const readers = (production: Record<string, unknown>, id = 'Secret') =>
  inventory(production).find(({ logicalId }) => logicalId === id)?.readers.map(name => name.replaceAll('production-App/', ''));

test.each<[string, Record<string, unknown>, string[]]>([
  ['a role whose policy names it, and whoever administers the account', { Reader: role([read]), Other: role([{ ...read, Action: 's3:*' }]) }, ['Reader', account]],
  ['a role by a policy of AWS that nobody vouches for', { Reader: role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }) }, ['Reader', account]],
  ['a role by what it may not do', { Reader: role([{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]) }, ['Reader', account]],
  ['a role by an ARN that lacks its end', { Reader: role([{ ...read, Resource: 'arn:aws:secretsmanager' }]) }, ['Reader', account]],
  ['a user by its group', { User: { Type: 'AWS::IAM::User' }, Joins: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: { Ref: 'Group' }, Users: [{ Ref: 'User' }] } }, Group: { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'own', PolicyDocument: document(read) }] } } }, ['User', account]],
  ['nobody whom its own policies deny it', { Reader: role([read, { ...read, Effect: 'Deny', Resource: '*' }]) }, [account]],
  ['nobody whose boundary does not allow it', { Reader: role([read], { PermissionsBoundary: { Ref: 'Boundary' } }), Boundary: managed({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) }, [account]],
  ['whoever may become a reader', { Reader: role([read], {}, trusting(arn('First'))), First: role([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }]) }, ['First, by becoming Reader', 'Reader', account]],
])('a secret is read by %s', (_, resources, expected) => {
  expect(readers({ Secret, ...resources })?.sort()).toEqual([...expected].sort());
});

test('a denial for all but its readers leaves nobody else, administrators neither', () => {
  const denial = { Effect: 'Deny', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*', Condition: { ArnNotEquals: { 'aws:PrincipalArn': arn('Reader') } } };
  const policy = { Type: 'AWS::SecretsManager::ResourcePolicy', Properties: { SecretId: { Ref: 'Secret' }, ResourcePolicy: document(denial) } };
  expect(readers({ Secret, Policy: policy, Reader: role([read]), Other: role([read]) })).toEqual(['Reader']);
});

test('its key keeps out whoever may not decrypt', () => {
  const Key = keyFor({ ...wholeAccount, Principal: { AWS: arn('Reader') }, Action: 'kms:Decrypt' });
  const resources = { Secret: { ...Secret, Properties: { KmsKeyId: { Ref: 'Key' } } }, Key, Reader: role([read]), Other: role([read]) };
  expect(readers(resources)).toEqual(['Reader']);
  expect(inventory(resources)[0]?.key).toBe('production-App/Key');
});

test('a secret that is attached to a database is followed to its readers and its rotation, and no other is', () => {
  const [secret, other] = inventory({
    Secret, Other: Secret, Reader: role([{ ...read, Resource: { Ref: 'Attachment' } }]), Database: { Type: 'AWS::RDS::DBInstance' },
    Attachment: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: 'Secret' }, TargetId: { Ref: 'Database' }, TargetType: 'AWS::RDS::DBInstance' } },
    Schedule: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: { Ref: 'Attachment' }, HostedRotationLambda: {}, RotationRules: { AutomaticallyAfterDays: 30 } } },
  });
  expect(secret).toMatchObject({ logicalId: 'Secret', readers: [account, 'production-App/Reader'], rotation: 'hosted', rotates: 'every 30 days' });
  expect(other).toMatchObject({ logicalId: 'Other', readers: [account], rotation: 'none' });
});

test('a secret that a service makes is listed, with its readers and its key', () => {
  const Database = { Type: 'AWS::RDS::DBInstance', Properties: { ManageMasterUserPassword: true, MasterUserSecret: { KmsKeyId: { Ref: 'Key' } } } };
  const resources = { Database, Key: keyFor(wholeAccount), Reader: role([{ ...read, Resource: { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] } }, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }]), Other: role([{ ...read, Resource: 'arn:aws:secretsmanager:*:*:secret:app/*' }]) };
  expect(inventory(resources)).toMatchObject([{ kind: 'managed', logicalId: 'Database', readers: [account, 'production-App/Reader'], key: 'production-App/Key', rotation: 'managed' }]);
});

test('readers of another environment are named with it', () => {
  const policy = { Type: 'AWS::SecretsManager::ResourcePolicy', Properties: { SecretId: { Ref: 'Secret' }, ResourcePolicy: document({ ...read, Principal: { AWS: accounts.staging }, Resource: '*' }) } };
  const { secretInventory } = auditTemplates({ staging: { Reader: role([{ ...read, Resource: '*' }]), Idle: role([]) }, production: { Secret, Policy: policy } });
  expect(secretInventory[0]?.readers).toContain('staging: staging-App/Reader');
  expect(secretInventory[0]?.readers).not.toContain('staging: staging-App/Idle');
});
