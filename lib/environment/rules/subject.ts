import type { EnvironmentConfig, FlowsConfig, OrganizationConfig } from '../types';

/** What a rule looks at: the parts of the configuration whose shape is sound. */
export interface Subject {
  readonly organization?: OrganizationConfig;
  readonly environments: readonly EnvironmentConfig[];
  readonly flows: FlowsConfig;
}

/** A rule over the whole fleet: problems in words, each with value, owner and remedy; none when it holds. */
export type Rule = (subject: Subject) => string[];

/** One value and the place that holds it. */
export interface Held {
  readonly owner: string;
  readonly value: string;
}

/** Every value that a second owner holds too, with that owner and the first. */
export const held = (values: readonly Held[]): { value: string; owner: string; first: string }[] => {
  const owners = new Map<string, string>();
  return values.flatMap(({ owner, value }) => {
    const first = owners.get(value);
    if (first === undefined) owners.set(value, owner);
    return first === undefined || first === owner ? [] : [{ value, owner, first }];
  });
};
