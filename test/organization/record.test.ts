import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { fleet, flows } from '../fixtures/fleet';
import { buildFleet, newApp } from '../../lib/fleet';
import { watchedCalls } from '../../lib/organization/record/policy-alarm';
import { analyzerStacks } from '../../lib/organization/record/analyzer-stack';
import type { FleetConfig } from '../../lib/environment';

const inHome: FleetConfig = { ...fleet, organization: { ...fleet.organization, region: 'us-east-1', alarms: { email: 'organization@example.com' } } };
const built = buildFleet(newApp(), inHome, flows);
const trail = Template.fromStack(built.trail!);
const audit = Template.fromStack(built.audit!);
const trailArn = 'arn:aws:cloudtrail:us-east-1:999999999999:trail/bulkhead';

const bucketStatements = () => Object.values(audit.findResources('AWS::S3::BucketPolicy'))[0]!.Properties.PolicyDocument.Statement as Record<string, never>[];
const keyStatements = () => Object.values(audit.findResources('AWS::KMS::Key', { Properties: { Description: Match.stringLikeRegexp('record') } }))[0]!
  .Properties.KeyPolicy.Statement as Record<string, never>[];
const ofCloudTrail = (statements: Record<string, never>[]) =>
  statements.filter(({ Principal }) => JSON.stringify(Principal).includes('cloudtrail.amazonaws.com'));

describe('the trail', () => {
  test('records every account, every region and global services, and cannot be changed unseen', () => {
    trail.hasResourceProperties('AWS::CloudTrail::Trail', {
      TrailName: 'bulkhead', IsLogging: true, IsOrganizationTrail: true, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, EnableLogFileValidation: true,
    });
  });

  test('belongs to the management account, where alone CloudFormation can make it, and is at home where Organizations reports', () => {
    expect([built.trail!.account, built.trail!.region]).toEqual(['999999999999', 'us-east-1']);
    expect(JSON.stringify(trail.toJSON().Rules)).toContain('999999999999');
  });

  test('writes into the audit account, with a key of that account', () => {
    trail.hasResourceProperties('AWS::CloudTrail::Trail', {
      S3BucketName: 'bulkhead-trail-888888888888-us-east-1', KMSKeyId: 'arn:aws:kms:us-east-1:888888888888:alias/bulkhead-trail',
    });
    audit.hasResourceProperties('AWS::S3::Bucket', { BucketName: 'bulkhead-trail-888888888888-us-east-1' });
    audit.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/bulkhead-trail' });
  });

  test('is deployed after what it writes into', () => {
    expect(built.trail!.dependencies).toContain(built.audit);
  });

  test('does not exist before the audit account is known', () => {
    const without = buildFleet(newApp(), { ...fleet, organization: { ...fleet.organization, auditAccount: { create: { email: 'audit@example.com' } } } }, flows);
    expect([without.trail, without.audit, without.analyzers]).toEqual([undefined, undefined, []]);
  });
});

describe('its bucket', () => {
  test('keeps every version for a year, encrypted with the key of the record, and outlives the stack', () => {
    audit.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } } },
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() } }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      },
    });
  });

  test('lets nobody in but the one trail of the management account', () => {
    const allowed = bucketStatements().filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(2);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudtrail.amazonaws.com' });
      expect(Condition).toMatchObject({ StringEquals: { 'aws:SourceArn': trailArn } });
    }
  });

  test('refuses whoever comes without encryption on the way', () => {
    expect(bucketStatements().filter(({ Effect }) => Effect === 'Deny')).toEqual([expect.objectContaining({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]);
  });
});

describe('its key', () => {
  test('is used by the one trail to encrypt, and by nobody else of CloudTrail', () => {
    const statements = ofCloudTrail(keyStatements());
    expect(statements.map(({ Action }) => Action)).toEqual(['kms:GenerateDataKey*', 'kms:DescribeKey']);
    for (const { Condition } of statements) expect(Condition).toMatchObject({ StringEquals: { 'aws:SourceArn': trailArn } });
  });

  test('decrypts for people of the audit account, through the bucket only', () => {
    const readers = keyStatements().filter(({ Action }) => JSON.stringify(Action).includes('Decrypt'));
    expect(readers).toEqual([expect.objectContaining({
      Condition: { StringEquals: { 'kms:CallerAccount': '888888888888', 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    })]);
  });
});

describe('the alarm on changes of policies', () => {
  test('goes off on every call that may loosen what binds an environment, and on its own end', () => {
    const rule = Object.values(trail.findResources('AWS::Events::Rule'))[0]!.Properties;
    expect(rule.State).toBe('ENABLED');
    expect(rule.EventBusName).toBeUndefined();
    expect(rule.EventPattern).toEqual({ 'source': watchedCalls.source, 'detail-type': ['AWS API Call via CloudTrail'], 'detail': watchedCalls.detail });
    for (const call of ['AttachPolicy', 'DetachPolicy', 'UpdatePolicy', 'DisablePolicyType', 'MoveAccount', 'StopLogging', 'DisableRule']) {
      expect(rule.EventPattern.detail.eventName).toContain(call);
    }
  });

  test('tells the configured address, by a topic with a customer key', () => {
    trail.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    trail.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'organization@example.com' });
    const silent = buildFleet(newApp(), fleet, flows).trail!;
    Template.fromStack(silent).resourceCountIs('AWS::SNS::Subscription', 0);
  });

  test('is published by its own rule, and its key is used by rules of the account only', () => {
    trail.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([Match.objectLike({
          Sid: 'TheRuleOfThisAlarm',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': Match.anyValue() } }, StringEquals: { 'aws:SourceAccount': '999999999999' } },
        })]),
      }),
    });
    trail.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: Match.objectLike({
        Statement: Match.arrayWith([Match.objectLike({
          Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } },
        })]),
      }),
    });
  });
});

describe('the analyzer', () => {
  test('stands in every region that something of the organization is in, for it sees no other', () => {
    expect(built.analyzers.map(({ account, region }) => [account, region])).toEqual([['888888888888', 'me-central-1']]);
    for (const stack of [built.audit!, ...built.analyzers]) {
      Template.fromStack(stack).hasResourceProperties('AWS::AccessAnalyzer::Analyzer', { Type: 'ORGANIZATION', AnalyzerName: 'bulkhead' });
    }
  });

  test('has one stack a region, in order, and none for the region of the audit account\'s own stack', () => {
    const regions = ['eu-west-1', 'me-central-1', 'us-east-1', 'eu-west-1'];
    const [first] = inHome.environments;
    const many = { ...inHome, environments: regions.map(region => ({ ...first!, region })) };
    expect(analyzerStacks(new App(), many, '888888888888').map(({ node }) => node.id)).toEqual(['AnalyzerEuWest1', 'AnalyzerMeCentral1']);
  });
});
