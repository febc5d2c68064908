// leaks as a stranger would write them: each is found, and the matrix shows that somebody gets in.
import { accounts } from '../support/assembly';
import { auditTemplates, document, role } from './world';

const { staging: foreign, production: own } = accounts;
const any = { Effect: 'Allow', Action: '*', Resource: '*' };
const theirs = (Action: string) => ({ Effect: 'Allow', Principal: { AWS: foreign }, Action, Resource: '*' });
const everybody = (Condition: object) => ({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition });
const service = (name: string, Condition: object) => ({ Effect: 'Allow', Principal: { Service: name }, Action: '*', Resource: '*', Condition });
const key = (...statements: unknown[]) => ({ Target: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: document(...statements) } } });
const trust = (...statements: unknown[]) => ({ Target: role([any], {}, statements) });
const github = (account: string, operator: string, subject: string) => ({
  Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
  Condition: { [operator]: { 'token.actions.githubusercontent.com:sub': subject } },
});
/** A resource and a policy that stands apart from it. */
const apart = (Type: string, policyType: string, properties: object) => ({ Target: { Type, Properties: {} }, Policy: { Type: policyType, Properties: properties } });

test.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
  ['a policy variable that equals itself', key(everybody({ StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } }))],
  ['everybody but the own account', key(everybody({ StringNotEquals: { 'aws:PrincipalAccount': own } }))],
  ['everybody who comes through a service', key(everybody({ StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' } }))],
  ['everybody whom a service calls for', key(everybody({ 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['athena.amazonaws.com'] } }))],
  ['a denial that spares a role by a wildcard', key(everybody({}), { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } } })],
  ['a denial of one action', key(theirs('kms:*'), { Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': own } } })],
  ['elements in small letters', { Target: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', statement: [{ effect: 'Allow', principal: { aws: foreign }, action: 'kms:*', resource: '*' }] } } } }],
  ['an access point', { Target: { Type: 'AWS::S3::AccessPoint', Properties: { Bucket: 'b-of-production', Policy: document(theirs('s3:*')) } } }],
  ['access points of many regions', { Target: { Type: 'AWS::S3::MultiRegionAccessPointPolicy', Properties: { MrapName: 'points', Policy: document(theirs('s3:*')) } } }],
  ['a function, by the organization', apart('AWS::Lambda::Function', 'AWS::Lambda::Permission', { FunctionName: { Ref: 'Target' }, Action: 'lambda:InvokeFunction', Principal: '*', PrincipalOrgID: 'o-abcdefghij' })],
  ['a function, by the account that a service acts for', apart('AWS::Lambda::Function', 'AWS::Lambda::Permission', { FunctionName: { Ref: 'Target' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceAccount: foreign })],
  ['a destination of logs, as a text with holes', { Target: { Type: 'AWS::Logs::Destination', Properties: { DestinationName: 'd', DestinationPolicy: { 'Fn::Sub': `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"${foreign}"},"Action":"logs:PutSubscriptionFilter","Resource":"arn:aws:logs:\${AWS::Region}:\${AWS::AccountId}:destination:d"}]}` } } } }],
  ['the stream of a table', { Target: { Type: 'AWS::DynamoDB::Table', Properties: { StreamSpecification: { ResourcePolicy: { PolicyDocument: document(theirs('dynamodb:GetRecords')) } } } } }],
  ['a secret, by a policy as text', apart('AWS::SecretsManager::Secret', 'AWS::SecretsManager::ResourcePolicy', { SecretId: { Ref: 'Target' }, ResourcePolicy: JSON.stringify(document(theirs('secretsmanager:GetSecretValue'))) })],
  ['a parameter, by a policy as text', apart('AWS::SSM::Parameter', 'AWS::SSM::ResourcePolicy', { ResourceArn: { 'Fn::Sub': 'arn:aws:ssm:eu-central-1:${AWS::AccountId}:parameter${Target}' }, Policy: JSON.stringify(document(theirs('ssm:GetParameter'))) })],
  ['a network of services', apart('AWS::VpcLattice::ServiceNetwork', 'AWS::VpcLattice::AuthPolicy', { ResourceIdentifier: { Ref: 'Target' }, Policy: document(theirs('vpc-lattice-svcs:Invoke')) })],
  ['a sink of observations', { Target: { Type: 'AWS::Oam::Sink', Properties: { Name: 's', Policy: document(theirs('oam:CreateLink')) } } }],
  ['a domain of searches, by address', { Target: { Type: 'AWS::OpenSearchService::Domain', Properties: { AccessPolicies: document(everybody({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })) } } }],
  ['a bucket, by a distribution of another account', apart('AWS::S3::Bucket', 'AWS::S3::BucketPolicy', { Bucket: { Ref: 'Target' }, PolicyDocument: document(service('cloudfront.amazonaws.com', { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${foreign}:distribution/E1` } })) })],
  ['a bus, by the organization', apart('AWS::Events::EventBus', 'AWS::Events::EventBusPolicy', { EventBusName: { Ref: 'Target' }, StatementId: 'x', Action: 'events:PutEvents', Principal: '*', Condition: { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-abcdefghij' } })],
  ['a warehouse', { Target: { Type: 'AWS::RedshiftServerless::Namespace', Properties: { NamespaceName: 'n', NamespaceResourcePolicy: document(theirs('redshift-serverless:RestoreFromSnapshot')) } } }],
  ['a vault', { Target: { Type: 'AWS::Backup::BackupVault', Properties: { BackupVaultName: 'v', AccessPolicy: document(theirs('backup:CopyIntoBackupVault')) } } }],
  ['a signing profile', { Target: { Type: 'AWS::Signer::ProfilePermission', Properties: { ProfileName: 'p', Action: 'signer:StartSigningJob', Principal: foreign, StatementId: 's' } } }],
  ['a share', { Target: { Type: 'AWS::RAM::ResourceShare', Properties: { Name: 's', Principals: [foreign], ResourceArns: [`arn:aws:ec2:eu-central-1:${own}:subnet/subnet-1`] } } }],
  ['a role, by a secret that everybody may know', trust({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'x' } } })],
  ['a role, by every workflow of a repository', trust(github(own, 'StringLike', 'repo:acme/app:*')), { Ci: role([], {}, [github(foreign, 'StringEquals', 'repo:acme/app:environment:staging')]) }],
])('a leak by %s is found, with who gets in', (_, production, staging = {}) => {
  const { findings, accessWays } = auditTemplates({ staging: { Worker: role([any]), ...staging }, production });
  expect(findings.filter(({ status, verdict, environments }) => status === 'open' && verdict === 'VIOLATED' && environments.includes('production'))).not.toEqual([]);
  expect(accessWays.some(({ from, to, resource, decision }) => from === 'staging' && to === 'production' && resource === 'production-App/Target' && decision === 'allowed')).toBe(true);
});

test.each<[string, Record<string, unknown>]>([
  ['a principal by its unique id', key({ ...theirs('kms:*'), Principal: { AWS: 'AROAEXAMPLEID1234567' } })],
  ['a network whose owner nobody tells', key(everybody({ StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } }))],
])('%s leaves open who gets in', (_, production) => {
  const { verdict, accessWays } = auditTemplates({ staging: { Worker: role([any]) }, production });
  expect(verdict).toBe('UNKNOWN');
  expect(new Set(accessWays.map(({ decision }) => decision))).toEqual(new Set(['undecided']));
});
