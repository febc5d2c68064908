import {
  GetBucketAclCommand, GetBucketEncryptionCommand, GetBucketOwnershipControlsCommand, GetBucketPolicyCommand, GetBucketReplicationCommand, GetPublicAccessBlockCommand,
  ListBucketsCommand, type Grant,
} from '@aws-sdk/client-s3';
import { gather, json, pages, policy, unless } from './gather';
import { keyId, only } from './spelling';
import { isObject, type Json } from '../../audit/assembly/shape';
import type { Aws, Live, Location, Reader } from '../types';

/** Whom an access control list lets in beside the owner. */
const grantsOf = (grants: readonly Grant[] = [], owner = ''): Json[] =>
  grants.filter(({ Grantee }) => Grantee?.ID === undefined || Grantee.ID !== owner).map(({ Grantee, Permission }) => json({ Grantee: Grantee?.URI ?? Grantee?.ID, Permission }));

const objectActions: Readonly<Record<string, readonly string[]>> = { READ: ['s3:ListBucket', 's3:GetObject'], WRITE: ['s3:PutObject', 's3:DeleteObject'] };

/** What an entry of an access control list allows, as the bucket's policy would say it. */
const admits = (entry: Json) => {
  const { Grantee = '*', Permission = '' } = isObject(entry) ? entry : {};
  const isGroup = typeof Grantee === 'string' && /^https?:/.test(Grantee);
  const actions = typeof Permission === 'string' ? objectActions[Permission] ?? ['s3:*'] : ['s3:*'];
  return { into: 'Policy', statement: { Effect: 'Allow', Principal: isGroup ? '*' : { CanonicalUser: Grantee }, Action: [...actions], Resource: '*' } };
};

const bucket = (aws: Aws, Bucket: string): Promise<Live> => gather({ type: 'AWS::S3::Bucket', id: Bucket, attributes: { Arn: `arn:aws:s3:::${Bucket}` } }, {
  Policy: async () => policy((await unless(/^NoSuchBucketPolicy/, aws.s3.send(new GetBucketPolicyCommand({ Bucket }))))?.Policy),
  PublicAccessBlockConfiguration: async () =>
    json((await unless(/^NoSuchPublicAccessBlock/, aws.s3.send(new GetPublicAccessBlockCommand({ Bucket }))))?.PublicAccessBlockConfiguration ?? {}),
  OwnershipControls: async () => json((await unless(/^OwnershipControlsNotFound/, aws.s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))))?.OwnershipControls ?? {}),
  AccessControlList: async () => {
    const { Grants, Owner } = await aws.s3.send(new GetBucketAclCommand({ Bucket }));
    return grantsOf(Grants, Owner?.ID);
  },
  BucketEncryption: async () =>
    json((await unless(/^ServerSideEncryptionConfigurationNotFound/, aws.s3.send(new GetBucketEncryptionCommand({ Bucket }))))?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault ?? {}),
  ReplicationConfiguration: async () =>
    ((await unless(/^ReplicationConfigurationNotFound/, aws.s3.send(new GetBucketReplicationCommand({ Bucket }))))?.ReplicationConfiguration?.Rules ?? [])
      .map(({ Destination }) => json({ Bucket: Destination?.Bucket, Account: Destination?.Account })),
});

/** The same of the template and of the service: the algorithm and the key. */
const encryption = (value: Json, where: Location): Json => {
  const rules = isObject(value) ? value.ServerSideEncryptionConfiguration : undefined;
  const [rule] = Array.isArray(rules) ? rules : [value];
  const byDefault = isObject(rule) && isObject(rule.ServerSideEncryptionByDefault) ? rule.ServerSideEncryptionByDefault : rule;
  const { SSEAlgorithm = 'AES256', KMSMasterKeyID = null } = isObject(byDefault) ? byDefault : {};
  return { SSEAlgorithm, KMSMasterKeyID: keyId(KMSMasterKeyID, where) };
};

const ownership = (value: Json): Json => {
  const rules = isObject(value) && Array.isArray(value.Rules) ? value.Rules : [];
  const [rule] = rules;
  // what S3 sets for a new bucket whose owner says nothing.
  return isObject(rule) && rule.ObjectOwnership !== undefined ? rule.ObjectOwnership : 'BucketOwnerEnforced';
};

const blocks = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

const block = (value: Json): Json => {
  const given = isObject(value) ? value : {};
  return Object.fromEntries(blocks.map(name => [name, given[name] === true || given[name] === 'true']));
};

const destination = (value: Json): Json => {
  const { Destination } = isObject(value) ? value : {};
  return only('Bucket', 'Account')(Destination ?? value);
};

export const buckets: Reader = {
  kinds: [{
    type: 'AWS::S3::Bucket', aspects: {
      Policy: { as: 'policy', carrier: { type: 'AWS::S3::BucketPolicy', names: 'Bucket', holds: 'PolicyDocument' }, changedBy: 'PutBucketPolicy' },
      // what S3 sets for a new bucket whose owner says nothing; one without it blocks nothing.
      PublicAccessBlockConfiguration: { as: 'value', otherwise: Object.fromEntries(blocks.map(name => [name, true])), same: block, loosens: 'any', changedBy: 'PutBucketPublicAccessBlock' },
      OwnershipControls: { as: 'value', otherwise: {}, same: ownership, loosens: 'any', changedBy: 'PutBucketOwnershipControls' },
      AccessControlList: { as: 'set', loosens: 'more', admits, changedBy: 'PutBucketAcl' },
      BucketEncryption: { as: 'value', otherwise: {}, same: encryption, loosens: 'any', changedBy: 'PutBucketEncryption' },
      ReplicationConfiguration: { as: 'set', loosens: 'more', same: destination, entries: 'Rules', changedBy: 'PutBucketReplication' },
    },
  }],
  read: async aws => {
    const found = await pages(async ContinuationToken => {
      const { Buckets, ContinuationToken: next } = await aws.s3.send(new ListBucketsCommand({ ContinuationToken, MaxBuckets: 1000 }));
      return { items: Buckets, next };
    });
    return Promise.all(found.map(({ Name = '' }) => bucket(aws, Name)));
  },
};
