import type { Guardrail } from '../policy';
import type { ServiceControlSubject } from './subject';

/**
 * Handing data on: what is shared, copied or sent leaves the account by a call on the account's own resource.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export const sharing = ({ environment: { account } }: ServiceControlSubject): Guardrail[] => [
  {
    stops: 'handing resources, images or snapshots to another account, and taking copies of what another one hands out',
    shownBy: 'shares a subnet with another environment',
    statement: {
      Sid: 'NoSharing',
      Effect: 'Deny',
      Action: [
        'ram:AcceptResourceShareInvitation', 'ram:AssociateResourceShare*', 'ram:CreateResourceShare', 'backup:CopyIntoBackupVault',
        'backup:PutBackupVaultAccessPolicy', 'backup:StartCopyJob', 'ec2:CopyFpgaImage', 'ec2:CopyImage', 'ec2:CopySnapshot',
        'ec2:ModifyFpgaImageAttribute', 'ec2:ModifyImageAttribute', 'ec2:ModifySnapshotAttribute', 'lambda:AddLayerVersionPermission',
        'rds:ModifyDBClusterSnapshotAttribute', 'rds:ModifyDBSnapshotAttribute', 'ssm:ModifyDocumentPermission',
      ],
      Resource: '*',
    },
  },
  {
    stops: 'copies of secrets, keys, tables and images that a service makes elsewhere in its own name',
    shownBy: 'replicates a secret',
    statement: {
      Sid: 'NoReplicas',
      Effect: 'Deny',
      Action: [
        'dynamodb:CreateGlobalTable', 'dynamodb:CreateTableReplica', 'ecr:PutReplicationConfiguration', 'kms:ReplicateKey',
        's3:PutReplicationConfiguration', 'secretsmanager:ReplicateSecretToRegions',
      ],
      Resource: '*',
    },
  },
  {
    stops: 'a secret that is replicated from its creation on',
    shownBy: 'creates a secret with a replica',
    statement: {
      Sid: 'NoReplicaAtCreation',
      Effect: 'Deny',
      Action: ['secretsmanager:CreateSecret'],
      Resource: '*',
      Condition: { 'ForAnyValue:StringLike': { 'secretsmanager:AddReplicaRegions': '*' } },
    },
  },
  {
    stops: 'rules that send events to a bus, queue or function of another account',
    shownBy: 'sends events to the bus of another environment by a rule',
    statement: {
      Sid: 'NoForeignTargets',
      Effect: 'Deny',
      Action: ['events:PutTargets'],
      Resource: '*',
      Condition: { 'ForAnyValue:ArnNotLike': { 'events:TargetArn': `arn:aws:*:*:${account}:*` } },
    },
  },
  {
    stops: 'functions that principals of another account may call; resource control policies do not cover Lambda',
    shownBy: 'lets another environment call a function',
    statement: {
      Sid: 'NoForeignCallers',
      Effect: 'Deny',
      Action: ['lambda:AddPermission'],
      Resource: '*',
      Condition: { StringNotLike: { 'lambda:Principal': ['*.amazonaws.com', account, `arn:aws:iam::${account}:*`] } },
    },
  },
  {
    stops: 'function URLs that anyone may call',
    shownBy: 'opens a function to everyone by a URL',
    statement: {
      Sid: 'NoOpenFunctionUrls',
      Effect: 'Deny',
      Action: ['lambda:AddPermission', 'lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'],
      Resource: '*',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    },
  },
];
