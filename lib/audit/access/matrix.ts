// every principal of every environment against every resource of every other.
import type { PolicyFact } from '../facts/types';
import type { Context } from '../invariants/types';
import { describeParty, type Party } from '../policy/party';
import { groupBy } from '../invariants/tell';
import type { EnvironmentNode, ResourceNode } from '../world/types';
import { asRole, reachedBy, type Step } from './chains';
import { controlPoliciesOf, type ControlPolicy } from './control-policies';
import { decide } from './decide';
import { principalsOf } from './principals';
import { targetsOf } from './targets';
import type { Decision, Principal, Target } from './types';

/** One environment with everybody and everything of it. */
export interface Side {
  readonly environment: EnvironmentNode;
  readonly principals: readonly Principal[];
  readonly targets: readonly Target[];
}

/** A decision that needs more to be said than that a resource is closed to everybody outside. */
export interface Judged {
  readonly principal: Principal;
  readonly target: Target;
  readonly decision: Decision;
}

export interface Matrix {
  readonly sides: readonly Side[];
  readonly controls: readonly ControlPolicy[];
  readonly judged: readonly Judged[];
}

const persons = new Set<Principal['kind']>(['role', 'user', 'account']);

/** Whether one that a policy may let in can be a principal at all; spares asking everybody about every statement. */
const concerns = ({ kind, account, environment }: Principal) => (party: Party): boolean => {
  switch (party.kind) {
    case 'account':
      return party.through === undefined ? persons.has(kind) && party.account === account : kind === 'service' && party.account === account;
    case 'resource':
      return party.node.stack.environment === environment;
    case 'service':
      return kind === 'service';
    case 'federated':
      return kind === 'web-identity';
    case 'organization':
      return persons.has(kind);
    default:
      return true;
  }
};

/** Decisions about a principal of one environment and a resource of another, where the resource's policies let anybody in. */
const direct = (sides: readonly Side[], controls: readonly ControlPolicy[]): Judged[] =>
  sides.flatMap(({ environment, targets }) =>
    targets.filter(({ posture }) => posture === 'open').flatMap(target =>
      sides.filter(side => side.environment !== environment).flatMap(({ principals }) =>
        principals.filter(principal => target.outside.some(concerns(principal))).flatMap((principal): Judged[] => {
          const decision = decide(principal, target, controls);
          if (decision.refusal === 'own-only') return [];
          // an allowance for somebody who is not known is no way that is known.
          const open = target.outside.filter(concerns(principal));
          const isKnown = decision.decision !== 'allowed' || open.some(({ kind }) => kind !== 'unknown');
          return [{ principal, target, decision: isKnown ? decision : { ...decision, decision: 'undecided', reason: `it is not known who is let in: ${describeParty(open[0]!)}` } }];
        }))));

/** What is reached by becoming roles, beyond what is reached at once. */
const throughRoles = (sides: readonly Side[], controls: readonly ControlPolicy[], found: readonly Judged[]): Judged[] => {
  const crossing = new Map<Principal, Step[]>();
  const allowed = new Map<Principal, Judged[]>();
  for (const one of found) {
    const { principal, target, decision } = one;
    if (decision.decision !== 'allowed') continue;
    allowed.set(principal, [...(allowed.get(principal) ?? []), one]);
    if (target.type === 'AWS::IAM::Role') crossing.set(principal, [...(crossing.get(principal) ?? []), { role: target, links: decision.chain }]);
  }
  // the common case: no role of one environment can be taken by another.
  if (crossing.size === 0) return [];
  const byEnvironment = new Map(sides.map(side => [side.environment, side]));
  const roles = new Map(sides.map(({ environment, targets }) => [environment, targets.filter(({ type }) => type === 'AWS::IAM::Role')]));
  const principals = new Map<ResourceNode, Principal>(sides.flatMap(side => side.principals.flatMap(principal => (principal.node ? [[principal.node, principal] as const] : []))));
  const reached = reachedBy({ principals, crossing, controls, rolesBeside: ({ environment }) => roles.get(environment) ?? [] });
  const known = new Map<Principal, readonly Judged[]>();
  // what a role gets at in its own account, and across borders.
  const within = (principal: Principal): readonly Judged[] => {
    let all = known.get(principal);
    if (!all) {
      const own = byEnvironment.get(principal.environment)?.targets ?? [];
      all = [
        ...own.filter(({ type, posture }) => type !== 'AWS::IAM::Role' && posture !== 'network' && posture !== 'front-door')
          .map(target => ({ principal, target, decision: decide(principal, target, controls) })).filter(({ decision }) => decision.decision === 'allowed'),
        ...(allowed.get(principal) ?? []),
      ];
      known.set(principal, all);
    }
    return all;
  };
  const starts = new Set([...crossing.keys()].map(({ environment }) => environment));
  return sides.filter(({ environment }) => starts.has(environment)).flatMap(side =>
    side.principals.flatMap(principal => {
      const mine = new Set((allowed.get(principal) ?? []).map(({ target }) => target));
      const seen = new Set(mine);
      const ways: Judged[] = [];
      const add = (target: Target, step: Step, decision: Omit<Decision, 'chain'>, chain: Decision['chain']) => {
        if (seen.has(target) || target.environment === principal.environment) return;
        seen.add(target);
        ways.push({ principal, target, decision: { ...decision, chain, reason: `${decision.reason} as ${step.role.name} of ${step.role.environment.name}` } });
      };
      for (const step of reached(principal)) {
        add(step.role, step, { decision: 'allowed', assumes: [], reason: 'may act' }, step.links);
        const role = step.role.node && principals.get(step.role.node);
        for (const { target, decision } of role ? within(role) : []) add(target, step, decision, asRole(step, decision.chain));
      }
      return ways;
    }));
};

const known = new WeakMap<Context, Matrix>();

/** Decides access between the environments; what is closed to everybody outside is counted and not listed. */
export const matrixOf = (context: Context): Matrix => {
  const done = known.get(context);
  if (done) return done;
  const facts = new Map(groupBy<PolicyFact>(context.facts.policies, ({ place }) => place.environment.name).map(group => [group[0]!.place.environment, group]));
  const sides = context.environments.map((environment): Side => {
    const own = facts.get(environment) ?? [];
    return { environment, principals: principalsOf(context, environment, own), targets: targetsOf(context, environment, own) };
  });
  const controls = controlPoliciesOf(context);
  const at = direct(sides, controls);
  const matrix = { sides, controls, judged: [...at, ...throughRoles(sides, controls, at)] };
  known.set(context, matrix);
  return matrix;
};
