// everything of an environment that a policy may be attached to or an identity may name.
import { isAwsAccount } from '../facts/aws-accounts';
import { isOwnLogDelivery } from '../facts/benign';
import type { PolicyFact } from '../facts/types';
import { placeOf } from '../invariants/tell';
import type { Context } from '../invariants/types';
import type { Admission } from '../policy/admit';
import { standInTypes } from '../policy/names-target';
import type { Party } from '../policy/party';
import type { Matcher, Statement } from '../policy/statement';
import { isWritten, partitionOf, patternOf } from '../policy/patterns';
import { attributesIn, render } from '../resolve/value';
import { nameOf, type EnvironmentNode, type ResourceNode } from '../world/types';
import { isApi, isFrontDoor } from './front-doors';
import { resourceTypes, type ResourceType } from './resource-types';
import type { Posture, Target } from './types';

const typeOf = ({ type }: ResourceNode): ResourceType | undefined => resourceTypes[type];

/** Patterns of a resource's ARNs: its generated parts are any text. */
const arnsOf = (context: Context, node: ResourceNode, { service, path, holds, global }: ResourceType): string[] => {
  const { account = '*', region = '*' } = node.stack;
  const rest = path.replace(/\{(\w+)\}/, (_, key: string) => {
    const given = node.properties[key];
    const value = given === undefined ? [] : context.resolver.value(node.stack, given);
    const [only] = value;
    return value.length === 1 && only && isWritten(only) ? patternOf(only).replace(/^\//, '') : '*';
  });
  const at = global ? ':' : service === 'iam' ? `:${account}` : `${region}:${account}`;
  const arn = `arn:${partitionOf(node.stack.region)}:${service}:${at}:${rest}`;
  return holds === undefined ? [arn] : [arn, `${arn}${holds}`];
};

const POLICY = /Policy|Document|Statement|Principal|Source/;

/** Resources that a policy which stands apart is about; all of its service where it does not say. */
const boundTo = (context: Context, carrier: ResourceNode, own: readonly ResourceNode[]): ResourceNode[] => {
  const named = Object.entries(carrier.properties)
    .filter(([key]) => !POLICY.test(key))
    .flatMap(([, node]) => context.resolver.list(carrier.stack, node));
  const owners = named.flatMap(attributesIn).map(({ owner }) => owner);
  const direct = owners.filter(owner => typeOf(owner));
  if (direct.length > 0) return direct;
  const service = carrier.type.split('::')[1];
  const all = own.filter(({ type }) => type.split('::')[1] === service);
  const texts = new Set(named.flatMap(value => value.map(render)));
  const byName = all.filter(({ properties }) => Object.entries(properties).some(([key, value]) => /Name$/.test(key) && typeof value === 'string' && [...texts].some(text => text.endsWith(value))));
  return byName.length > 0 ? byName : all;
};

const textsOf = ({ values }: Matcher): string[] => values.flatMap(value => value.map(render));

const deliversOwnLogs = ({ actions, resources }: Statement, service: string, { accounts }: EnvironmentNode): boolean =>
  !actions.not && !resources.not && isOwnLogDelivery(service, textsOf(actions), textsOf(resources), accounts);

/** Whether a statement is for nobody but services that deliver the environment's own logs. */
const isForOwnLogs = (statement: Statement, environment: EnvironmentNode): boolean => {
  const entries = statement.principals?.entries ?? [];
  return entries.length > 0
    && entries.every(({ type, value }) => type === 'Service' && value.every(sequence => deliversOwnLogs(statement, render(sequence), environment)));
};

/** Whether somebody outside of the environment may be let in. */
const letsOut = ({ place, kind }: PolicyFact, { party, statement }: Admission): boolean => {
  const { environment } = place;
  switch (party.kind) {
    case 'account':
      return !environment.accounts.has(party.account) && !isAwsAccount(party.account);
    case 'resource':
      return party.node.stack.environment !== environment;
    case 'service':
      return kind !== 'trust' && !deliversOwnLogs(statement, party.name, environment);
    default:
      return true;
  }
};

const postureOf = (context: Context, node: ResourceNode, policies: readonly PolicyFact[], outside: readonly Party[]): Posture => {
  if (node.type === 'AWS::EC2::VPCEndpoint') return 'network';
  const isClosed = outside.length === 0;
  if (policies.length === 0 ? isFrontDoor(context, node) : isApi(node) && outside.some(({ kind }) => kind === 'anyone')) return 'front-door';
  return !isClosed ? 'open' : policies.length === 0 ? 'no-policy' : 'own-only';
};

/** Everybody outside of the environment whom policies may let in. */
const outsideOf = (policies: readonly PolicyFact[]): Party[] =>
  policies.flatMap((fact): Party[] =>
    fact.unknown !== undefined
      ? [{ kind: 'unknown', reason: fact.unknown }]
      : fact.admissions.filter(admission => letsOut(fact, admission)).map(({ party }) => party));

/** Every resource of an environment with the policies that decide about it. */
export const targetsOf = (context: Context, environment: EnvironmentNode, facts: readonly PolicyFact[]): Target[] => {
  const resources = environment.stacks.flatMap(({ resources: all }) => [...all.values()]);
  const named = resources.filter(node => typeOf(node));
  const policies = new Map<ResourceNode, PolicyFact[]>(named.map(node => [node, []]));
  for (const fact of facts) {
    const { resource } = fact.place;
    if (!resource || fact.kind === 'identity') continue;
    const about = policies.has(resource) ? [resource] : boundTo(context, resource, named);
    // a resource of a type that is not known is one all the same if it has a policy.
    for (const node of about.length > 0 ? about : [resource]) policies.set(node, [...(policies.get(node) ?? []), fact]);
  }
  const standIns = new Map<ResourceNode, Set<ResourceNode>>();
  for (const resource of resources)
    if (standInTypes.test(resource.type))
      for (const node of boundTo(context, resource, named)) standIns.set(node, (standIns.get(node) ?? new Set()).add(resource));
  return [...policies].map(([node, attached]): Target => {
    const outside = outsideOf(attached);
    const type = typeOf(node) ?? { service: (node.type.split('::')[1] ?? '').toLowerCase(), path: '*', actions: ['*'] };
    return {
      environment,
      node,
      standIns: standIns.get(node),
      name: nameOf(node),
      type: node.type,
      account: node.stack.account,
      place: placeOf(node),
      arns: arnsOf(context, node, type),
      actions: type.actions ?? [`${type.service}:*`],
      policies: attached,
      held: attached.flatMap(({ place, statements }) => statements.filter(statement => !isForOwnLogs(statement, environment)).map(statement => ({ statement, place }))),
      outside,
      posture: postureOf(context, node, attached, outside),
      asksOwnPolicy: type.asksOwnPolicy ?? false,
    };
  });
};
