import { DescribeSecretCommand, GetResourcePolicyCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { gather, once, pages, policy } from './gather';
import { keyId, only } from './spelling';
import type { Aws, Live, Reader } from '../types';

const secret = async (aws: Aws, SecretId: string, owner: string | undefined): Promise<Live> => {
  const answer = once(() => aws.secretsmanager.send(new DescribeSecretCommand({ SecretId })));
  const read = await gather({ type: 'AWS::SecretsManager::Secret', id: SecretId, attributes: { Id: SecretId } }, {
    ResourcePolicy: async () => policy((await aws.secretsmanager.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy),
    KmsKeyId: async () => (await answer()).KmsKeyId,
    ReplicaRegions: async () => ((await answer()).ReplicationStatus ?? []).map(({ Region = '' }) => ({ Region })),
    RotationLambdaARN: async () => (await answer()).RotationLambdaARN,
  });
  // a service answers for its own secret as long as nobody else is let in.
  const isItsOwn = owner !== undefined && read.properties.ResourcePolicy === undefined;
  return isItsOwn ? { ...read, owner: `AWS: secret of ${owner}` } : read;
};

export const secrets: Reader = {
  kinds: [{
    type: 'AWS::SecretsManager::Secret', aspects: {
      ResourcePolicy: { as: 'policy', carrier: { type: 'AWS::SecretsManager::ResourcePolicy', names: 'SecretId', holds: 'ResourcePolicy' }, changedBy: 'PutResourcePolicy' },
      KmsKeyId: { as: 'value', otherwise: 'alias/aws/secretsmanager', same: keyId, loosens: 'any', changedBy: 'UpdateSecret' },
      ReplicaRegions: { as: 'set', loosens: 'more', same: only('Region'), changedBy: 'ReplicateSecretToRegions' },
    },
  }],
  read: async aws => {
    const found = await pages(async NextToken => {
      const { SecretList, NextToken: next } = await aws.secretsmanager.send(new ListSecretsCommand({ MaxResults: 100, NextToken }));
      return { items: SecretList, next };
    });
    return Promise.all(found.map(({ ARN = '', OwningService }) => secret(aws, ARN, OwningService)));
  },
};
