// whether a principal gets at a resource: allowances at their widest, denials only where they are certain.
import { describeCalls } from './tell';
import { bindingOn, type ControlPolicy } from './control-policies';
import { knowsResourceControls } from './resource-types';
import { conditionsHold } from '../policy/holds';
import { overlap } from '../policy/patterns';
import { namesCaller } from '../policy/names-caller';
import { callsOf, mayName, surelyCovers, surelyNames, type Call } from '../policy/names-target';
import { carriedTo, type Carried } from '../policy/request';
import type { Statement } from '../policy/statement';
import type { Decision, Held, Link, Principal, Target } from './types';
import type { Refusal } from '../model';

/** A statement that may allow some calls. */
interface Grant {
  readonly held?: Held;
  readonly calls: readonly Call[];
  /** Whether it names the caller and not only its account. */
  readonly itself: boolean;
  readonly open?: string;
}

const isPerson = ({ kind }: Principal): boolean => kind === 'role' || kind === 'user' || kind === 'account';

const at = ({ place, statement }: Held, note: string, value?: string): Link => ({ place: { ...place, path: [...place.path, ...statement.path] }, note, value });

/** Statements of a caller's own policies, or of its boundary, that may allow calls on a resource. */
const byIdentity = (held: readonly Held[], target: Target, asked: readonly Call[], carried: Carried): Grant[] =>
  held.flatMap((one): Grant[] => {
    const { statement } = one;
    if (statement.effect === 'Deny') return [];
    const calls = callsOf(statement, asked);
    return calls.length > 0 && mayName(statement, target) && conditionsHold(statement, carried) !== false ? [{ held: one, calls, itself: true }] : [];
  });

/** Statements of a resource's policies that may allow a caller something. */
const byResource = (principal: Principal, target: Target, asked: readonly Call[], carried: Carried): Grant[] => [
  ...target.policies.filter(({ unknown }) => unknown !== undefined).map((fact): Grant => ({ calls: asked, itself: true, open: fact.unknown, held: undefined })),
  ...target.held.flatMap((one): Grant[] => {
    const { statement } = one;
    if (statement.effect === 'Deny' || !statement.principals) return [];
    const { answer, itself, open } = namesCaller(statement, principal);
    if (answer === false || !mayName(statement, target) || conditionsHold(statement, carried) === false) return [];
    const calls = callsOf(statement, asked);
    return calls.length > 0 ? [{ held: one, calls, itself, open: open ?? statement.unread }] : [];
  }),
];

/** Whether a policy is there if what it is held against is: a condition of its own may leave it out. */
const isThere = ({ place: { resource } }: Held, principal: Principal, target: Target, way: Way): boolean =>
  resource?.body.Condition === undefined
  || [principal.node, target.node, way.identity?.held?.place.resource, way.resource?.held?.place.resource].includes(resource);

/** The statement that refuses a call for certain. */
const denialOf = (held: readonly Held[], principal: Principal, target: Target, way: Way, carried: Carried): Held | undefined =>
  held.find(one => deniesSurely(one.statement, principal, target, way.call, carried) && isThere(one, principal, target, way));

const deniesSurely = (statement: Statement, principal: Principal, target: Target, call: Call, carried: Carried): boolean =>
  statement.effect === 'Deny' && !statement.uncertain
  && surelyCovers(statement, call) && surelyNames(statement, target)
  && namesCaller(statement, principal).answer === true && conditionsHold(statement, carried) === true;

const denied = (refusal: Refusal, reason: string, chain: readonly Link[] = [], assumes: readonly string[] = []): Decision => ({ decision: 'denied', refusal, reason, chain, assumes });

const closed = ({ policies, type }: Target): Decision =>
  policies.length === 0
    ? denied('no-policy', `${type} has no policy of its own, so it is for its own account alone`)
    : denied('own-only', policies.length === 1 ? 'its policy does not admit the principal' : `none of its ${policies.length} policies admits the principal`);

interface Way {
  readonly identity?: Grant;
  readonly resource?: Grant;
  readonly call: Call;
}

/** Pairs of allowances that together let a call through, before anything denies it. */
const waysOf = (principal: Principal, target: Target, asked: readonly Call[], identity: readonly Grant[] | undefined, resource: readonly Grant[]): Way[] => {
  const sameAccount = isPerson(principal) && principal.account !== undefined && principal.account === target.account;
  const joined = resource.flatMap(grant =>
    identity === undefined
      ? grant.calls.map((call): Way => ({ resource: grant, call }))
      : identity.flatMap(one => callsOfBoth(one, grant).map((call): Way => ({ identity: one, resource: grant, call }))));
  if (!sameAccount) return joined;
  return [
    ...joined,
    ...resource.filter(({ itself }) => itself).flatMap(grant => grant.calls.map((call): Way => ({ resource: grant, call }))),
    ...target.asksOwnPolicy ? [] : (identity ?? [{ calls: asked, itself: true }]).flatMap(one => one.calls.map((call): Way => ({ identity: one, call }))),
  ];
};

