import type { Judged, Matrix } from '../access/matrix';
import type { Link, Principal } from '../access/types';
import { groupBy } from '../invariants/tell';
import type { AccessPrincipal, AccessResource, AccessWay, ControlPolicyEntry, Finding, Step } from '../model';
import { nameOf } from '../world/types';
import { stepOf } from './finding';

/** Findings by the statement that a step of theirs is in. */
export type FoundAt = (step: Step) => readonly Finding[];

const statementOf = ({ file, logicalId, propertyPath = '' }: Step): string =>
  `${file}|${logicalId}|${propertyPath.replace(/(\bStatement(?:\.\d+)?)\b.*$/, '$1')}`;

export const foundAt = (findings: readonly Finding[]): FoundAt => {
  const at = new Map<string, Finding[]>();
  for (const finding of findings)
    for (const step of finding.chain) {
      const key = statementOf(step);
      const before = at.get(key);
      if (!before) at.set(key, [finding]);
      else if (!before.includes(finding)) before.push(finding);
    }
  return step => at.get(statementOf(step)) ?? [];
};

const concerns = ({ direction, environments }: Finding, from: string, to: string): boolean =>
  direction ? (direction.from === from || direction.from === 'anyone') && direction.to === to : environments.includes(to) || environments.includes(from);

const placeKey = ({ place, note }: Link, { place: own }: Principal): string =>
  // a statement of the principal's own is told apart by what it says, so that equal ones share a decision.
  place.resource !== undefined && place.resource === own?.resource ? note : `${place.document.file}|${place.path.join('.')}|${note}`;

const keyOf = ({ principal, target, decision: { decision, refusal, chain, assumes } }: Judged): string =>
  [principal.environment.name, target.environment.name, target.name, decision, refusal, assumes.join(','), chain.map(link => placeKey(link, principal)).join('\u0001')].join('\0');

const wayOf = (group: readonly Judged[], at: FoundAt): AccessWay => {
  const [{ principal, target, decision }] = group as [Judged, ...Judged[]];
  const [from, to] = [principal.environment.name, target.environment.name];
  const chain = [
    ...principal.place ? [stepOf({ place: principal.place, note: `who: ${principal.kind} of ${from}` })] : [],
    ...decision.chain.map(stepOf),
    stepOf({ place: target.place, note: `what: ${target.type} of ${to}` }),
  ];
  return {
    from,
    to,
    principals: group.map(({ principal: { name } }) => name).sort(),
    resource: target.name,
    type: target.type,
    decision: decision.decision === 'front-door' ? 'allowed' : decision.decision,
    refusal: decision.refusal,
    reason: decision.reason,
    assumes: decision.assumes,
    chain,
    findings: [...new Set(chain.flatMap(step => at(step).filter(finding => concerns(finding, from, to)).map(({ id }) => id)))].sort(),
  };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const rank = ({ decision, assumes }: AccessWay): number => (decision === 'allowed' ? 0 : decision === 'undecided' ? 1 : assumes.length > 0 ? 2 : 3);

/** Decisions that are not the same for everybody outside, those of principals whose policies say the same as one. */
export const accessWays = ({ judged }: Matrix, at: FoundAt): AccessWay[] =>
  groupBy(judged, keyOf).map(group => wayOf(group, at)).sort((a, b) =>
    compare(a.from, b.from) || compare(a.to, b.to) || rank(a) - rank(b) || compare(a.resource, b.resource) || compare(a.principals[0]!, b.principals[0]!));

export const accessPrincipals = ({ sides }: Matrix): AccessPrincipal[] =>
  sides.flatMap(({ environment, principals }) => principals.map(({ name, kind }) => ({ environment: environment.name, name, kind })));

export const accessResources = ({ sides }: Matrix): AccessResource[] =>
  sides.flatMap(({ environment, targets }) =>
    targets.map(({ name, type, posture, policies }) => ({ environment: environment.name, name, type, posture, policies: policies.length })));

export const controlPolicyEntries = ({ controls, sides }: Matrix): ControlPolicyEntry[] =>
  controls.map(({ kind, name, node, accounts, everywhere, open, denials }) => ({
    kind,
    name,
    file: node.stack.loaded.document.file,
    place: nameOf(node),
    environments: sides
      .filter(({ environment }) => everywhere || [...environment.accounts].some(account => accounts.has(account)))
      .map(({ environment }) => environment.name),
    open,
    denials: denials.length,
  }));

/** Findings of which every way is stopped by policies of the organization alone. */
export const withStops = (findings: readonly Finding[], ways: readonly AccessWay[]): Finding[] => {
  const of = new Map<string, AccessWay[]>();
  for (const way of ways) for (const id of way.findings) of.set(id, [...(of.get(id) ?? []), way]);
  return findings.map(finding => {
    const own = of.get(finding.id) ?? [];
    const stopped = own.length > 0 && own.every(({ decision }) => decision === 'denied') && own.some(({ assumes }) => assumes.length > 0);
    return stopped ? { ...finding, stoppedBy: [...new Set(own.flatMap(({ assumes }) => assumes))].sort() } : finding;
  });
};
