// what CDK synthesizes across accounts without a word: each is found, with both sides in one finding.
import { CfnOutput } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { clean, open, run } from './support/assembly';
import { synthesizeApp } from './support/cdk';

afterAll(clean);

test('a reference to a production secret: the output, the role that lets it be read and its reader', () => {
  const result = run(synthesizeApp((stack) => {
    const secret = new CfnSecret(stack('Source', 'production'), 'Secret');
    new CfnOutput(stack('Consumer'), 'Leak', { value: secret.ref });
  }, ['staging']));
  const [finding] = open(result).filter(({ invariant }) => invariant === 'references.stack-output');
  expect(finding?.chain.map(({ stack }) => stack)).toEqual(expect.arrayContaining(['staging-Consumer', 'staging-Source']));
  expect(finding?.chain.some(({ resourceType }) => resourceType === 'AWS::IAM::Role')).toBe(true);
  expect(open(result).map(({ invariant }) => invariant)).toContain('identities.trust');
});

test('a grant to read a secret: at the secret, at its key and at the reader', () => {
  const result = run(synthesizeApp((stack) => {
    const reader = new Role(stack('Consumer'), 'Reader', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), roleName: 'reader' });
    const source = stack('Source', 'production');
    new Secret(source, 'Secret', { secretName: 'provider', encryptionKey: new Key(source, 'Key') }).grantRead(reader);
  }, ['staging']));
  const found = open(result).filter(({ invariant }) => /^identities\.(resource-policy|reach)$/.test(invariant));
  expect(found.map(({ chain }) => chain[0]?.resourceType).sort()).toEqual(expect.arrayContaining(['AWS::KMS::Key', 'AWS::SecretsManager::ResourcePolicy', 'AWS::IAM::Policy']));
  for (const { environments, chain } of found) {
    expect(environments).toHaveLength(2);
    expect(new Set(chain.map(({ environment }) => environment)).size).toBe(2);
  }
});

test('a named bucket of production used by staging', () => {
  const result = run(synthesizeApp((stack) => {
    const bucket = new Bucket(stack('Source', 'production'), 'Data', { bucketName: 'acme-production-data' });
    new StringParameter(stack('Consumer'), 'Parameter', { stringValue: 'x' });
    bucket.grantRead(new Role(stack('Reader'), 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), roleName: 'reader' }));
  }, ['staging']));
  expect(open(result).map(({ invariant }) => invariant)).toEqual(expect.arrayContaining(['identities.resource-policy', 'data.store']));
});
