// what leaves by a call on the account's own resource: shares, copies, grants, targets, callers.
import { pages } from '../pages';
import { denied } from '../types';
import { accounts, actors, arn, key, person, secret } from '../world';

const owner = accounts.staging;
const developer = person('staging');
const { cloudFormation } = actors('staging');
const bus = (place: 'staging' | 'production') => arn('events', place, 'event-bus/verifications');

export const copies = denied({ bound: 'principals', at: 'staging', sid: 'NoSharing', source: pages.ram }, [
  {
    does: 'shares a subnet with another environment',
    request: { caller: developer, action: 'ram:CreateResourceShare', resource: '*' },
  },
  {
    does: 'accepts what another environment shares',
    request: {
      caller: developer, action: 'ram:AcceptResourceShareInvitation',
      resource: arn('ram', 'staging', 'resource-share-invitation/1'), owner,
    },
  },
  { does: 'deploys a share, by the template', request: { caller: cloudFormation, action: 'ram:CreateResourceShare' } },
  {
    does: 'hands a snapshot to another environment', source: pages.ec2,
    request: {
      caller: developer, action: 'ec2:ModifySnapshotAttribute', resource: `arn:aws:ec2:me-central-1::snapshot/snap-1`, owner,
    },
  },
  {
    does: 'hands an image to another environment', source: pages.ec2,
    request: { caller: developer, action: 'ec2:ModifyImageAttribute', resource: `arn:aws:ec2:me-central-1::image/ami-1`, owner },
  },
  {
    does: 'copies the snapshot that another account handed out', source: pages.resourceAccount,
    request: { caller: developer, action: 'ec2:CopySnapshot', resource: `arn:aws:ec2:me-central-1::snapshot/snap-1` },
  },
  {
    does: 'hands a database snapshot to another environment', source: pages.rds,
    request: { caller: developer, action: 'rds:ModifyDBSnapshotAttribute', resource: arn('rds', 'staging', 'snapshot:s'), owner },
  },
  {
    does: 'copies a backup to another environment', source: pages.backup,
    request: { caller: developer, action: 'backup:StartCopyJob', resource: arn('backup', 'staging', 'recovery-point:1'), owner },
  },
  {
    does: 'opens its vault to the backups of another environment', source: pages.backup,
    request: {
      caller: developer, action: 'backup:PutBackupVaultAccessPolicy', resource: arn('backup', 'staging', 'backup-vault:v'),
      owner,
    },
  },
  {
    does: 'hands a document of commands to another environment', source: pages.ssm,
    request: { caller: developer, action: 'ssm:ModifyDocumentPermission', resource: arn('ssm', 'staging', 'document/d'), owner },
  },
  {
    does: 'hands a layer of code to another environment', source: pages.lambda,
    request: {
      caller: developer, action: 'lambda:AddLayerVersionPermission', resource: arn('lambda', 'staging', 'layer:l:1'), owner,
    },
  },
  {
    does: 'replicates a secret', sid: 'NoReplicas', source: pages.secretsManager,
    request: { caller: developer, action: 'secretsmanager:ReplicateSecretToRegions', resource: secret('staging'), owner },
  },
  {
    does: 'replicates a key', sid: 'NoReplicas', source: pages.kms,
    request: { caller: cloudFormation, action: 'kms:ReplicateKey', resource: key('staging'), owner },
  },
  {
    does: 'replicates a table', sid: 'NoReplicas', source: pages.dynamodb,
    request: {
      caller: cloudFormation, action: 'dynamodb:CreateTableReplica', resource: arn('dynamodb', 'staging', 'table/inbox'), owner,
    },
  },
  {
    does: 'replicates a bucket', sid: 'NoReplicas', source: pages.s3,
    request: { caller: cloudFormation, action: 's3:PutReplicationConfiguration', resource: 'arn:aws:s3:::staging-inbox', owner },
  },
  {
    does: 'replicates images', sid: 'NoReplicas', source: pages.ecr,
    request: { caller: developer, action: 'ecr:PutReplicationConfiguration' },
  },
  {
    does: 'creates a secret with a replica', sid: 'NoReplicaAtCreation', source: pages.secretReplicas,
    request: {
      caller: cloudFormation, action: 'secretsmanager:CreateSecret', resource: secret('staging'), owner,
      keys: { 'secretsmanager:AddReplicaRegions': ['eu-west-1'] },
    },
  },
  {
    does: 'sends events to the bus of another environment by a rule', sid: 'NoForeignTargets', source: pages.eventTargets,
    request: {
      caller: cloudFormation, action: 'events:PutTargets', resource: arn('events', 'staging', 'rule/verifications/all'), owner,
      keys: { 'events:TargetArn': [bus('production')] },
    },
  },
  {
    does: 'sends events to a queue of another environment beside its own', sid: 'NoForeignTargets', source: pages.eventTargets,
    request: {
      caller: developer, action: 'events:PutTargets', resource: arn('events', 'staging', 'rule/verifications/all'), owner,
      keys: { 'events:TargetArn': [bus('staging'), arn('sqs', 'production', 'inbox')] },
    },
  },
  {
    does: 'lets another environment call a function', sid: 'NoForeignCallers', source: pages.lambda,
    request: {
      caller: cloudFormation, action: 'lambda:AddPermission', resource: arn('lambda', 'staging', 'function:sessions'), owner,
      keys: { 'lambda:Principal': accounts.production },
    },
  },
  {
    does: 'lets everybody call a function', sid: 'NoForeignCallers', source: pages.lambda,
    request: {
      caller: developer, action: 'lambda:AddPermission', resource: arn('lambda', 'staging', 'function:sessions'), owner,
      keys: { 'lambda:Principal': '*' },
    },
  },
  {
    does: 'opens a function to everyone by a URL', sid: 'NoOpenFunctionUrls', source: pages.functionUrls,
    request: {
      caller: cloudFormation, action: 'lambda:CreateFunctionUrlConfig', resource: arn('lambda', 'staging', 'function:receiver'),
      owner, keys: { 'lambda:FunctionUrlAuthType': 'NONE' },
    },
  },
  {
    does: 'opens the URL of a function later', sid: 'NoOpenFunctionUrls', source: pages.functionUrls,
    request: {
      caller: developer, action: 'lambda:UpdateFunctionUrlConfig', resource: arn('lambda', 'staging', 'function:receiver'),
      owner, keys: { 'lambda:FunctionUrlAuthType': 'NONE' },
    },
  },
  {
    does: 'grants a principal of another environment the use of a key', sid: 'GrantsForServicesOnly', source: pages.kmsKeys,
    request: {
      caller: developer, action: 'kms:CreateGrant', resource: key('staging'), owner,
      keys: { 'kms:GrantIsForAWSResource': 'false' },
    },
  },
  {
    does: 'grants the use of a key without saying what for', sid: 'GrantsForServicesOnly', source: pages.missingKeys,
    request: { caller: developer, action: 'kms:CreateGrant', resource: key('staging'), owner },
  },
  {
    does: 'gives a key a policy that locks its account out', sid: 'NoKeyLockout', source: pages.kmsKeys,
    request: {
      caller: cloudFormation, action: 'kms:PutKeyPolicy', resource: key('staging'), owner,
      keys: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' },
    },
  },
  {
    does: 'makes a key that locks its account out', sid: 'NoKeyLockout', source: pages.kmsKeys,
    request: { caller: developer, action: 'kms:CreateKey', keys: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } },
  },
  {
    does: 'makes a bucket in another region', sid: 'OwnRegionOnly', source: pages.requestedRegion,
    request: { caller: developer, action: 's3:CreateBucket', resource: 'arn:aws:s3:::elsewhere', region: 'eu-west-1' },
  },
  {
    does: 'copies a table into another region', sid: 'OwnRegionOnly', source: pages.requestedRegion,
    request: {
      caller: cloudFormation, action: 'dynamodb:CreateTable', resource: 'arn:aws:dynamodb:eu-west-1:111111111111:table/inbox',
      owner, region: 'eu-west-1',
    },
  },
]);
