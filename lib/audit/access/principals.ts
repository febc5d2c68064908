// everybody who may act for an environment: roles, users, services, workflows of CI, and whom no template shows.
import type { PolicyFact } from '../facts/types';
import { placeOf } from '../invariants/tell';
import { subjects } from '../invariants/ci-trusts';
import type { Context } from '../invariants/types';
import { carriedBy, type Caller } from '../policy/request';
import type { Statement } from '../policy/statement';
import { isAttribute, literal, literalsOf, render, type Value } from '../resolve/value';
import { nameOf, type EnvironmentNode, type ResourceNode } from '../world/types';
import { actionsOfManaged } from './aws-policies';
import type { Held, Principal } from './types';

const heldOf = (facts: readonly PolicyFact[]): Held[] =>
  facts.flatMap(({ place, statements }) => statements.map(statement => ({ statement, place })));

const anything = (actions: readonly string[]): Statement => ({
  path: [],
  effect: 'Allow',
  actions: { not: false, values: actions.map(literal) },
  resources: { not: false, values: [literal('*')] },
  conditions: [],
  uncertain: false,
});

/** The policies of one environment, by what they are attached to. */
class Attachments {
  private readonly own = new Map<ResourceNode, PolicyFact[]>();
  private readonly attached = new Map<ResourceNode, Held[]>();
  private readonly groups = new Map<ResourceNode, ResourceNode[]>();
  private readonly byName = new Map<string, ResourceNode>();

  constructor(
    private readonly context: Context,
    private readonly resources: readonly ResourceNode[],
    facts: readonly PolicyFact[],
  ) {
    for (const fact of facts) {
      const { place: { resource }, kind } = fact;
      if (resource && kind === 'identity') this.own.set(resource, [...(this.own.get(resource) ?? []), fact]);
    }
    for (const resource of resources) {
      const { type, properties } = resource;
      if (type === 'AWS::IAM::ManagedPolicy' && typeof properties.ManagedPolicyName === 'string') this.byName.set(properties.ManagedPolicyName, resource);
      if (!type.startsWith('AWS::IAM::')) continue;
      if (type === 'AWS::IAM::UserToGroupAddition') this.joins(resource, resources);
      for (const key of ['Roles', 'Users', 'Groups', 'RoleName', 'UserName', 'GroupName'])
        if (properties[key] !== undefined && !/^AWS::IAM::(Role|User|Group|UserToGroupAddition)$/.test(type)) this.attach(resource, key, resources);
    }
  }

  /** Roles, users and groups that a property names, by reference or by name. */
  private holders({ stack, properties }: ResourceNode, key: string, resources: readonly ResourceNode[]): ResourceNode[] {
    const node = properties[key];
    return node === undefined ? [] : this.context.resolver.list(stack, node).flatMap(value => value.flatMap((sequence): readonly ResourceNode[] => {
      const owner = sequence.find(isAttribute)?.owner;
      if (owner) return [owner];
      const name = render(sequence);
      return resources.filter(({ type, properties: { RoleName, UserName, GroupName } }) =>
        /^AWS::IAM::(Role|User|Group)$/.test(type) && [RoleName, UserName, GroupName].includes(name));
    }));
  }

  private attach(policy: ResourceNode, key: string, resources: readonly ResourceNode[]): void {
    for (const holder of this.holders(policy, key, resources))
      this.attached.set(holder, [...(this.attached.get(holder) ?? []), ...this.of(policy)]);
  }

  private joins(addition: ResourceNode, resources: readonly ResourceNode[]): void {
    for (const user of this.holders(addition, 'Users', resources))
      this.groups.set(user, [...(this.groups.get(user) ?? []), ...this.holders(addition, 'GroupName', resources)]);
  }

  /** Statements that stand in a resource. */
  of(resource: ResourceNode): Held[] {
    return heldOf(this.own.get(resource) ?? []);
  }

  /** Statements of the policies that a list names. */
  named(holder: ResourceNode, key: string): Held[] {
    const node = holder.properties[key];
    return node === undefined ? [] : this.context.resolver.list(holder.stack, node).flatMap(value => this.byValue(holder, key, value));
  }