const callsOfBoth = (one: Grant, other: Grant): Call[] =>
  other.calls.flatMap(call => one.calls.filter(own => meets(own, call)).map(own => [...new Set([...own, ...call])]));

const meets = (one: Call, other: Call): boolean => one.every(a => other.every(b => overlap(a, b, true)));

/** What refuses a way: policies in the templates first, then those of the organization. */
const refusalOf = (principal: Principal, target: Target, way: Way, carried: Carried, controls: readonly ControlPolicy[]): Decision | undefined => {
  const { call, identity } = way;
  const own = denialOf(principal.identity ?? [], principal, target, way, carried);
  if (own) return denied('explicit', 'a policy of the principal denies it', [at(own, 'denies it')]);
  const theirs = denialOf(target.held, principal, target, way, carried);
  if (theirs) return denied('explicit', 'the resource\'s policy denies it', [at(theirs, 'denies it')]);
  const { boundary } = principal;
  if (boundary && identity) {
    const bounding = denialOf(boundary, principal, target, way, carried);
    if (bounding || byIdentity(boundary, target, [call], carried).length === 0)
      return denied('boundary', bounding ? 'the permissions boundary denies it' : 'the permissions boundary does not allow it', [bounding ? at(bounding, 'denies it') : { place: { ...principal.place!, path: [...principal.place!.path, 'Properties', 'PermissionsBoundary'] }, note: 'its boundary does not allow it' }]);
  }
  const binding = [
    ...isPerson(principal) ? bindingOn(controls, 'SCP', principal.account) : [],
    ...knowsResourceControls(target.actions) ? bindingOn(controls, 'RCP', target.account) : [],
  ];
  for (const { name, kind, denials } of binding) {
    const denial = denialOf(denials, principal, target, way, carried);
    if (denial) {
      const what = kind === 'SCP' ? 'service control policy' : 'resource control policy';
      return denied('organization', `only the ${what} ${name} stops it, if it is attached and live`, [at(denial, `the ${what} ${name} denies it, if it is attached and live`)], [name]);
    }
  }
  return undefined;
};

const wayLinks = ({ identity, resource, call }: Way): Link[] => [
  ...identity?.held ? [at(identity.held, identity.held.whole === undefined ? `allows ${describeCalls(call)}` : `${identity.held.whole} may allow ${describeCalls(call)}`)] : [],
  ...resource?.held ? [at(resource.held, `lets the principal in for ${describeCalls(call)}`)] : [],
];

/** Decides what a principal may do with a resource, or only some calls of it. */
export const decide = (principal: Principal, target: Target, controls: readonly ControlPolicy[], only?: string): Decision => {
  if (principal.kind === 'service' && target.type === 'AWS::IAM::Role' && principal.account !== target.account)
    return denied('pass-role', 'a service takes a role only in the name of the role\'s own account, because iam:PassRole does not cross accounts');
  const carried = carriedTo(principal.carried, target.account);
  const asked: Call[] = only === undefined ? target.actions.map(action => [action]) : [[only]];
  const resource = byResource(principal, target, asked, carried);
  if (resource.length === 0 && (principal.account !== target.account || !isPerson(principal))) return closed(target);
  const identity = principal.identity && byIdentity(principal.identity, target, asked, carried);
  const ways = waysOf(principal, target, asked, identity, resource);
  if (ways.length === 0)
    return target.asksOwnPolicy && resource.length === 0 ? closed(target) : denied('unreached', 'its policies admit the principal, and no policy of the principal reaches it');
  let [stopped, open]: [Decision | undefined, Way | undefined] = [undefined, undefined];
  for (const way of ways) {
    const refusal = refusalOf(principal, target, way, carried, controls);
    if (refusal) {
      // what the templates refuse by themselves says more than what an assumption does, unless another way needs the assumption.
      if (!stopped || refusal.refusal === 'organization') stopped = { ...refusal, chain: [...wayLinks(way), ...refusal.chain] };
    } else if (way.resource?.open !== undefined) open ??= way;
    else return { decision: 'allowed', chain: wayLinks(way), assumes: [], reason: `may do ${describeCalls(way.call)}` };
  }
  if (open) return { decision: 'undecided', chain: wayLinks(open), assumes: [], reason: `it is not known who is let in: ${open.resource!.open}` };
  return stopped!;
};
