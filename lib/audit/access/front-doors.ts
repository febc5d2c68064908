// what answers anybody by design: callers bring no credential of an account, and what it calls is judged by itself.
import type { Context } from '../invariants/types';
import { isAttribute, literalsOf } from '../resolve/value';
import type { ResourceNode } from '../world/types';

/** Resources that say who may call an API, and their property that names it. */
const routes: Readonly<Record<string, string>> = { 'AWS::ApiGateway::Method': 'RestApiId', 'AWS::ApiGatewayV2::Route': 'ApiId' };

const doors = new WeakMap<Context, Set<ResourceNode>>();

/** APIs with a route that asks for no credential. */
const openApis = (context: Context): Set<ResourceNode> => {
  const known = doors.get(context);
  if (known) return known;
  const found = new Set<ResourceNode>();
  for (const { resources } of context.world.stacks) {
    for (const { type, properties, stack } of resources.values()) {
      const api = routes[type];
      const node = api === undefined ? undefined : properties[api];
      if (node === undefined) continue;
      const { HttpMethod, AuthorizationType, ApiKeyRequired } = properties;
      // a browser asks in advance what it may call; the answer holds nothing.
      if (HttpMethod === 'OPTIONS') continue;
      const asks = AuthorizationType === undefined ? undefined : literalsOf(context.resolver.value(stack, AuthorizationType));
      if (ApiKeyRequired === true || (asks?.length === 1 && asks[0] !== 'NONE')) continue;
      for (const sequence of context.resolver.value(stack, node)) {
        const owner = sequence.find(isAttribute)?.owner;
        if (owner) found.add(owner);
      }
    }
  }
  doors.set(context, found);
  return found;
};

export const isApi = ({ type }: ResourceNode): boolean => /^AWS::ApiGateway(V2)?::(RestApi|Api)$/.test(type);

/** Whether a resource is an API that anybody on the internet may call. */
export const isFrontDoor = (context: Context, node: ResourceNode): boolean =>
  isApi(node)
  && (openApis(context).has(node) || node.properties.Body !== undefined || node.properties.BodyS3Location !== undefined)
  && !JSON.stringify(node.properties.EndpointConfiguration ?? '').includes('PRIVATE');
