// who gets where by becoming one role after the other.
import type { ControlPolicy } from './control-policies';
import { decide } from './decide';
import type { Link, Principal, Target } from './types';
import type { ResourceNode } from '../world/types';

/** A role that somebody may become. */
export interface Step {
  readonly role: Target;
  readonly links: readonly Link[];
}

/** Everybody and everything of all environments, as far as ways between them need it. */
export interface Field {
  readonly principals: ReadonlyMap<ResourceNode, Principal>;
  /** Roles of an environment, as what can be assumed. */
  readonly rolesBeside: (principal: Principal) => readonly Target[];
  /** Roles of other environments that a principal may assume. */
  readonly crossing: ReadonlyMap<Principal, readonly Step[]>;
  readonly controls: readonly ControlPolicy[];
}

const becomes = ({ place }: Target): Link => ({ place, note: 'becomes this role' });

/** Roles that a principal may become at once, in its own environment or in another. */
const nextOf = (field: Field): ((principal: Principal) => readonly Step[]) => {
  const known = new Map<Principal, readonly Step[]>();
  return principal => {
    let next = known.get(principal);
    if (!next) {
      const beside = field.rolesBeside(principal).filter(({ node }) => node !== principal.node).flatMap((role): Step[] => {
        const { decision, chain } = decide(principal, role, field.controls, 'sts:assumerole');
        return decision === 'allowed' ? [{ role, links: chain }] : [];
      });
      known.set(principal, (next = [...(field.crossing.get(principal) ?? []), ...beside]));
    }
    return next;
  };
};

/** Every role outside of its environment that a principal reaches, by the shortest way, and its own that lead there. */
export const reachedBy = (field: Field): ((principal: Principal) => readonly Step[]) => {
  const next = nextOf(field);
  return start => {
    const seen = new Map<ResourceNode, Step>();
    let ways: Step[] = [...next(start)];
    while (ways.length > 0) {
      const longer: Step[] = [];
      for (const way of ways) {
        const { node } = way.role;
        if (!node || seen.has(node) || node === start.node) continue;
        seen.set(node, way);
        const principal = field.principals.get(node);
        if (!principal) continue;
        for (const { role, links } of next(principal)) longer.push({ role, links: [...way.links, becomes(way.role), ...links] });
      }
      ways = longer;
    }
    return [...seen.values()].filter(({ role }) => role.environment !== start.environment);
  };
};

/** What somebody who becomes a role may do as that role. */
export const asRole = (step: Step, links: readonly Link[]): Link[] => [...step.links, becomes(step.role), ...links];
