import { isObject, type Json } from '../assembly/shape';
import type { Place, PolicyFact } from '../facts/types';
import { literalsOf, render } from '../resolve/value';
import type { ResourceNode } from '../world/types';
import { placeName, placeOf } from './tell';
import type { Context, Draft } from './types';

/** Endpoints through which any account can be reached. */
export const openEndpoints = (context: Context): Draft[] =>
  context.world.stacks.flatMap(({ resources }) =>
    [...resources.values()]
      .filter(({ type }) => type === 'AWS::EC2::VPCEndpoint')
      .flatMap((resource): Draft[] => {
        if (endpointIsBound(context, resource)) return [];
        const place: Place = placeOf(resource, ['Properties']);
        return [
          {
            invariant: 'network.endpoint-policy',
            verdict: 'VIOLATED',
            environments: [resource.stack.environment],
            against: 'itself',
            message: `${placeName(place)} of ${resource.stack.environment.name} lets any account's principals reach any account's resources`,
            steps: [{ place, note: 'no policy that is bound to the account' }],
          },
        ];
      }),
  );

const policiesByResource = new WeakMap<Context, Map<ResourceNode, PolicyFact>>();

const policyOf = (context: Context, resource: ResourceNode): PolicyFact | undefined => {
  let index = policiesByResource.get(context);
  if (!index) {
    policiesByResource.set(
      context,
      (index = new Map(
        context.facts.policies.flatMap(fact =>
          fact.kind === 'endpoint' && fact.place.resource ? [[fact.place.resource, fact] as const] : [],
        ),
      )),
    );
  }
  return index.get(resource);
};

/** Whether every statement of an endpoint's policy is bound to accounts of its environment, on both sides. */
export const endpointIsBound = (context: Context, resource: ResourceNode): boolean => {
  const fact = policyOf(context, resource);
  if (!fact || fact.unknown !== undefined) return false;
  const { accounts } = resource.stack.environment;
  const boundTo = (key: string) =>
    fact.statements
      .filter(({ effect }) => effect !== 'Deny')
      .every(({ conditions }) =>
        conditions.some(
          condition =>
            condition.key === key
            && !condition.ifExists
            && condition.set !== 'all'
            && /^stringequals|^stringlike$/.test(condition.operator)
            && condition.values.length > 0
            && condition.values.every(value => literalsOf(value)?.every(text => accounts.has(text)) ?? false),
        ),
      );
  return boundTo('aws:principalaccount') && boundTo('aws:resourceaccount');
};

const everywhere = new Set(['0.0.0.0/0', '::/0']);

const rulesOf = ({ type, properties }: ResourceNode): readonly Json[] => {
  if (type === 'AWS::EC2::SecurityGroupEgress') return [properties];
  if (type !== 'AWS::EC2::SecurityGroup') return [];
  // without a rule of its own a group lets everything out.
  const { SecurityGroupEgress: rules = [{ CidrIp: '0.0.0.0/0' }] } = properties;
  return Array.isArray(rules) ? rules : [];
};

const leadsEverywhere = ({ resolver }: Context, { stack }: ResourceNode, rule: Json): boolean =>
  isObject(rule)
  && ['CidrIp', 'CidrIpv6'].some(key => {
    const value = rule[key];
    return value !== undefined && resolver.value(stack, value).some(sequence => everywhere.has(render(sequence)));
  });

/** Security groups that let everything out. */
export const openEgress = (context: Context): Draft[] =>
  context.world.stacks.flatMap(({ resources }) =>
    [...resources.values()]
      .filter(resource => rulesOf(resource).some(rule => leadsEverywhere(context, resource, rule)))
      .map((resource): Draft => {
        const place = placeOf(resource, ['Properties']);
        return {
          invariant: 'network.egress',
          verdict: 'VIOLATED',
          environments: [place.environment],
          against: 'itself',
          message: `${placeName(place)} of ${place.environment.name} lets everything out`,
          steps: [{ place, note: 'every destination' }],
        };
      }),
  );
