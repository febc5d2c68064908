import { literalsOf } from '../resolve/value';
import { catalogue } from './catalogue';
import { leftOpen, mentioned, pairs, sharedIds } from './mentioned';
import { groupBy, placeName, placeOf } from './tell';
import type { Context, Draft, GroupOfInvariants } from './types';
import type { ResourceNode } from '../world/types';

const invariants = catalogue('data', {
  'flow': {
    kind: 'relation',
    evidence: 'data',
    title: 'no data is copied, replicated or sent from one environment to another',
    fix: 'remove the destination, or declare the link with reason and owner',
  },
  'own-key': {
    kind: 'relation',
    evidence: 'keys',
    title: 'nothing is encrypted with another environment\'s key',
    fix: 'use a key of the environment\'s own',
  },
  'store': {
    kind: 'relation',
    evidence: 'data',
    title: 'no bucket is used by two environments',
    fix: 'create a bucket in each environment and let it be named by its stack',
  },
  'encrypted': {
    kind: 'hygiene',
    evidence: 'keys',
    title: 'every store is encrypted with a customer key',
    fix: 'give the store the environment\'s key',
  },
  'retention': {
    kind: 'hygiene',
    evidence: 'data',
    title: 'every log group keeps its entries for a limited time',
    fix: 'set RetentionInDays',
  },
  'deletion': {
    kind: 'hygiene',
    evidence: 'data',
    title: 'no store of a live environment is deleted with its stack',
    fix: 'set DeletionPolicy to Retain',
  },
});

const sharedBuckets = (context: Context): Draft[] =>
  groupBy(
    context.facts.named.filter(({ what }) => what === 'bucket'),
    ({ text }) => text,
  ).flatMap(group =>
    pairs(
      context,
      'data.store',
      group,
      ({ text }) => text,
      text => `the bucket ${text}`,
    ),
  );

/** Stores, with the property that names their key. */
const stores: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketEncryption',
  'AWS::DynamoDB::Table': 'SSESpecification',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::SecretsManager::Secret': 'KmsKeyId',
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::RDS::DBInstance': 'KmsKeyId',
  'AWS::RDS::DBCluster': 'KmsKeyId',
  'AWS::EFS::FileSystem': 'KmsKeyId',
  'AWS::Kinesis::Stream': 'StreamEncryption',
  'AWS::Events::EventBus': 'KmsKeyIdentifier',
  'AWS::ECR::Repository': 'EncryptionConfiguration',
  'AWS::Backup::BackupVault': 'EncryptionKeyArn',
};

const keyless = ({ type, properties }: ResourceNode): boolean => {
  const key = stores[type];
  if (key === undefined) return false;
  const value = properties[key];
  return (
    value === undefined
    || (typeof value === 'object'
      && !/[Kk]ms|KMS/.test(JSON.stringify(value))
      && key !== 'KmsKeyId'
      && key !== 'KmsMasterKeyId'
      && key !== 'KmsKeyIdentifier'
      && key !== 'EncryptionKeyArn')
  );
};

const each = (
  { world }: Context,
  test: (resource: ResourceNode) => boolean,
  draft: (resource: ResourceNode) => Pick<Draft, 'invariant' | 'message'> & { path: readonly string[]; note: string },
): Draft[] =>
  world.stacks.flatMap(({ resources }) =>
    [...resources.values()].filter(test).map((resource): Draft => {
      const { invariant, message, path, note } = draft(resource);
      return {
        invariant,
        verdict: 'VIOLATED',
        environments: [resource.stack.environment],
        against: 'itself',
        message,
        steps: [{ place: placeOf(resource, path), note }],
      };
    }),
  );

const where = (resource: ResourceNode) => `${placeName(placeOf(resource))} of ${resource.stack.environment.name}`;

const hygiene = (context: Context): Draft[] => [
  ...each(context, keyless, resource => ({
    invariant: 'data.encrypted',
    message: `${where(resource)} has no customer key`,
    path: ['Properties'],
    note: `${stores[resource.type]} names no key`,
  })),
  ...each(
    context,
    resource => resource.type === 'AWS::Logs::LogGroup' && resource.properties.RetentionInDays === undefined,
    resource => ({
      invariant: 'data.retention',
      message: `${where(resource)} keeps its entries for ever`,
      path: ['Properties'],
      note: 'no RetentionInDays',
    }),
  ),
  ...each(
    context,
    resource =>
      /^AWS::(S3::Bucket|DynamoDB::(Global)?Table|RDS::DB(Instance|Cluster)|EFS::FileSystem|SecretsManager::Secret|KMS::Key)$/.test(
        resource.type,
      )
      && resource.stack.environment.credentials === 'live'
      && !/^(Retain|Snapshot|RetainExceptOnCreate)$/.test(
        literalsOf(context.resolver.value(resource.stack, resource.body.DeletionPolicy ?? null))?.[0] ?? '',
      ),
    resource => ({
      invariant: 'data.deletion',
      message: `${where(resource)} is deleted with its stack`,
      path: ['DeletionPolicy'],
      note: 'DeletionPolicy keeps nothing',
    }),
  ),
];

export const data: GroupOfInvariants = {
  invariants,
  decide: context => [
    ...mentioned(context, 'data.flow', 'data.own-key', 'data.store'),
    ...leftOpen(context, 'data.flow', 'data.own-key'),
    ...sharedBuckets(context),
    ...sharedIds(context, 'data.own-key', ({ id, position }) => position.invariant === 'data.own-key' || id.startsWith('mrk-')),
    ...sharedIds(context, 'data.flow', ({ id, position }) => /^(snap|vol|fs)/.test(id) && position.invariant !== 'data.own-key'),
    ...hygiene(context),
  ],
};
