import { DescribeKeyCommand, GetKeyPolicyCommand, ListGrantsCommand, ListKeysCommand, type GrantListEntry } from '@aws-sdk/client-kms';
import { gather, json, pages, policy } from './gather';
import { isObject, type Json, type JsonObject } from '../../audit/assembly/shape';
import type { Aws, Live, Location, Reader } from '../types';

/**
 * Grants that services make for their own resources, as DynamoDB does for a table; they end with the resource.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
const isOfService = ({ GranteePrincipal = '', IssuingAccount = '' }: GrantListEntry, { account }: Location): boolean =>
  /^[\w.-]+\.amazonaws\.com$/.test(GranteePrincipal) && IssuingAccount.includes(account);

const grantOf = ({ GranteePrincipal, RetiringPrincipal, Operations = [], Constraints }: GrantListEntry): JsonObject =>
  json({ GranteePrincipal, RetiringPrincipal, Operations: [...Operations].sort(), Constraints });

const grants = async (aws: Aws, KeyId: string, where: Location): Promise<Json[]> => {
  const all = await pages(async Marker => {
    const { Grants, NextMarker } = await aws.kms.send(new ListGrantsCommand({ KeyId, Marker }));
    return { items: Grants, next: NextMarker };
  });
  return all.filter(grant => !isOfService(grant, where)).map(grantOf);
};

const keyOf = async (aws: Aws, id: string, where: Location): Promise<Live | undefined> => {
  const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: id }));
  const { Arn = '', KeyManager, KeyState, MultiRegion = false } = KeyMetadata ?? { KeyId: id };
  const base = { type: 'AWS::KMS::Key', id, attributes: { Arn, KeyId: id } };
  if (KeyManager === 'AWS') return { ...base, properties: {}, owner: 'AWS: key of a service' };
  // its policy lets nobody do anything any more, and cancelling is a drift of its own.
  const leaves = KeyState === 'PendingDeletion' || KeyState === 'PendingReplicaDeletion';
  return gather(base, {
    KeyPolicy: async () => policy((await aws.kms.send(new GetKeyPolicyCommand({ KeyId: id, PolicyName: 'default' }))).Policy),
    Grants: () => grants(aws, id, where),
    Enabled: () => KeyState !== 'Disabled' && !leaves,
    MultiRegion: () => MultiRegion,
  });
};

/** What a grant lets its holder do, as the key's policy would say it. */
const admits = (grant: Json) => {
  const { GranteePrincipal: AWS = '*', Operations = [], Constraints } = isObject(grant) ? grant : {};
  const { EncryptionContextSubset: some, EncryptionContextEquals: exact } = isObject(Constraints) ? Constraints : {};
  const context = Object.entries(isObject(some) ? some : isObject(exact) ? exact : {}).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]);
  const actions = (Array.isArray(Operations) ? Operations : []).map(operation => `kms:${typeof operation === 'string' ? operation : '*'}`);
  return {
    into: 'KeyPolicy',
    statement: { Effect: 'Allow', Principal: { AWS }, Action: actions, Resource: '*', ...context.length > 0 && { Condition: { StringEquals: Object.fromEntries(context) as JsonObject } } },
  };
};

export const kms: Reader = {
  kinds: [{
    type: 'AWS::KMS::Key', aspects: {
      KeyPolicy: { as: 'policy', changedBy: 'PutKeyPolicy' },
      Grants: { as: 'set', loosens: 'more', admits, changedBy: 'CreateGrant' },
      Enabled: { as: 'value', otherwise: true, loosens: 'none', changedBy: 'DisableKey' },
      MultiRegion: { as: 'value', otherwise: false, loosens: 'any', changedBy: 'CreateKey' },
    },
  }],
  read: async (aws, where) => {
    const keys = await pages(async Marker => {
      const { Keys, NextMarker } = await aws.kms.send(new ListKeysCommand({ Limit: 1000, Marker }));
      return { items: Keys, next: NextMarker };
    });
    return (await Promise.all(keys.map(({ KeyId = '' }) => keyOf(aws, KeyId, where)))).flatMap(key => key ?? []);
  },
};