  private byValue(holder: ResourceNode, key: string, value: Value): Held[] {
    return value.flatMap((sequence): Held[] => {
      const owner = sequence.find(isAttribute)?.owner;
      const text = render(sequence);
      const found = owner ?? this.byName.get(text.slice(text.lastIndexOf('/') + 1));
      if (found?.type === 'AWS::IAM::ManagedPolicy') return this.of(found);
      return [{ statement: anything(actionsOfManaged(text)), place: placeOf(holder, ['Properties', key]), whole: text }];
    });
  }

  /** Everything that the policies of a role, a user or a group say. */
  identity(resource: ResourceNode): Held[] {
    return [...this.of(resource), ...(this.attached.get(resource) ?? []), ...this.named(resource, 'ManagedPolicyArns'), ...this.ofGroups(resource)];
  }

  private ofGroups(user: ResourceNode): Held[] {
    if (user.type !== 'AWS::IAM::User') return [];
    return [...this.holders(user, 'Groups', this.resources), ...(this.groups.get(user) ?? [])].flatMap(group => this.identity(group));
  }

  /** What a boundary leaves; nothing is known of one that is not in the input. */
  boundary(resource: ResourceNode): Held[] | undefined {
    const held = this.named(resource, 'PermissionsBoundary');
    return resource.properties.PermissionsBoundary === undefined || held.some(({ whole }) => whole !== undefined) ? undefined : held;
  }
}

const principal = (caller: Caller, more: Omit<Principal, keyof Caller | 'carried'>): Principal => ({ ...caller, ...more, carried: carriedBy(caller) });

const people = (context: Context, environment: EnvironmentNode, resources: readonly ResourceNode[], facts: readonly PolicyFact[]): Principal[] => {
  const attachments = new Attachments(context, resources, facts);
  return resources.filter(({ type }) => /^AWS::IAM::(Role|User)$/.test(type)).map(node => {
    const kind = node.type === 'AWS::IAM::Role' ? 'role' : 'user';
    const name = node.properties[kind === 'role' ? 'RoleName' : 'UserName'];
    const names = name === undefined ? undefined : literalsOf(context.resolver.value(node.stack, name));
    return principal(
      { kind, environment, account: node.stack.account, node, givenName: names?.length === 1 ? names[0] : undefined },
      { name: nameOf(node), place: placeOf(node), identity: attachments.identity(node), boundary: attachments.boundary(node) },
    );
  });
};

/** Services that act in the name of an account, and workflows whose tokens its roles take. */
const outsiders = (environment: EnvironmentNode, account: string, facts: readonly PolicyFact[]): Principal[] => {
  const services = new Set<string>();
  const tokens = new Map<string, Set<string>>();
  for (const { admissions, kind, place } of facts) {
    if (place.stack?.account !== account) continue;
    for (const { party, statement } of admissions) {
      if (party.kind === 'service') services.add(party.name);
      if (party.kind === 'account' && party.through !== undefined) services.add(party.through);
      if (kind !== 'trust' || party.kind !== 'federated') continue;
      const seen = tokens.get(party.provider) ?? new Set<string>();
      for (const text of subjects(statement)?.texts ?? []) seen.add(text);
      tokens.set(party.provider, seen);
    }
  }
  return [
    ...[...services].sort().map(service => principal({ kind: 'service', environment, account, service }, { name: `${service} acting for ${account}` })),
    ...[...tokens].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([, seen]) => seen.size > 0).map(([provider, seen]) =>
      principal({ kind: 'web-identity', environment, account, provider, subjects: [...seen].sort() }, { name: `tokens of ${provider} for ${[...seen].sort().join(', ')}` })),
    principal({ kind: 'service', environment, account, service: '*' }, { name: `any other AWS service acting for ${account}` }),
    principal({ kind: 'account', environment, account }, { name: `account ${account}: its root and principals that no template shows` }),
  ];
};

/** Every principal of an environment. */
export const principalsOf = (context: Context, environment: EnvironmentNode, facts: readonly PolicyFact[]): Principal[] => {
  const resources = environment.stacks.flatMap(({ resources: all }) => [...all.values()]);
  return [
    ...people(context, environment, resources, facts),
    ...[...environment.accounts].sort().flatMap(account => outsiders(environment, account, facts)),
    principal({ kind: 'anonymous', environment, account: undefined }, { name: 'anybody without credentials' }),
  ];
};
