// access between environments as reports show it: for every pair its counts and its reason, and each way that is not closed to all.
import type { Matrix } from '../access/matrix';
import type { Context } from '../invariants/types';
import type { Access, AccessCounts, Finding } from '../model';

const opening = new Set(['identities', 'references', 'secrets', 'data', 'network', 'accounts', 'deployment']);

const none: AccessCounts = {
  'allowed': 0, 'undecided': 0, 'front-door': 0, 'no-policy': 0, 'own-only': 0, 'network': 0,
  'unreached': 0, 'explicit': 0, 'boundary': 0, 'pass-role': 0, 'organization': 0,
};

const pairOf = (from: string, to: string): string => `${from}\0${to}`;

/** Findings that show a way, by ordered pair; `*` for everybody. */
const waysShown = (findings: readonly Finding[]) => {
  const ways = new Map<string, string[]>();
  const meant = new Set<string>();
  for (const { status, verdict, direction, group, id, against, environments: [own] } of findings) {
    // a link that is declared or suppressed is a way all the same.
    if (status === 'informational' || verdict !== 'VIOLATED' || !opening.has(group)) continue;
    if (status === 'declared') meant.add(id);
    const to = direction?.to ?? own!;
    const from = against === 'anyone' ? '*' : direction?.from;
    if (from !== undefined) ways.set(pairOf(from, to), [...(ways.get(pairOf(from, to)) ?? []), id]);
  }
  return { meant, of: (from: string, to: string) => [...(ways.get(pairOf(from, to)) ?? []), ...(ways.get(pairOf('*', to)) ?? [])].sort() };
};

/** How many pairs were decided how: what is the same for everybody outside is counted by resource, the rest one by one. */
const countsOf = ({ sides, judged }: Matrix): ((from: string, to: string) => Pick<Access, 'counts' | 'principals' | 'resources'>) => {
  const special = new Map<string, Record<string, number>>();
  const closed = new Map<string, number>();
  const posed = new Map<string, Record<string, number>>();
  for (const { principal, target, decision: { decision, refusal } } of judged) {
    const key = pairOf(principal.environment.name, target.environment.name);
    const counts = special.get(key) ?? {};
    special.set(key, counts);
    const kind = refusal ?? decision;
    counts[kind] = (counts[kind] ?? 0) + 1;
    // becoming a role opens what its policies keep closed to everybody outside.
    const before = target.posture === 'open' ? 'own-only' : target.posture;
    closed.set(`${key}\0${before}`, (closed.get(`${key}\0${before}`) ?? 0) + 1);
  }
  for (const { environment, targets } of sides) {
    const counts: Record<string, number> = {};
    for (const { posture } of targets) counts[posture] = (counts[posture] ?? 0) + 1;
    posed.set(environment.name, counts);
  }
  const principals = new Map(sides.map(side => [side.environment.name, side.principals.length]));
  const resources = new Map(sides.map(side => [side.environment.name, side.targets.length]));
  return (from, to) => {
    const [many, of, key] = [principals.get(from) ?? 0, posed.get(to) ?? {}, pairOf(from, to)];
    const rest = (kind: string, number = 0) => many * number - (closed.get(`${key}\0${kind}`) ?? 0);
    return {
      principals: many,
      resources: resources.get(to) ?? 0,
      counts: {
        ...none,
        'no-policy': rest('no-policy', of['no-policy']),
        'own-only': rest('own-only', (of['own-only'] ?? 0) + (of.open ?? 0)),
        'network': rest('network', of.network),
        'front-door': rest('front-door', of['front-door']),
        ...special.get(key),
      },
    };
  };
};

const many = (number: number, one: string, several = `${one}s`): string => `${number} ${number === 1 ? one : several}`;

const reasonOf = (from: string, to: string, { counts, policies, findings, declared }: Pick<Access, 'counts' | 'policies' | 'findings' | 'declared'>): string => {
  if (findings.length > 0) {
    return `${findings.length} finding${findings.length === 1 ? ' shows' : 's show'} a way${declared ? ', declared as meant' : ''}`
      + (counts.allowed > 0 ? `; ${many(counts.allowed, 'pair')} of a principal and a resource ${counts.allowed === 1 ? 'is' : 'are'} allowed` : '')
      + (counts.organization > 0 ? `; only policies of the organization stop ${counts.organization}, if they are attached and live` : '');
  }
  return `none of the ${policies} policies of ${to} that name principals admits a principal outside of ${to}, and nothing in ${from} names a resource of ${to}`;
};

/** For every ordered pair of environments: what lets principals of one get at the other, or why nothing does. */
export const accessOf = ({ facts, environments }: Context, matrix: Matrix, findings: readonly Finding[]): Access[] => {
  const names = environments.map(({ name }) => name);
  const policies = new Map<string, number>();
  for (const { place, kind } of facts.policies)
    if (kind !== 'identity') policies.set(place.environment.name, (policies.get(place.environment.name) ?? 0) + 1);
  const shown = waysShown(findings);
  const counted = countsOf(matrix);
  return names.flatMap(from =>
    names.filter(to => to !== from).map((to): Access => {
      const found = shown.of(from, to);
      const counts = counted(from, to);
      const row = {
        ...counts,
        policies: policies.get(to) ?? 0,
        findings: found,
        declared: found.length > 0 && found.every(id => shown.meant.has(id)),
      };
      return { from, to, allowed: found.length > 0 || counts.counts.allowed > 0, reason: reasonOf(from, to, row), ...row };
    }),
  );
};
