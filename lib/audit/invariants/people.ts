// people who get into accounts through the organization's directory, not through a policy of the account.
import { literalsOf } from '../resolve/value';
import type { Place } from '../facts/types';
import type { EnvironmentNode, ResourceNode } from '../world/types';
import { between, groupBy, placeName, placeOf } from './tell';
import type { Context, Draft } from './types';

interface Assignment {
  readonly who: string;
  readonly environment: EnvironmentNode;
  readonly place: Place;
}

const assignmentsOf = ({ resolver, world }: Context, resource: ResourceNode): Assignment[] => {
  const { stack, properties } = resource;
  const said = (key: string) => literalsOf(resolver.value(stack, properties[key] ?? null)) ?? [];
  return said('PrincipalId').flatMap(who =>
    said('TargetId').flatMap(account => {
      const environment = world.byAccount.get(account);
      return environment && who !== '' ? [{ who, environment, place: placeOf(resource, ['Properties', 'PrincipalId']) }] : [];
    }),
  );
};

/** One group or person with a permission set in accounts of two environments. */
export const samePeople = (context: Context): Draft[] => {
  const assignments = context.world.stacks.flatMap(({ resources }) =>
    [...resources.values()].filter(({ type }) => type === 'AWS::SSO::Assignment').flatMap(resource => assignmentsOf(context, resource)));
  return groupBy(assignments, ({ who }) => who).flatMap(group => {
    const firsts = groupBy(group, ({ environment }) => environment.name)
      .map(([first]) => first!)
      .filter(({ environment }) => context.environments.includes(environment));
    return firsts.flatMap((one, index) =>
      firsts.slice(index + 1).map(other =>
        between(context, {
          invariant: 'identities.people',
          environments: [one.environment, other.environment],
          message: `${one.who} gets into ${one.environment.name} by ${placeName(one.place)} and into ${other.environment.name} by ${placeName(other.place)}`,
          steps: [one, other].map(({ place, environment, who }) => ({
            place, value: who, note: `gets into an account of ${environment.name}`,
          })),
        }),
      ),
    );
  });
};
