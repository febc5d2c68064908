// what to look for at a property, worked out once per type and path.
import { identifierPlan, type IdentifierPlan } from './identifiers';
import { namePlan, type NamePlan } from './names';
import { positionOf, type Position } from './positions';
import { holdsServer, takesId } from './shared-facts';
import { secretPlan, shows, type SecretPlan } from './secret-texts';
import { blockRole, holdsDomain, type BlockRole } from './words';

export interface Plan {
  readonly position: Position;
  readonly shows: boolean;
  readonly block?: BlockRole;
  readonly domain: boolean;
  readonly name?: NamePlan;
  readonly identifier?: IdentifierPlan;
  readonly secret: SecretPlan;
  /** Told to people, so that nothing is called that stands there. */
  readonly told: boolean;
  /** Takes an id that somebody issued. */
  readonly id: boolean;
  /** Holds the address of a server. */
  readonly server: boolean;
  /** The resource of a policy's statement. */
  readonly reach: boolean;
  /** Length from which a text can mean anything here. */
  readonly shortest: number;
}

/** The shortest id that AWS gives to anything, `i-` and eight digits. */
const SHORTEST_ID = 10;

/** @param shape path inside the resource without list indices */
export const planOf = (type: string, shape: string): Plan => {
  const plan = {
    position: positionOf(type, shape),
    shows: shows(shape),
    block: blockRole(type, shape),
    domain: holdsDomain(type, shape),
    name: namePlan(type, shape),
    identifier: identifierPlan(type, shape),
    secret: secretPlan(type, shape),
    told: blockRole(type, shape) === undefined || shape.endsWith('DashboardBody'),
    id: takesId(shape),
    server: holdsServer(type, shape),
    reach: /(^|\.)(Resource|NotResource)$/.test(shape),
  };
  const { property, variable, beside, parameter, key, argument } = plan.secret;
  const short =
    (plan.block !== undefined && plan.block !== 'value')
    || plan.domain
    || plan.name?.own !== undefined
    || plan.name?.bucket === true
    || plan.identifier !== undefined
    || plan.id
    || plan.server
    || plan.position.invariant === 'network.dns'
    || property
    || variable !== undefined
    || beside
    || key !== undefined
    || argument
    || parameter;
  return { ...plan, shortest: short ? 0 : SHORTEST_ID };
};
