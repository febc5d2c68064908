// what an organization's policies in the input refuse, and for which accounts they do so as far as templates tell.
import { documentTree } from '../resolve/json-text';
import { placeOf } from '../invariants/tell';
import type { Context } from '../invariants/types';
import { statementsOf } from '../policy/statement';
import { isAttribute, literalsOf, render, type Sequence } from '../resolve/value';
import { nameOf, type ResourceNode } from '../world/types';
import type { Held } from './types';

/** A policy of the organization. Whether it is attached and live is in no template: what it refuses is an assumption. */
export interface ControlPolicy {
  /** Binds principals (service control policy) or resources (resource control policy). */
  readonly kind: 'SCP' | 'RCP';
  readonly name: string;
  readonly node: ResourceNode;
  readonly denials: readonly Held[];
  /** Accounts that it is attached to, as the template says. */
  readonly accounts: ReadonlySet<string>;
  /** Whether it is attached to the root, and so to every account but the management account. */
  readonly everywhere: boolean;
  /** Targets whose accounts no template tells. */
  readonly open: readonly string[];
}

const kinds: Readonly<Record<string, ControlPolicy['kind']>> = { SERVICE_CONTROL_POLICY: 'SCP', RESOURCE_CONTROL_POLICY: 'RCP' };

/** Accounts in a unit: those that the template creates have no id yet, so that none is known by number. */
const tellTarget = (sequence: Sequence): { account?: string; everywhere?: boolean; open?: string } => {
  const text = render(sequence);
  const [only] = sequence;
  if (/^\d{12}$/.test(text)) return { account: text };
  if (/^r-[0-9a-z]{4,32}$/.test(text)) return { everywhere: true };
  if (isAttribute(only) && only.owner.type === 'AWS::Organizations::Organization' && only.attribute === 'RootId') return { everywhere: true };
  if (isAttribute(only)) return { open: `${nameOf(only.owner)}, whose accounts are not in the input` };
  return { open: text.startsWith('ou-') ? `the unit ${text}, whose accounts are not in the input` : text };
};

const policyOf = (context: Context, node: ResourceNode): ControlPolicy | undefined => {
  const { properties: { Type, Content, TargetIds, Name }, stack } = node;
  const types = Type === undefined ? undefined : literalsOf(context.resolver.value(stack, Type));
  const kind = types?.length === 1 ? kinds[types[0]!] : undefined;
  if (kind === undefined || Content === undefined) return undefined;
  const tree = documentTree(context.resolver, stack, Content);
  const statements = tree === undefined ? [] : statementsOf(tree);
  const targets = TargetIds === undefined ? [] : context.resolver.list(stack, TargetIds);
  // what a condition decides, the policy itself or one of its targets, is known at deployment.
  const isConditional = node.body.Condition !== undefined || JSON.stringify(TargetIds ?? null).includes('"Fn::If"');
  const told = targets.map(value => (value.length === 1 && !isConditional ? tellTarget(value[0]!) : { open: `${value.map(render).join(' or ')}, if a condition holds` }));
  return {
    kind,
    name: typeof Name === 'string' ? Name : nameOf(node),
    node,
    denials: statements.filter(({ effect }) => effect === 'Deny').map(statement => ({ statement, place: placeOf(node, ['Properties', 'Content']) })),
    accounts: new Set(told.flatMap(({ account }) => account ?? [])),
    everywhere: told.some(({ everywhere }) => everywhere),
    open: told.flatMap(({ open }) => open ?? []),
  };
};

/** Every policy of the organization that the input holds. */
export const controlPoliciesOf = (context: Context): ControlPolicy[] =>
  context.world.stacks.flatMap(({ resources }) =>
    [...resources.values()].filter(({ type }) => type === 'AWS::Organizations::Policy').flatMap(node => policyOf(context, node) ?? []));

/** The policies of one kind that bind an account. The management account is bound by none. */
export const bindingOn = (policies: readonly ControlPolicy[], kind: ControlPolicy['kind'], account: string | undefined): ControlPolicy[] =>
  account === undefined ? [] : policies.filter(policy => policy.kind === kind && policy.node.stack.account !== account && (policy.everywhere || policy.accounts.has(account)));
