import { ListResourcesCommand } from '@aws-sdk/client-cloudcontrol';
import { pages, unless } from './gather';
import { cloudControlTypes } from '../../delivery/verifier/calls';
import type { JsonObject } from '../../audit/assembly/shape';
import type { Live, Reader } from '../types';

/**
 * Types that are told whenever no template owns them, in the shape that CloudFormation has for them.
 *
 * One reader a type, so that one that a region does not know keeps no other from being read.
 * @see https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-list.html
 */
export const generic: readonly Reader[] = Object.keys(cloudControlTypes).map(type => ({
  kinds: [{ type, aspects: {} }],
  read: async aws => {
    const all = await pages(async NextToken => {
      // a region without the service has none of its resources.
      const answer = await unless(/^TypeNotFound/, aws.cloudcontrol.send(new ListResourcesCommand({ TypeName: type, NextToken })));
      return { items: answer?.ResourceDescriptions, next: answer?.NextToken };
    });
    return all.map(({ Identifier = '', Properties }): Live => ({ type, id: Identifier, properties: Properties === undefined ? {} : JSON.parse(Properties) as JsonObject }));
  },
}));
