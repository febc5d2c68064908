import { DescribeTableCommand, GetResourcePolicyCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { gather, once, pages, policy, unless } from './gather';
import { keyId, only } from './spelling';
import { isObject, type Json } from '../../audit/assembly/shape';
import type { Aws, Live, Location, Reader } from '../types';

const table = async (aws: Aws, TableName: string, { account, region }: Location): Promise<Live> => {
  const answer = once(async () => (await aws.dynamodb.send(new DescribeTableCommand({ TableName }))).Table ?? {});
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${TableName}`;
  // the label of a stream is its time, which nothing else tells.
  const stream = await answer().then(({ LatestStreamArn }) => LatestStreamArn, () => undefined);
  const policyOf = async (ResourceArn: string) => {
    const document = policy((await unless(/^PolicyNotFound/, aws.dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }))))?.Policy);
    return document === undefined ? undefined : { PolicyDocument: document };
  };
  return gather({ type: 'AWS::DynamoDB::Table', id: TableName, attributes: { Arn: arn, ...stream !== undefined && { StreamArn: stream } } }, {
    ResourcePolicy: () => policyOf(arn),
    // a stream has a policy of its own.
    StreamPolicy: async () => {
      const { LatestStreamArn } = await answer();
      return LatestStreamArn === undefined ? undefined : policyOf(LatestStreamArn);
    },
    SSESpecification: async () => ({ KMSMasterKeyId: (await answer()).SSEDescription?.KMSMasterKeyArn ?? null }),
    Replicas: async () => ((await answer()).Replicas ?? []).map(({ RegionName = '' }) => ({ Region: RegionName })),
  });
};

const encryption = (value: Json, where: Location): Json => keyId(isObject(value) ? value.KMSMasterKeyId ?? null : null, where);

export const tables: Reader = {
  kinds: [{
    type: 'AWS::DynamoDB::Table', aspects: {
      ResourcePolicy: { as: 'policy', within: 'PolicyDocument', changedBy: 'PutResourcePolicy' },
      StreamPolicy: { as: 'policy', template: 'StreamSpecification.ResourcePolicy', within: 'PolicyDocument', changedBy: 'PutResourcePolicy' },
      SSESpecification: { as: 'value', otherwise: {}, same: encryption, loosens: 'any', changedBy: 'UpdateTable' },
      Replicas: { as: 'set', loosens: 'more', same: only('Region'), changedBy: 'UpdateTable' },
    },
  }],
  read: async (aws, where) => {
    const names = await pages(async ExclusiveStartTableName => {
      const { TableNames, LastEvaluatedTableName } = await aws.dynamodb.send(new ListTablesCommand({ ExclusiveStartTableName }));
      return { items: TableNames, next: LastEvaluatedTableName };
    });
    return Promise.all(names.map(name => table(aws, name, where)));
  },
};
