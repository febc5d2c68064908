import { GetResourceSharesCommand, ListPrincipalsCommand, ListResourcesCommand } from '@aws-sdk/client-ram';
import { json, pages } from './gather';
import type { Aws, Live, Reader } from '../types';

type Owner = 'SELF' | 'OTHER-ACCOUNTS';

/** Shares of the account's own, and those that others gave to it. */
const sharesOf = async (aws: Aws, resourceOwner: Owner): Promise<Live[]> => {
  const [shares, principals, resources] = await Promise.all([
    pages(async nextToken => {
      const { resourceShares, nextToken: next } = await aws.ram.send(new GetResourceSharesCommand({ resourceOwner, nextToken }));
      return { items: resourceShares, next };
    }),
    pages(async nextToken => {
      const { principals: items, nextToken: next } = await aws.ram.send(new ListPrincipalsCommand({ resourceOwner, nextToken }));
      return { items, next };
    }),
    pages(async nextToken => {
      const { resources: items, nextToken: next } = await aws.ram.send(new ListResourcesCommand({ resourceOwner, nextToken }));
      return { items, next };
    }),
  ]);
  const of = <Item extends { resourceShareArn?: string }>(items: readonly Item[], arn: string) => items.filter(({ resourceShareArn }) => resourceShareArn === arn);
  return shares.filter(({ status }) => status !== 'DELETED').map(({ resourceShareArn = '', name, owningAccountId }): Live => ({
    type: 'AWS::RAM::ResourceShare', id: resourceShareArn, attributes: { Arn: resourceShareArn },
    properties: json({
      Name: name,
      // in one that was given to us, the other side is its owner.
      Principals: resourceOwner === 'SELF' ? of(principals, resourceShareArn).map(({ id }) => id) : [owningAccountId],
      ResourceArns: of(resources, resourceShareArn).map(({ arn }) => arn),
    }),
  }));
};

export const shares: Reader = {
  kinds: [{
    type: 'AWS::RAM::ResourceShare', aspects: {
      Principals: { as: 'set', loosens: 'more', changedBy: 'AssociateResourceShare' },
      ResourceArns: { as: 'set', loosens: 'more', changedBy: 'AssociateResourceShare' },
    },
  }],
  read: async aws => (await Promise.all([sharesOf(aws, 'SELF'), sharesOf(aws, 'OTHER-ACCOUNTS')])).flat(),
};
